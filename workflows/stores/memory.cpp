#include "workflows/stores/memory.h"

#include <algorithm>
#include <iterator>

namespace toitsu::workflows {

class MemoryStore::Here : public Ground {
public:
    explicit Here(const MemoryStore& store) : store_(store) {}
    Result<std::int64_t> sequenceOf(const std::string& caseId) override {
        const auto found = store_.cases_.find(caseId);
        return found == store_.cases_.end() ? 0 : found->second.row.sequence;
    }
    Result<bool> keyIsTaken(const StoredCase& row) override { return store_.byKey_.contains(keyOf(row)); }
    Result<bool> messageIsThere(const std::string& id) override { return store_.messages_.contains(id); }

private:
    const MemoryStore& store_;
};

namespace {

std::size_t number(Work::Kind kind) {
    return static_cast<std::size_t>(kind);
}

}  // namespace

Result<void> MemoryStore::putDefinition(const StoredDefinition& definition) {
    const std::lock_guard lock(mutex_);
    if (std::ranges::find(definitions_, definition.hash, &StoredDefinition::hash) != definitions_.end()) return {};
    for (const std::string& process : definition.processes) newest_[process] = definitions_.size();
    definitions_.push_back(definition);
    return {};
}

Result<std::optional<StoredDefinition>> MemoryStore::definition(const std::string& hash) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(definitions_, hash, &StoredDefinition::hash);
    return found == definitions_.end() ? std::nullopt : std::optional(*found);
}

Result<std::optional<StoredDefinition>> MemoryStore::newestDefinition(const std::string& process) const {
    const std::lock_guard lock(mutex_);
    const auto found = newest_.find(process);
    return found == newest_.end() ? std::nullopt : std::optional(definitions_[found->second]);
}

Result<std::optional<std::string>> MemoryStore::newestHash(const std::string& process) const {
    const std::lock_guard lock(mutex_);
    const auto found = newest_.find(process);
    return found == newest_.end() ? std::nullopt : std::optional(definitions_[found->second].hash);
}

Result<std::vector<std::pair<std::string, std::string>>> MemoryStore::newestDefinitions() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& [process, at] : newest_) out.emplace_back(process, definitions_[at].hash);
    return out;
}

void MemoryStore::index(const Work& work) {
    const std::size_t kind = number(work.kind);
    if (work.due) byDue_[kind].emplace(*work.due, work.id);
    byCreation_[kind].emplace(work.created, work.id);
    if (!work.name.empty()) byName_[kind].emplace(work.name, work.key, work.created, work.id);
}

void MemoryStore::unindex(const Work& work) {
    const std::size_t kind = number(work.kind);
    if (work.due) byDue_[kind].erase({*work.due, work.id});
    byCreation_[kind].erase({work.created, work.id});
    if (!work.name.empty()) byName_[kind].erase({work.name, work.key, work.created, work.id});
}

void MemoryStore::close(const std::string& id) {
    const auto found = work_.find(id);
    if (found == work_.end()) return;
    unindex(found->second);
    work_.erase(found);
}

void MemoryStore::keep(const StoredMessage& message) {
    if (!messages_.emplace(message.id, message).second) return;
    byReceipt_.emplace(message.received, message.id);
    messagesByName_.emplace(message.name, message.key, message.received, message.id);
}

bool MemoryStore::drop(const std::string& id) {
    const auto found = messages_.find(id);
    if (found == messages_.end()) return false;
    const StoredMessage& message = found->second;
    byReceipt_.erase({message.received, id});
    messagesByName_.erase({message.name, message.key, message.received, id});
    messages_.erase(found);
    return true;
}

void MemoryStore::make(Change& change) {
    StoredCase& row = change.after;
    Kept& kept = cases_[row.id];
    if (change.expected == 0) {
        byStart_.emplace(row.started, row.id);
        if (!row.businessKey.empty()) byKey_.emplace(keyOf(row), row.id);
    } else if (row.snapshot.empty()) {
        row.snapshot = std::move(kept.row.snapshot);
        row.snapshotAt = kept.row.snapshotAt;
    }
    if (kept.events.empty())
        kept.events = std::move(change.events);
    else
        std::ranges::move(change.events, std::back_inserter(kept.events));
    for (const std::string& id : change.closed) close(id);
    for (const std::string& id : change.taken) drop(id);
    for (const StoredMessage& message : change.published) keep(message);
    for (Work& work : change.opened) {
        const auto [place, fresh] = work_.try_emplace(work.id);
        if (!fresh) unindex(place->second);
        place->second = std::move(work);
        index(place->second);
    }
    kept.row = std::move(row);
}

