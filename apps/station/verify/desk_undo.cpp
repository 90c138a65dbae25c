// Taking an entry back: a new entry that says so. It is possible until the next stage has begun, that is until somebody
// else holds or has entered the item, or the task has gone on.

#include <algorithm>

#include "apps/station/random_id.h"
#include "apps/station/verify/desk_working.h"

namespace toitsu::station {

namespace {

tl::unexpected<Error> noSuchEntry() {
    return fail(ErrorKind::notFound, "V127",
                {"取り消せる自分の入力がありません", "there is no such entry of yours to take back"});
}

tl::unexpected<Error> wentOn() {
    return fail(ErrorKind::conflict, "V128",
                {"次の段階が始まったため取り消せません。担当者に連絡してください",
                 "the next stage has begun, so it cannot be taken back; tell whoever does it"});
}

}  // namespace

Result<Handed> Desk::undo(const std::string& person, const std::string& entryId, Instant now, const MayWork& may) {
    const auto found = parts_.file.read([&](Database& database) { return entryById(database, entryId); });
    if (!found) return fail(found.error());
    if (found->empty() || found->front().person != person || found->front().action == Action::undo)
        return noSuchEntry();
    const Entry& entry = found->front();
    const auto where = parts_.file.read([&](Database& database) { return municipalitiesOf(database, entry.task); });
    if (!where) return fail(where.error());
    if (where->empty() || !may(entry.mode, where->front())) return noSuchEntry();
    const auto stripes = lockTasks({entry.task});
    auto entries = parts_.file.read([&](Database& database) { return entriesOf(database, entry.task); });
    if (!entries) return fail(entries.error());
    const auto counted = counting(*entries);
    const auto last =
        std::find_if(counted.rbegin(), counted.rend(), [&](const Entry& one) { return one.item == entry.item; });
    if (last == counted.rend()) return noSuchEntry();
    if (last->id != entry.id) {
        const bool counts =
            std::any_of(counted.begin(), counted.end(), [&](const Entry& o) { return o.id == entry.id; });
        if (!counts) return noSuchEntry();
        return wentOn();
    }
    auto working = workingOn(entry.task);
    if (!working) return wentOn();
    if (auto opened = openEntries(*entries, working->row.municipality); !opened) return fail(opened.error());
    Entry undoing;
    undoing.id = randomId();
    undoing.task = entry.task;
    undoing.item = entry.item;
    undoing.field = entry.field;
    undoing.mode = entry.mode;
    undoing.action = Action::undo;
    undoing.person = person;
    undoing.at = now;
    undoing.undoes = entry.id;
    undoing.outcome = "undone";
    entries->push_back(undoing);
    if (auto without = replayed(*working, *entries); !without) return fail(without.error());
    working->entries = {undoing};
    if (auto compared = compareItems(*working); !compared) return fail(compared.error());
    // From now on nobody is given the item, until it is its undoer's again.
    const std::string leaseId = randomId();
    {
        const std::lock_guard lock(mutex_);
        DeskItem* item = waiting_.item(entry.item);
        const bool joins = std::any_of(working->joined.begin(), working->joined.end(),
                                       [&](const ItemRow& row) { return row.item == entry.item; });
        if ((item == nullptr && !joins) || (item != nullptr && !item->lease.empty())) return wentOn();
        if (item != nullptr) {
            waiting_.remove(*item);
            item->lease = leaseId;
        }
    }
    const LeaseRow row{leaseId, person, entry.mode, now + kLeaseMillis, {entry.item}};
    const auto durable = parts_.file.write([&](Database& database) -> Result<void> {
        if (auto put = putEntry(database, undoing); !put) return put;
        if (auto told = tellFindings(database, *working); !told) return told;
        for (const ItemRow& item : working->joined)
            if (auto put = putItem(database, item); !put) return put;
        for (const std::string& item : working->left)
            if (auto dropped = dropItem(database, item); !dropped) return dropped;
        return putLease(database, row);
    });
    Handed handed{leaseId, row.until, entry.mode, {}};
    {
        const std::lock_guard lock(mutex_);
        if (DeskItem* item = waiting_.item(entry.item)) item->lease.clear();
        if (!durable) {
            if (DeskItem* item = waiting_.item(entry.item)) waiting_.place(*item);
            return fail(durable.error());
        }
        settle(*working, now);
        std::erase_if(drafts_, [&](const auto& one) { return one.first == entry.task; });
        DeskItem* item = waiting_.item(entry.item);
        if (item == nullptr) return wentOn();  // the case was withdrawn meanwhile
        waiting_.remove(*item);
        item->lease = leaseId;
        leases_[leaseId].row = row;
        leases_[leaseId].items = {item};
        lastTask_[person] = entry.task;
        handed.items = {known(*item)};
    }
    auto shown = views(std::move(handed.items), {});
    if (!shown) return fail(shown.error());
    handed.items = std::move(*shown);
    parts_.changed();
    return handed;
}

Result<void> Desk::replayed(Working& working, const std::vector<Entry>& entries) {
    if (working.row.kind == TaskKind::sample) {
        for (auto& [field, state] : working.draft.items) {
            const auto row = parts_.file.read(
                [&, id = itemId(working.row.task, field)](Database& database) { return itemById(database, id); });
            if (!row) return fail(row.error());
            if (row->empty()) return fail(itemGone());
            auto begun = beginning(vault(), TaskKind::sample, row->front(), working.row.municipality);
            if (!begun) return fail(begun.error());
            state = std::move(*begun);
        }
        for (const Entry& entry : counting(entries)) {
            auto next = step(working.draft.items[entry.field], entry, sampleRules(working.row.municipality));
            if (!next) return fail(next.error());
            working.draft.items[entry.field] = std::move(*next);
        }
        return {};
    }
    const auto task = parts_.station.engine().task(working.row.task);
    if (!task) return fail(task.error());
    const auto record = answers_.current(*task);
    if (!record) return fail(record.error());
    auto draft = replay(*working.form, *record, entries, rulesFor(working.row.municipality));
    if (!draft) return fail(draft.error());
    working.draft = std::move(*draft);
    return {};
}

}  // namespace toitsu::station
