// Taking entries. What a request says is worked into a copy of each task's draft; the book of entries is written; only
// then does memory follow. One thread at a time works at a task (stripes_), and groups of them share an fsync.

#include <algorithm>

#include "apps/station/random_id.h"
#include "apps/station/verify/desk_working.h"

namespace toitsu::station {

namespace {

Heard refused(const std::string& item, Error problem) {
    return {"", item, "refused", std::move(problem)};
}

Error notHeld() {
    return {ErrorKind::conflict,
            "V129",
            {"この項目はいま受け持っていません。次の作業を受け取ってください",
             "this field is not held under this lease; ask for the next work"},
            {}};
}

Error changedMeanwhile() {
    return {ErrorKind::conflict,
            "V130",
            {"表示した後にこの項目が変わりました。開き直してから入力してください",
             "this field has changed since it was shown; look at it again before entering it"},
            {}};
}

Error notSeen() {
    return {ErrorKind::refused,
            "V138",
            {"個人番号を表示せずに、そのまま確定することはできません。理由を示して表示するか、入力してください",
             "a 個人番号 that was not shown cannot be accepted; say why it is to be shown, or type it"},
            {}};
}

// What an entry's text is: canonical, so that replaying it gives the same for ever.
Result<void> fill(Entry& entry, const forms::Field& field, const forms::Record& record, bool uncovered) {
    if (entry.action == Action::accept) {
        // A number that was not shown cannot be accepted: somebody must have seen it, or type it.
        if (field.myNumber && !uncovered) return fail(notSeen());
        const forms::FieldValue* value = record.find(entry.field);
        entry.text = value == nullptr ? std::string() : forms::canonicalText(value->value);
        // Nobody may accept what the field's type does not allow.
        if (const auto fits = canonical(field, entry.text); !fits) return fail(fits.error());
    } else if (entry.action == Action::correct) {
        auto text = canonical(field, entry.text);
        if (!text) return fail(text.error());
        entry.text = std::move(*text);
    } else {
        entry.text.clear();
    }
    return {};
}

}  // namespace

Result<void> Desk::say(Working& working, const Saying& saying, Entry entry, bool uncovered) {
    const auto state = working.draft.items.find(entry.field);
    if (state == working.draft.items.end() || working.field(entry.field) == nullptr) return fail(itemGone());
    if (state->second.revision != saying.revision) return fail(changedMeanwhile());
    if (auto whole = fill(entry, *working.field(entry.field), working.draft.record, uncovered); !whole) return whole;
    if (working.row.kind == TaskKind::sample) {
        auto next = step(state->second, entry, sampleRules(working.row.municipality));
        if (!next) return fail(next.error());
        state->second = std::move(*next);
    } else if (auto applied = apply(working.draft, *working.form, entry, rulesFor(working.row.municipality));
               !applied) {
        return applied;
    }
    entry.outcome = outcomeOf(working.draft.items[entry.field]);
    working.entries.push_back(std::move(entry));
    return {};
}

Result<Desk::Working> Desk::workingOn(const std::string& taskId) {
    Working working;
    {
        const std::lock_guard lock(mutex_);
        const DeskTask* task = waiting_.task(taskId);
        if (task == nullptr) return fail(itemGone());
        working.row = task->row;
        if (task->row.kind == TaskKind::sample)
            for (const auto& item : task->items) working.draft.items[item->field] = item->state;
    }
    working.form = formOf(working.row);
    if (working.form == nullptr) return fail(itemGone());
    if (working.row.kind == TaskKind::sample) return working;
    const auto known = draft(taskId);
    if (!known) return fail(known.error());
    working.draft = **known;
    return working;
}

// Rows of items that have joined, and ids of those that have left.
Result<void> Desk::compareItems(Working& working) {
    if (working.row.kind == TaskKind::sample) return {};
    std::set<std::string> there;
    {
        const std::lock_guard lock(mutex_);
        if (const DeskTask* task = waiting_.task(working.row.task))
            for (const auto& item : task->items) there.insert(item->field);
    }
    for (const auto& [field, state] : working.draft.items) {
        if (there.erase(field) > 0) continue;
        auto task = parts_.station.engine().task(working.row.task);
        if (!task) return fail(task.error());
        auto row = itemRow(vault(), *working.form, working.row.task, working.draft.record, field, task->variables);
        if (!row) return fail(row.error());
        working.joined.push_back(std::move(*row));
    }
    for (const std::string& field : there) working.left.push_back(itemId(working.row.task, field));
    return {};
}

void Desk::settle(Working& working, Instant now) {
    DeskTask* task = waiting_.task(working.row.task);
    if (task == nullptr) return;  // withdrawn while it was being written
    for (const std::string& id : working.left)
        if (DeskItem* item = waiting_.item(id)) {
            leaveLease(*item);
            waiting_.removeItem(*item);
        }
    for (const ItemRow& row : working.joined) {
        // Its state is the draft's, below.
        if (!addItem(*task, row)) continue;
    }
    for (const Entry& entry : working.entries)
        if (DeskItem* item = waiting_.item(entry.item)) leaveLease(*item);
    for (const auto& item : task->items) {
        const auto state = working.draft.items.find(item->field);
        if (state == working.draft.items.end()) continue;
        waiting_.remove(*item);
        item->state = state->second;
        waiting_.place(*item);
    }
    const bool sample = working.row.kind == TaskKind::sample;
    const bool whole = sample ? std::all_of(task->items.begin(), task->items.end(),
                                            [](const auto& item) { return item->state.stage == Stage::decided; })
                              : working.draft.whole();
    if (!whole)
        task->wholeSince.reset();
    else if (!task->wholeSince)
        task->wholeSince = now;
}

std::vector<std::unique_lock<std::mutex>> Desk::lockTasks(const std::set<std::string>& tasks) {
    std::set<std::size_t> needed;
    for (const std::string& task : tasks) needed.insert(std::hash<std::string>()(task) % stripes_.size());
    std::vector<std::unique_lock<std::mutex>> held;
    for (const std::size_t stripe : needed) held.emplace_back(stripes_[stripe]);
    return held;
}

Result<void> Desk::sealEntry(Entry& entry, const Working& working) const {
    const forms::Field* field = working.field(entry.field);
    const bool secret = field == nullptr || field->myNumber;
    if (entry.text.empty() || (!secret && !Vault::isSealed(entry.text))) return {};
    auto sealed = vault().seal({working.row.municipality, entry.id, entry.field}, entry.text);
    if (!sealed) return fail(sealed.error());
    entry.text = std::move(*sealed);
    return {};
}

Result<void> Desk::openEntries(std::vector<Entry>& entries, const std::string& municipality) const {
    for (Entry& entry : entries) {
        auto text = vault().open({municipality, entry.id, entry.field}, entry.text);
        if (!text) return fail(text.error());
        entry.text = std::move(*text);
    }
    return {};
}

Result<void> Desk::write(std::vector<Working>& all) {
    for (Working& working : all)
        for (Entry& entry : working.entries)
            if (auto sealed = sealEntry(entry, working); !sealed) return sealed;
    return parts_.file.write([&all](Database& database) -> Result<void> {
        for (const Working& working : all) {
            for (const Entry& entry : working.entries)
                if (auto put = putEntry(database, entry); !put) return put;
            for (const ItemRow& item : working.joined)
                if (auto put = putItem(database, item); !put) return put;
            for (const std::string& item : working.left)
                if (auto dropped = dropItem(database, item); !dropped) return dropped;
            if (working.entries.empty()) continue;
            if (auto told = tellFindings(database, working); !told) return told;
            if (auto counted =
                    figures::happened(database, working.row.municipality, Happening::entry, working.entries.back().at,
                                      static_cast<std::int64_t>(working.entries.size()));
                !counted)
                return counted;
        }
        return {};
    });
}

Result<Submitted> Desk::submit(const std::string& person, const std::string& leaseId,
                               const std::vector<Saying>& sayings, const std::string& request, Instant now,
                               const MayWork& may) {
    std::map<std::string, std::string> taskOf;  // by item
    std::set<std::string> tasks;
    {
        const std::lock_guard lock(mutex_);
        for (const Saying& saying : sayings)
            if (const DeskItem* item = waiting_.item(saying.item)) {
                taskOf[saying.item] = item->task->row.task;
                tasks.insert(item->task->row.task);
            }
    }
    const auto stripes = lockTasks(tasks);
    const auto before =
        parts_.file.read([&](Database& database) { return entriesOfRequest(database, person, request); });
    if (!before) return fail(before.error());
    std::map<std::string, const Entry*> answered;
    for (const Entry& entry : *before) answered[entry.item] = &entry;
    const bool allAnswered = !answered.empty() && std::all_of(sayings.begin(), sayings.end(), [&](const Saying& one) {
        return answered.count(one.item) > 0;
    });
    std::set<std::string> held;
    std::vector<std::string> uncovered;
    Mode mode = Mode::exception;
    bool busy = false;
    if (!allAnswered) {
        const std::lock_guard lock(mutex_);
        const auto lease = leases_.find(leaseId);
        const bool live = lease != leases_.end() && heldBy(lease->second, person, may, now);
        if (!live && answered.empty()) return fail(leaseEnded());
        if (live) {
            ++lease->second.busy;
            busy = true;
            mode = lease->second.row.mode;
            uncovered = lease->second.uncovered;
            for (const DeskItem* item : lease->second.items) held.insert(item->id);
        }
    }
    Submitted out;
    std::optional<Mode> heardIn;  // something that was the person's to say
    std::map<std::string, Working> working;
    for (const Saying& saying : sayings) {
        if (const auto known = answered.find(saying.item); known != answered.end()) {
            heardIn = known->second->mode;
            out.entries.push_back({known->second->id, saying.item, known->second->outcome, std::nullopt});
            continue;
        }
        if (held.count(saying.item) == 0) {
            out.entries.push_back(refused(saying.item, notHeld()));
            continue;
        }
        heardIn = mode;
        const std::string& task = taskOf[saying.item];
        auto at = working.find(task);
        if (at == working.end()) {
            auto fresh = workingOn(task);
            if (!fresh) {
                out.entries.push_back(refused(saying.item, fresh.error()));
                continue;
            }
            at = working.emplace(task, std::move(*fresh)).first;
        }
        Entry entry = entryOf(saying, at->second, mode);
        entry.person = person;
        entry.lease = leaseId;
        entry.request = request;
        entry.at = now;
        const std::string id = entry.id;
        const bool seen = std::find(uncovered.begin(), uncovered.end(), at->second.row.municipality) != uncovered.end();
        if (auto said = say(at->second, saying, std::move(entry), seen); !said)
            out.entries.push_back(refused(saying.item, said.error()));
        else
            out.entries.push_back({id, saying.item, at->second.entries.back().outcome, std::nullopt});
    }
    std::vector<Working> all;
    for (auto& [task, one] : working)
        if (!one.entries.empty()) all.push_back(std::move(one));
    Result<void> durable;
    for (Working& one : all)
        if (durable) durable = compareItems(one);
    if (durable && !all.empty()) durable = write(all);
    const std::lock_guard lock(mutex_);
    if (const auto lease = leases_.find(leaseId); lease != leases_.end() && busy) --lease->second.busy;
    if (!durable) return fail(durable.error());
    for (Working& one : all) {
        settle(one, now);
        if (one.row.kind == TaskKind::sample) continue;
        lastTask_[person] = one.row.task;
        cacheDraft(one.row.task, std::make_shared<const Draft>(std::move(one.draft)));
    }
    // How far a case is, is for those who work at it: an item's id alone does not tell it.
    if (tasks.size() == 1 && heardIn)
        if (const DeskTask* task = waiting_.task(*tasks.begin());
            task != nullptr && may(*heardIn, task->row.municipality))
            out.caseDone = task->wholeSince.has_value();
    parts_.changed();
    return out;
}

Entry Desk::entryOf(const Saying& saying, const Working& working, Mode mode) const {
    Entry entry;
    entry.id = randomId();
    entry.task = working.row.task;
    entry.item = saying.item;
    for (const auto& [field, state] : working.draft.items)
        if (itemId(entry.task, field) == saying.item) entry.field = field;
    entry.mode = mode;
    entry.action = saying.action;
    entry.code = saying.action == Action::code ? saying.code : Code::none;
    entry.text = saying.text;
    entry.choose = saying.choose;
    entry.note = saying.note;
    if (parts_.policies.of(working.row.municipality).counters) {
        entry.keystrokes = saying.keystrokes;
        entry.activeMillis = saying.activeMillis;
    }
    return entry;
}

}  // namespace toitsu::station
