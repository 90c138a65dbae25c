#include "workflows/stores/memory.h"

#include <algorithm>
#include <tuple>

namespace toitsu::workflows {

namespace {

std::string keyOf(const StoredCase& row) {
    return row.municipality + '\n' + row.process + '\n' + row.businessKey;
}

template <class T, class Map>
std::optional<T> lookUp(const Map& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional<T>(found->second);
}

}  // namespace

Result<void> MemoryStore::putDefinition(const StoredDefinition& definition) {
    const std::lock_guard lock(mutex_);
    const bool known = std::any_of(definitions_.begin(), definitions_.end(),
                                   [&](const StoredDefinition& old) { return old.hash == definition.hash; });
    if (!known) definitions_.push_back(definition);
    return {};
}

Result<std::optional<StoredDefinition>> MemoryStore::definition(const std::string& hash) const {
    const std::lock_guard lock(mutex_);
    for (const StoredDefinition& definition : definitions_) {
        if (definition.hash == hash) return std::optional(definition);
    }
    return std::optional<StoredDefinition>();
}

Result<std::optional<StoredDefinition>> MemoryStore::newestDefinition(const std::string& process) const {
    const std::lock_guard lock(mutex_);
    for (auto definition = definitions_.rbegin(); definition != definitions_.rend(); ++definition) {
        if (definition->process == process) return std::optional(*definition);
    }
    return std::optional<StoredDefinition>();
}

bool MemoryStore::change(Tables& tables, const Change& change) {
    const StoredCase& row = change.after;
    const auto old = tables.cases.find(row.id);
    if ((old == tables.cases.end() ? 0 : old->second.sequence) != change.expected) return false;
    const auto [key, fresh] = tables.keys.emplace(keyOf(row), row.id);
    if (!fresh && key->second != row.id) return false;
    tables.cases[row.id] = row;
    std::int64_t sequence = change.expected;
    for (const Event& event : change.events) {
        tables.history[row.id].push_back({++sequence, event.at, event.kind, event.element, event.actor, event.detail});
    }
    for (const std::string& id : change.closed) tables.work.erase(id);
    for (const Work& work : change.opened) tables.work[work.id] = work;
    return true;
}

Result<void> MemoryStore::commit(const std::vector<Change>& changes) {
    const std::lock_guard lock(mutex_);
    const auto moved = tl::unexpected(Error{
        ErrorKind::conflict,
        "W105",
        {"案件が同時に変更されました。もう一度行ってください。", "the case was changed at the same time; try again"},
        {}});
    // One change checks itself before it touches anything; several need a copy to be all or nothing.
    if (changes.size() == 1) return change(tables_, changes.front()) ? Result<void>() : moved;
    Tables copy = tables_;
    for (const Change& one : changes) {
        if (!change(copy, one)) return moved;
    }
    tables_ = std::move(copy);
    return {};
}

Result<std::optional<StoredCase>> MemoryStore::findCase(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    return lookUp<StoredCase>(tables_.cases, id);
}

Result<std::vector<StoredCase>> MemoryStore::cases() const {
    const std::lock_guard lock(mutex_);
    std::vector<StoredCase> rows;
    for (const auto& [id, row] : tables_.cases) rows.push_back(row);
    std::stable_sort(rows.begin(), rows.end(), [](const StoredCase& a, const StoredCase& b) {
        return std::tie(a.started, a.id) < std::tie(b.started, b.id);
    });
    return rows;
}

Result<std::vector<HistoryEntry>> MemoryStore::history(const std::string& caseId) const {
    const std::lock_guard lock(mutex_);
    return lookUp<std::vector<HistoryEntry>>(tables_.history, caseId).value_or(std::vector<HistoryEntry>());
}

Result<std::optional<Work>> MemoryStore::findWork(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    return lookUp<Work>(tables_.work, id);
}

Result<std::vector<Work>> MemoryStore::openWork(Work::Kind kind, const std::string& municipality) const {
    const std::lock_guard lock(mutex_);
    std::vector<Work> rows;
    for (const auto& [id, work] : tables_.work) {
        if (work.kind == kind && (municipality.empty() || work.municipality == municipality)) rows.push_back(work);
    }
    std::sort(rows.begin(), rows.end(),
              [](const Work& a, const Work& b) { return std::tie(a.created, a.id) < std::tie(b.created, b.id); });
    return rows;
}

Result<std::vector<Work>> MemoryStore::dueWork(Work::Kind kind, Instant now, int most) const {
    const std::lock_guard lock(mutex_);
    std::vector<Work> rows;
    for (const auto& [id, work] : tables_.work) {
        if (work.kind == kind && work.due && *work.due <= now) rows.push_back(work);
    }
    std::sort(rows.begin(), rows.end(),
              [](const Work& a, const Work& b) { return std::tie(*a.due, a.id) < std::tie(*b.due, b.id); });
    if (rows.size() > static_cast<std::size_t>(std::max(most, 0)))
        rows.resize(static_cast<std::size_t>(std::max(most, 0)));
    return rows;
}

Result<std::optional<Instant>> MemoryStore::nextDue(Work::Kind kind) const {
    const std::lock_guard lock(mutex_);
    std::optional<Instant> next;
    for (const auto& [id, work] : tables_.work) {
        if (work.kind == kind && work.due && (!next || *work.due < *next)) next = work.due;
    }
    return next;
}

std::shared_ptr<Store> openMemory() {
    return std::make_shared<MemoryStore>();
}

}  // namespace toitsu::workflows
