#include "apps/station/verify/desk.h"

#include <algorithm>

#include "apps/station/verify/desk_working.h"
#include "base/hash.h"

namespace toitsu::station {

namespace {

constexpr std::size_t kMostDrafts = 512;

struct Kept {
    std::vector<TaskRow> tasks;
    std::vector<ItemRow> items;
    std::vector<Entry> entries;
    std::vector<LeaseRow> leases;
};

Result<Kept> keptIn(Database& database) {
    auto tasks = openTasks(database);
    if (!tasks) return fail(tasks.error());
    auto items = openItems(database);
    if (!items) return fail(items.error());
    auto entries = entriesOfOpenTasks(database);
    if (!entries) return fail(entries.error());
    auto held = leases(database);
    if (!held) return fail(held.error());
    return Kept{std::move(*tasks), std::move(*items), std::move(*entries), std::move(*held)};
}

}  // namespace

std::vector<StationFile::Part> Desk::tables() {
    return {deskPart(), figures::tables(), findings::tables(), case_search::tables()};
}

Result<std::unique_ptr<Desk>> Desk::open(DeskParts parts, Instant now) {
    std::unique_ptr<Desk> desk(new Desk(std::move(parts)));
    // From here on nothing is missed; what happened before is compared with what the station file knows.
    desk->parts_.station.store().tell([it = desk.get()](const WorkChange& change) { it->noticed(change); });
    if (auto loaded = desk->load(now); !loaded) return fail(loaded.error());
    return desk;
}

Desk::~Desk() {
    parts_.station.store().tell({});
}

Result<void> Desk::load(Instant now) {
    auto kept = parts_.file.read(keptIn);
    if (!kept) return fail(kept.error());
    auto missed = missedCases();
    if (!missed) return fail(missed.error());
    const std::lock_guard lock(mutex_);
    for (TaskRow& row : kept->tasks) waiting_.add(std::move(row));
    for (const ItemRow& row : kept->items) {
        DeskTask* task = waiting_.task(row.task);
        if (task == nullptr) continue;
        if (auto added = addItem(*task, row); !added) return fail(added.error());
    }
    for (Entry& entry : kept->entries) {
        const DeskTask* task = waiting_.task(entry.task);
        if (task == nullptr) continue;
        std::vector<Entry> one{std::move(entry)};
        if (auto opened = openEntries(one, task->row.municipality); !opened) return opened;
        entry = std::move(one.front());
    }
    std::map<std::string, std::set<std::string>> saidUnder;  // lease → items
    for (const Entry& entry : counting(kept->entries)) {
        if (!entry.lease.empty()) saidUnder[entry.lease].insert(entry.item);
        DeskItem* item = waiting_.item(entry.item);
        if (item == nullptr) continue;
        auto next = step(item->state, entry, item->rules);
        if (!next) return fail(next.error());
        item->state = std::move(*next);
        item->task->wholeSince = entry.at;
    }
    for (LeaseRow& row : kept->leases) {
        if (row.until <= now) {
            deadLeases_.push_back(row.id);
            continue;
        }
        DeskLease& lease = leases_[row.id];
        for (const std::string& id : row.items) {
            DeskItem* item = waiting_.item(id);
            if (item == nullptr || !item->lease.empty() || saidUnder[row.id].count(id) > 0) continue;
            item->lease = row.id;
            lease.items.push_back(item);
        }
        lease.row = std::move(row);
    }
    for (const auto& [id, task] : waiting_.tasks()) {
        const bool whole =
            !task->items.empty() && std::all_of(task->items.begin(), task->items.end(),
                                                [](const auto& i) { return i->state.stage == Stage::decided; });
        if (!whole) task->wholeSince.reset();
        for (const auto& item : task->items) waiting_.place(*item);
    }
    workflows::WorkQuery query;
    query.kind = workflows::Work::Kind::task;
    const auto open = parts_.station.store().openWork(query);
    if (!open) return fail(open.error());
    std::set<std::string> there;
    const std::lock_guard also(noticedMutex_);
    newCases_.insert(newCases_.end(), missed->begin(), missed->end());
    for (const workflows::Work& work : *open) {
        there.insert(work.id);
        DeskTask* task = waiting_.task(work.id);
        if (task == nullptr)
            newTasks_.push_back(work.id);
        else
            task->claimedBy = work.key;
    }
    for (const auto& [id, task] : waiting_.tasks())
        if (task->row.kind != TaskKind::sample && there.count(id) == 0) goneTasks_.push_back(id);
    return {};
}

void Desk::noticed(const WorkChange& change) {
    {
        const std::lock_guard lock(noticedMutex_);
        for (const workflows::Work& work : change.opened) {
            newTasks_.push_back(work.id);
            claims_.emplace_back(work.id, work.key);
        }
        newCases_.insert(newCases_.end(), change.started.begin(), change.started.end());
        goneTasks_.insert(goneTasks_.end(), change.closed.begin(), change.closed.end());
        for (const std::string& municipality : change.ended) ++endedCases_[municipality];
    }
    parts_.changed();
}

bool Desk::pending() const {
    const std::lock_guard lock(noticedMutex_);
    return !newTasks_.empty() || !newCases_.empty() || !goneTasks_.empty();
}

std::vector<Waiting::Count> Desk::counts(const std::vector<std::string>& municipalities) const {
    const std::lock_guard lock(mutex_);
    return waiting_.counts(municipalities);
}

std::vector<Waiting::Wait> Desk::waits(const std::vector<std::string>& municipalities) const {
    const std::lock_guard lock(mutex_);
    return waiting_.waits(municipalities);
}

std::vector<std::string> Desk::tasksOf(const std::string& caseId) const {
    std::vector<std::string> out;
    const std::lock_guard lock(mutex_);
    for (const DeskTask* task : waiting_.tasksOf(caseId))
        if (task->row.kind != TaskKind::sample) out.push_back(task->row.task);
    return out;
}

RulesOf Desk::rulesFor(const std::string& municipality) const {
    return [policy = parts_.policies.of(municipality)](const forms::Field& field) {
        ItemRules rules = rulesOf(field);
        rules.thirdPerson = policy.thirdPerson;
        rules.doubtMillis = policy.doubtMillis;
        return rules;
    };
}

ItemRules Desk::sampleRules(const std::string& municipality) const {
    ItemRules rules;
    rules.sample = true;
    rules.doubtMillis = parts_.policies.of(municipality).doubtMillis;
    return rules;
}

const forms::Form* Desk::formOf(const TaskRow& row) const {
    return parts_.library->asked(row.form, row.layout);
}

Result<std::shared_ptr<const Draft>> Desk::draft(const std::string& taskId) {
    {
        const std::lock_guard lock(mutex_);
        const auto found =
            std::find_if(drafts_.begin(), drafts_.end(), [&](const auto& d) { return d.first == taskId; });
        if (found != drafts_.end()) {
            drafts_.splice(drafts_.begin(), drafts_, found);
            return drafts_.front().second;
        }
    }
    const auto task = parts_.station.engine().task(taskId);
    if (!task) return fail(task.error());
    const auto record = answers_.current(*task);
    if (!record) return fail(record.error());
    const forms::Form* form = parts_.library->asked(record->form, record->layout);
    if (form == nullptr) return fail(itemGone());
    auto entries = parts_.file.read([&](Database& database) { return entriesOf(database, taskId); });
    if (!entries) return fail(entries.error());
    if (auto opened = openEntries(*entries, task->municipality); !opened) return fail(opened.error());
    auto replayed = replay(*form, *record, *entries, rulesFor(task->municipality));
    if (!replayed) return fail(replayed.error());
    auto draft = std::make_shared<const Draft>(std::move(*replayed));
    const std::lock_guard lock(mutex_);
    cacheDraft(taskId, draft);
    return draft;
}

void Desk::cacheDraft(const std::string& task, std::shared_ptr<const Draft> draft) {
    std::erase_if(drafts_, [&](const auto& known) { return known.first == task; });
    drafts_.emplace_front(task, std::move(draft));
    if (drafts_.size() > kMostDrafts) drafts_.pop_back();
}

Result<DeskItem*> Desk::addItem(DeskTask& task, const ItemRow& row) {
    DeskItem item;
    item.id = row.item;
    item.field = row.field;
    item.place = row.place;
    const forms::Form* form = formOf(task.row);
    const forms::Field* field = form == nullptr ? nullptr : form->field(row.field);
    if (task.row.kind == TaskKind::sample)
        item.rules = sampleRules(task.row.municipality);
    else if (field != nullptr)
        item.rules = rulesFor(task.row.municipality)(*field);
    auto state = beginning(vault(), task.row.kind, row, task.row.municipality);
    if (!state) return fail(state.error());
    item.state = std::move(*state);
    return waiting_.addItem(task, std::move(item));
}

Result<ItemState> beginning(Vault& vault, TaskKind kind, const ItemRow& row, const std::string& municipality) {
    ItemState state;
    if (kind != TaskKind::sample && row.firstBy.empty()) return state;
    auto text = vault.open({municipality, row.item, row.field}, ItemPayload::parse(row.payload).text);
    if (!text) return fail(text.error());
    state.stage = Stage::second;
    state.said = {{row.firstBy, std::move(*text), Code::none}};
    return state;
}

Result<ItemRow> itemRow(Vault& vault, const forms::Form& form, const std::string& task, const forms::Record& record,
                        const std::string& field, const Value& variables) {
    const forms::Field* known = form.field(field);
    ItemRow row;
    row.item = itemId(task, field);
    row.task = task;
    row.field = field;
    for (std::size_t n = 0; n < record.fields.size(); ++n) {
        if (record.fields[n].field != field) continue;
        row.place = static_cast<int>(n);
        auto payload = payloadOf(record.fields[n], variables);
        const SealedPlace place{record.municipality, row.item, field};
        const bool secret = known != nullptr && known->myNumber;
        if (auto sealed = sealPayload(vault, place, secret, payload); !sealed) return fail(sealed.error());
        row.payload = payload.json();
    }
    return row;
}

std::string itemId(const std::string& task, const std::string& field) {
    return sha256Hex(task + "\n" + field).substr(0, 24);
}

Error itemGone() {
    return {ErrorKind::notFound,
            "V124",
            {"この項目はもう確認の対象ではありません。次の作業へ進んでください",
             "this field no longer waits for anybody; go on to the next task"},
            {}};
}

}  // namespace toitsu::station
