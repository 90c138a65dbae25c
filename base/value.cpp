#include "base/value.h"

#include <algorithm>
#include <unordered_map>

namespace toitsu {

Context::Context() = default;

Context::Context(std::initializer_list<Entry> entries) {
    entries_.reserve(entries.size());
    for (const Entry& entry : entries) put(entry.first, entry.second);
}

Context Context::of(std::vector<Entry> entries) {
    if (constexpr std::size_t few = 8; entries.size() <= few) {  // comparing all is quicker than a table
        Context context;
        context.entries_.reserve(entries.size());
        for (Entry& entry : entries) context.put(std::move(entry.first), std::move(entry.second));
        return context;
    }
    std::unordered_map<std::string_view, std::size_t> places;
    std::vector<std::pair<std::size_t, std::size_t>> repeated;  // (later, first)
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto [at, isNew] = places.emplace(entries[i].first, i);
        if (!isNew) repeated.emplace_back(i, at->second);
    }
    Context context;
    context.entries_ = std::move(entries);
    if (repeated.empty()) return context;
    for (const auto& [later, first] : repeated)
        context.entries_[first].second = std::move(context.entries_[later].second);
    std::size_t kept = 0;
    std::size_t skip = 0;
    for (std::size_t i = 0; i < context.entries_.size(); ++i) {
        if (skip < repeated.size() && repeated[skip].first == i) {
            ++skip;
            continue;
        }
        if (kept != i) context.entries_[kept] = std::move(context.entries_[i]);
        ++kept;
    }
    context.entries_.resize(kept);
    return context;
}

const Value* Context::find(std::string_view name) const {
    for (const Entry& entry : entries_)
        if (entry.first == name) return &entry.second;
    return nullptr;
}

void Context::put(std::string name, Value value) {
    for (Entry& entry : entries_) {
        if (entry.first != name) continue;
        entry.second = std::move(value);
        return;
    }
    entries_.emplace_back(std::move(name), std::move(value));
}

bool Context::erase(std::string_view name) {
    const auto named = [&](const Entry& entry) { return entry.first == name; };
    const auto at = std::find_if(entries_.begin(), entries_.end(), named);
    if (at == entries_.end()) return false;
    entries_.erase(at);
    return true;
}

bool Context::empty() const {
    return entries_.empty();
}

std::size_t Context::size() const {
    return entries_.size();
}

Value::Value(List value) : data_(std::make_shared<const List>(std::move(value))) {}
Value::Value(Context value) : data_(std::make_shared<const Context>(std::move(value))) {}
Value::Value(Range value) : data_(std::make_shared<const Range>(std::move(value))) {}

bool Value::isTrue() const {
    const bool* held = boolean();
    return held != nullptr && *held;
}

const List* Value::list() const {
    const auto* held = std::get_if<std::shared_ptr<const List>>(&data_);
    return held == nullptr ? nullptr : held->get();
}

const Context* Value::context() const {
    const auto* held = std::get_if<std::shared_ptr<const Context>>(&data_);
    return held == nullptr ? nullptr : held->get();
}

const Range* Value::range() const {
    const auto* held = std::get_if<std::shared_ptr<const Range>>(&data_);
    return held == nullptr ? nullptr : held->get();
}

const Value& Value::operator[](std::string_view name) const {
    static const Value nothing;
    const Context* members = context();
    const Value* member = members == nullptr ? nullptr : members->find(name);
    return member == nullptr ? nothing : *member;
}

namespace {

bool sameEntries(const Context& left, const Context& right) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const Context::Entry& mine = left.entries()[i];
        const Context::Entry& beside = right.entries()[i];  // mostly both were put in the same order
        const Value* theirs = beside.first == mine.first ? &beside.second : right.find(mine.first);
        if (theirs == nullptr || !(*theirs == mine.second)) return false;
    }
    return true;
}

bool sameRange(const Range& left, const Range& right) {
    return left.lowIncluded == right.lowIncluded && left.highIncluded == right.highIncluded && left.low == right.low &&
           left.high == right.high;
}

}  // namespace

bool Value::operator==(const Value& other) const {
    if (type() != other.type()) return false;
    if (const List* mine = list()) return mine == other.list() || *mine == *other.list();
    if (const Context* mine = context()) return mine == other.context() || sameEntries(*mine, *other.context());
    if (const Range* mine = range()) return mine == other.range() || sameRange(*mine, *other.range());
    return data_ == other.data_;
}

}  // namespace toitsu
