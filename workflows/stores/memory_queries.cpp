// The lists: by time unless a name narrows them down.

#include <algorithm>

#include "workflows/stores/memory.h"

namespace toitsu::workflows {

namespace {

bool asked(const StoredCase& row, const CaseQuery& query) {
    return (query.municipality.empty() || row.municipality == query.municipality) &&
           (query.process.empty() || row.process == query.process) &&
           (query.definition.empty() || row.definition == query.definition) &&
           (!query.status || row.status == *query.status) &&
           (!query.endedBefore || (row.ended && *row.ended < *query.endedBefore)) &&
           (!query.endedFrom || (row.ended && *row.ended >= *query.endedFrom)) &&
           (query.businessKey.empty() || row.businessKey == query.businessKey);
}

bool asked(const Work& work, const WorkQuery& query) {
    return (query.municipality.empty() || work.municipality == query.municipality) &&
           (query.name.empty() || work.name == query.name) && (!query.key || work.key == *query.key);
}

bool asked(const StoredMessage& message, const std::string& municipality, const std::optional<std::string>& key,
           Instant now) {
    return (municipality.empty() || message.municipality == municipality) && (!key || message.key == *key) &&
           (now == 0 || message.expires > now);
}

}  // namespace

Result<std::vector<StoredCase>> MemoryStore::cases(const CaseQuery& query) const {
    const std::lock_guard lock(mutex_);
    std::vector<StoredCase> out;
    auto at = byStart_.begin();
    if (!query.after.empty()) {
        const auto last = cases_.find(query.after);
        if (last == cases_.end()) return out;
        at = byStart_.upper_bound({last->second.row.started, query.after});
    }
    for (; at != byStart_.end() && static_cast<int>(out.size()) < query.most; ++at)
        if (const StoredCase& row = cases_.at(at->second).row; asked(row, query)) out.push_back(row);
    return out;
}

Result<std::int64_t> MemoryStore::countCases(const CaseQuery& query) const {
    const std::lock_guard lock(mutex_);
    return std::ranges::count_if(cases_, [&](const auto& kept) { return asked(kept.second.row, query); });
}

Result<std::vector<Work>> MemoryStore::openWork(const WorkQuery& query) const {
    const std::lock_guard lock(mutex_);
    const auto kind = static_cast<std::size_t>(query.kind);
    std::pair<Instant, std::string> behind{std::numeric_limits<Instant>::min(), ""};
    if (!query.after.empty()) {
        const auto last = work_.find(query.after);
        if (last == work_.end()) return std::vector<Work>();
        behind = {last->second.created, query.after};
    }
    std::vector<Work> out;
    const auto full = [&] { return static_cast<int>(out.size()) >= query.most; };
    if (query.name.empty() || !query.key) {
        for (auto at = byCreation_[kind].upper_bound(behind); at != byCreation_[kind].end() && !full(); ++at)
            if (const Work& work = work_.at(at->second); asked(work, query)) out.push_back(work);
        return out;
    }
    const ByName& names = byName_[kind];
    for (auto at = names.upper_bound({query.name, *query.key, behind.first, behind.second});
         at != names.end() && std::get<0>(*at) == query.name && std::get<1>(*at) == *query.key && !full(); ++at)
        if (const Work& work = work_.at(std::get<3>(*at)); asked(work, query)) out.push_back(work);
    return out;
}

Result<std::vector<StoredMessage>> MemoryStore::messages(const std::string& municipality, const std::string& name,
                                                         const std::optional<std::string>& key, Instant now,
                                                         int most) const {
    const std::lock_guard lock(mutex_);
    std::vector<StoredMessage> out;
    const auto full = [&] { return static_cast<int>(out.size()) >= most; };
    if (name.empty()) {
        for (auto at = byReceipt_.begin(); at != byReceipt_.end() && !full(); ++at)
            if (const auto& message = messages_.at(at->second); asked(message, municipality, key, now))
                out.push_back(message);
        return out;
    }
    for (auto at = messagesByName_.lower_bound({name, key.value_or(""), std::numeric_limits<Instant>::min(), ""});
         at != messagesByName_.end() && std::get<0>(*at) == name && (!key || std::get<1>(*at) == *key); ++at) {
        if (key && full()) break;  // one key's messages stand in order already
        if (const auto& message = messages_.at(std::get<3>(*at)); asked(message, municipality, key, now))
            out.push_back(message);
    }
    std::ranges::sort(out, {}, [](const StoredMessage& message) { return std::tie(message.received, message.id); });
    if (full()) out.resize(static_cast<std::size_t>(std::max(most, 0)));
    return out;
}

}  // namespace toitsu::workflows