std::future<Result<void>> MemoryStore::commitLater(std::vector<Change> changes) {
    std::promise<Result<void>> answer;
    {
        const std::lock_guard lock(mutex_);
        Here here(*this);
        auto possible = canBeMade(changes, here);
        if (possible)
            for (Change& change : changes) make(change);
        answer.set_value(std::move(possible));
    }
    return answer.get_future();
}

Result<std::optional<StoredCase>> MemoryStore::findCase(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = cases_.find(id);
    return found == cases_.end() ? std::nullopt : std::optional(found->second.row);
}

Result<std::vector<HistoryEntry>> MemoryStore::history(const std::string& caseId, std::int64_t after,
                                                       std::int64_t most) const {
    const std::lock_guard lock(mutex_);
    const auto found = cases_.find(caseId);
    if (found == cases_.end()) return std::vector<HistoryEntry>();
    const std::vector<Event>& all = found->second.events;
    const auto size = static_cast<std::int64_t>(all.size());
    const std::int64_t from = std::clamp<std::int64_t>(after, 0, size);
    const std::int64_t to = from + std::clamp<std::int64_t>(most, 0, size - from);
    std::vector<HistoryEntry> out;
    for (std::int64_t n = from; n < to; ++n) {
        const Event& event = all[static_cast<std::size_t>(n)];
        out.push_back(
            {n + 1, event.at, std::string(name(event.kind)), event.element, event.actor, Value(event.detail)});
    }
    return out;
}

Result<std::optional<Work>> MemoryStore::findWork(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = work_.find(id);
    return found == work_.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<Work>> MemoryStore::takeDue(Work::Kind kind, Instant now, int most) {
    const std::lock_guard lock(mutex_);
    std::vector<Work> out;
    for (const auto& [due, id] : byDue_[number(kind)]) {
        if (due > now || static_cast<int>(out.size()) >= most) break;
        out.push_back(work_.at(id));
    }
    return out;
}

Result<std::optional<Instant>> MemoryStore::nextDue(Work::Kind kind) const {
    const std::lock_guard lock(mutex_);
    const ByTime& due = byDue_[number(kind)];
    return due.empty() ? std::nullopt : std::optional(due.begin()->first);
}

Result<void> MemoryStore::putMessage(const StoredMessage& message) {
    const std::lock_guard lock(mutex_);
    keep(message);
    return {};
}

Result<void> MemoryStore::dropMessage(const std::string& id) {
    const std::lock_guard lock(mutex_);
    drop(id);
    return {};
}

Result<int> MemoryStore::purge(const std::string& municipality, const std::string& process, Instant endedBefore,
                               int most) {
    const std::lock_guard lock(mutex_);
    std::set<std::string> gone;
    for (const auto& [id, kept] : cases_) {
        if (static_cast<int>(gone.size()) >= most) break;
        const StoredCase& row = kept.row;
        if (row.ended && *row.ended < endedBefore && (municipality.empty() || row.municipality == municipality) &&
            (process.empty() || row.process == process))
            gone.insert(id);
    }
    remove(gone);
    return static_cast<int>(gone.size());
}

Result<int> MemoryStore::purgeCases(const std::vector<std::string>& ids) {
    const std::lock_guard lock(mutex_);
    std::set<std::string> gone;
    for (const std::string& id : ids)
        if (const auto kept = cases_.find(id); kept != cases_.end() && kept->second.row.ended) gone.insert(id);
    remove(gone);
    return static_cast<int>(gone.size());
}

Result<void> MemoryStore::scrub() {
    return {};
}

void MemoryStore::remove(const std::set<std::string>& ids) {
    for (const std::string& id : ids) {
        const auto kept = cases_.find(id);
        byStart_.erase({kept->second.row.started, id});
        byKey_.erase(keyOf(kept->second.row));
        cases_.erase(kept);
    }
    std::vector<std::string> work;  // what ended properly has none
    for (const auto& [id, open] : work_)
        if (ids.contains(open.caseId)) work.push_back(id);
    for (const std::string& id : work) close(id);
}

std::shared_ptr<Store> openMemory() {
    return std::make_shared<MemoryStore>();
}

}  // namespace toitsu::workflows
