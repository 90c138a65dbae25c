// Handing out: what a person gets next, and for how long it is theirs.

#include <algorithm>

#include "apps/station/random_id.h"
#include "apps/station/verify/desk_working.h"

namespace toitsu::station {

namespace {

constexpr std::size_t kMostLeases = 10;  // a client that prefetches needs a few; a mistaken one would take everything

}  // namespace

Error leaseEnded() {
    return {ErrorKind::conflict,
            "V125",
            {"作業の割当てが切れています。次の作業を受け取ってください。入力はまだ登録されていません",
             "the lease has ended; ask for the next work. What was entered has not been taken"},
            {}};
}

bool heldBy(const DeskLease& lease, const std::string& person, const MayWork& may, Instant now) {
    return lease.row.person == person && lease.row.until > now &&
           std::all_of(lease.items.begin(), lease.items.end(),
                       [&](const DeskItem* item) { return may(lease.row.mode, item->task->row.municipality); });
}

Result<std::optional<Handed>> Desk::next(const std::string& person, const Ask& ask, Instant now) {
    std::unique_lock lock(mutex_);
    endExpired(now);
    const auto own = std::count_if(leases_.begin(), leases_.end(),
                                   [&](const auto& lease) { return lease.second.row.person == person; });
    if (static_cast<std::size_t>(own) >= kMostLeases)
        return fail(ErrorKind::conflict, "V126",
                    {"受け取ったままの作業が多すぎます。終えるか返してから次を受け取ってください",
                     "too much work is held at once; finish or give some back before taking more"});
    auto items = waiting_.choose(ask, person, now, lastTask_[person]);
    if (items.empty()) return std::optional<Handed>();
    auto handed = lease(person, ask, std::move(items), now, lock);
    if (!handed) return fail(handed.error());
    return std::optional<Handed>(std::move(*handed));
}

Result<Handed> Desk::lease(const std::string& person, const Ask& ask, std::vector<DeskItem*> items, Instant now,
                           std::unique_lock<std::mutex>& lock) {
    Handed handed{randomId(), now + kLeaseMillis, ask.mode, {}};
    DeskLease& held = leases_[handed.lease];
    held.row = {handed.lease, person, ask.mode, handed.until, {}};
    held.uncovered = ask.uncovered;
    held.busy = 1;
    for (DeskItem* item : items) {
        waiting_.remove(*item);
        item->lease = handed.lease;
        held.row.items.push_back(item->id);
        handed.items.push_back(known(*item));
    }
    held.items = std::move(items);
    const LeaseRow row = held.row;
    lock.unlock();
    const auto durable = parts_.file.write([&row](Database& database) { return putLease(database, row); });
    lock.lock();
    const auto still = leases_.find(handed.lease);
    if (still != leases_.end()) {
        still->second.busy = 0;
        if (!durable) end(still->second);
    }
    lock.unlock();
    if (!durable) return fail(durable.error());
    auto shown = views(std::move(handed.items), ask.uncovered);
    if (!shown) return fail(shown.error());
    handed.items = std::move(*shown);
    parts_.changed();
    return handed;
}

ItemView Desk::known(const DeskItem& item) const {
    ItemView view;
    view.id = item.id;
    view.task = item.task->row.task;
    view.caseId = item.task->row.caseId;
    view.municipality = item.task->row.municipality;
    view.form = item.task->row.form;
    view.layout = item.task->row.layout;
    view.field = item.field;
    view.stage = item.state.stage;
    view.revision = item.state.revision;
    view.sample = item.task->row.kind == TaskKind::sample;
    if (item.state.stage == Stage::compare) view.said = item.state.said;
    view.code = item.state.code;
    view.note = item.state.note;
    return view;
}

Result<std::vector<ItemView>> Desk::views(std::vector<ItemView> known,
                                          const std::vector<std::string>& uncovered) const {
    return parts_.file.read([&](Database& database) -> Result<std::vector<ItemView>> {
        for (ItemView& view : known) {
            const auto row = itemById(database, view.id);
            if (!row) return fail(row.error());
            if (row->empty()) continue;
            view.payload = ItemPayload::parse(row->front().payload);
            const forms::Form* form = parts_.library->asked(view.form, view.layout);
            const forms::Field* field = form == nullptr ? nullptr : form->field(view.field);
            const bool covered = (field == nullptr || field->myNumber) &&
                                 std::find(uncovered.begin(), uncovered.end(), view.municipality) == uncovered.end();
            if (covered) continue;
            if (auto opened = openPayload(vault(), {view.municipality, view.id, view.field}, view.payload); !opened)
                return fail(opened.error());
        }
        return std::move(known);
    });
}

Result<ItemView> Desk::item(const std::string& id) const {
    ItemView view;
    {
        const std::lock_guard lock(mutex_);
        const DeskItem* item = waiting_.item(id);
        if (item == nullptr) return fail(itemGone());
        view = known(*item);
    }
    auto shown = views({std::move(view)}, {});
    if (!shown) return fail(shown.error());
    return std::move(shown->front());
}

bool Desk::holds(const std::string& person, const std::string& itemId) const {
    const std::lock_guard lock(mutex_);
    const DeskItem* item = waiting_.item(itemId);
    if (item == nullptr || item->lease.empty()) return false;
    const auto lease = leases_.find(item->lease);
    return lease != leases_.end() && lease->second.row.person == person;
}

Result<Instant> Desk::heartbeat(const std::string& person, const std::string& leaseId, Instant now,
                                const MayWork& may) {
    const Instant until = now + kLeaseMillis;
    {
        const std::lock_guard lock(mutex_);
        const auto lease = leases_.find(leaseId);
        if (lease == leases_.end() || !heldBy(lease->second, person, may, now)) return fail(leaseEnded());
        ++lease->second.busy;  // it does not end while its new end is being written
    }
    const auto durable = parts_.file.write([&](Database& database) { return extendLease(database, leaseId, until); });
    const std::lock_guard lock(mutex_);
    if (const auto lease = leases_.find(leaseId); lease != leases_.end()) {
        --lease->second.busy;
        if (durable) lease->second.row.until = until;
    }
    if (!durable) return fail(durable.error());
    return until;
}

Result<void> Desk::release(const std::string& person, const std::string& leaseId, Instant now) {
    {
        const std::lock_guard lock(mutex_);
        const auto lease = leases_.find(leaseId);
        if (lease == leases_.end() || lease->second.row.person != person || lease->second.row.until <= now)
            return fail(leaseEnded());
        if (lease->second.busy > 0) return fail(leaseEnded());  // entries are under way; its items end with them
        end(lease->second);
    }
    parts_.changed();
    return parts_.file.write([&](Database& database) { return dropLease(database, leaseId); });
}

void Desk::end(DeskLease& lease) {
    for (DeskItem* item : lease.items) {
        item->lease.clear();
        waiting_.place(*item);
    }
    leases_.erase(std::string(lease.row.id));
}

void Desk::endExpired(Instant now) {
    for (auto at = leases_.begin(); at != leases_.end();) {
        DeskLease& lease = (at++)->second;
        const bool over = lease.row.until <= now || lease.items.empty();
        if (!over || lease.busy > 0) continue;
        deadLeases_.push_back(lease.row.id);
        end(lease);
    }
}

void Desk::leaveLease(DeskItem& item) {
    if (const auto lease = leases_.find(item.lease); lease != leases_.end()) std::erase(lease->second.items, &item);
    item.lease.clear();
}

}  // namespace toitsu::station
