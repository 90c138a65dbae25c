// Filters and iterations.

#include <algorithm>

#include "rules/evaluate_parts.h"
#include "rules/operators.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

constexpr std::size_t kMaxPartial = 10'000;  // `partial` can nest its results; their destruction recurses

using Domains = std::vector<std::pair<std::string, const Node*>>;

// What an iteration walks over; nullopt for nothing to walk over (null).
std::optional<List> span(const Value& from, const Value& to, bool lowIncluded, bool highIncluded, Session& session,
                         int column) {
    List out;
    const Date* firstDay = from.date();
    const Date* lastDay = to.date();
    std::optional<std::int64_t> low;
    std::optional<std::int64_t> high;
    if (firstDay != nullptr && lastDay != nullptr) {
        low = firstDay->days();
        high = lastDay->days();
    } else if (from.number() != nullptr && to.number() != nullptr) {
        low = from.number()->toInteger();
        high = to.number()->toInteger();
    }
    if (!low || !high) {
        session.null(column, typeName(from) + " .. " + typeName(to) + " cannot be counted");
        return std::nullopt;
    }
    const int step = *low <= *high ? 1 : -1;
    if (!lowIncluded) *low += step;
    if (!highIncluded) *high -= step;
    for (std::int64_t i = *low; step > 0 ? i <= *high : i >= *high; i += step) {
        if (!session.spend()) return std::nullopt;
        out.push_back(firstDay != nullptr ? Value(Date::fromDays(i)) : Value(i));
    }
    return out;
}

std::optional<List> walked(const Node& domain, const FramePtr& frame, Session& session) {
    if (domain.kind == NodeKind::span) {
        const Value from = evaluate(*domain.children[0], frame, session);
        const Value to = evaluate(*domain.children[1], frame, session);
        return span(from, to, true, true, session, domain.column);
    }
    const Value value = evaluate(domain, frame, session);
    if (value.isNull()) {
        session.null(domain.column, "null cannot be walked over");
        return std::nullopt;
    }
    if (const List* list = value.list()) return *list;
    if (const Range* range = value.range())
        return span(range->low, range->high, range->lowIncluded, range->highIncluded, session, domain.column);
    return List{value};
}

// Calls `body` for every combination; false when there is none to make or `body` said stop.
template <class Body>
bool walk(const Node& node, std::size_t index, const FramePtr& frame, Session& session, Body&& body) {
    const std::size_t count = node.names.size();
    if (index == count) return body(frame);
    const auto list = walked(*node.children[index], frame, session);
    if (!list) return false;
    for (const Value& element : *list) {
        if (!session.spendFor(element)) return false;
        const auto inner = std::make_shared<Frame>(frame);
        inner->put(node.names[index], element);
        if (!walk(node, index + 1, inner, session, body)) return false;
    }
    return true;
}

}  // namespace

bool mentions(const Node& node, std::string_view name) {
    if (node.kind == NodeKind::name && node.text == name) return true;
    return std::any_of(node.children.begin(), node.children.end(),
                       [name](const NodePtr& child) { return mentions(*child, name); });
}

Value elementAt(const List& list, const Value& index, Session& session, int column) {
    const auto position = index.number()->toInteger();
    const auto size = static_cast<std::int64_t>(list.size());
    if (!position || *position == 0 || *position > size || *position < -size)
        return session.null(column, "the list has no such element");
    return list[static_cast<std::size_t>(*position > 0 ? *position - 1 : size + *position)];
}

Value filteredBy(const Value& base, const Node& condition, const FramePtr& frame, Session& session, int column) {
    List single;
    if (base.list() == nullptr && !base.isNull()) single.push_back(base);
    const List& list = base.list() != nullptr ? *base.list() : single;
    if (condition.kind == NodeKind::literal && condition.value.number() != nullptr)
        return elementAt(list, condition.value, session, column);
    if (list.empty()) {
        const Value index = evaluate(condition, std::make_shared<Frame>(frame, Value()), session);
        return index.number() != nullptr ? Value() : base.isNull() ? Value() : Value(List());
    }
    List out;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!session.spendFor(list[i])) return {};
        const Value passed = evaluate(condition, std::make_shared<Frame>(frame, list[i]), session);
        if (i == 0 && passed.number() != nullptr) return elementAt(list, passed, session, column);
        if (passed.boolean() == nullptr && !passed.isNull())
            return session.null(column, "the filter is neither true nor false");
        if (passed.isTrue()) out.push_back(list[i]);
    }
    return Value(std::move(out));
}

Value filtered(const Node& node, const FramePtr& frame, Session& session) {
    const Value base = evaluate(*node.children[0], frame, session);
    return filteredBy(base, *node.children[1], frame, session, node.column);
}

Value looped(const Node& node, const FramePtr& frame, Session& session) {
    const Node& body = *node.children.back();
    const bool partial = mentions(body, "partial");
    List out;
    const bool complete = walk(node, 0, frame, session, [&](const FramePtr& inner) {
        if (!partial) {
            out.push_back(evaluate(body, inner, session));
            return true;
        }
        Value soFar(out);
        if (out.size() >= kMaxPartial || !session.spendFor(soFar)) {
            session.null(node.column, "too many rounds with `partial`");
            return false;
        }
        const auto withPartial = std::make_shared<Frame>(inner);
        withPartial->put("partial", std::move(soFar));
        out.push_back(evaluate(body, withPartial, session));
        return true;
    });
    return complete ? Value(std::move(out)) : Value();
}

Value quantified(const Node& node, const FramePtr& frame, Session& session) {
    const bool decisive = node.kind == NodeKind::some;
    bool decided = false;
    bool unknown = false;
    const bool complete = walk(node, 0, frame, session, [&](const FramePtr& inner) {
        const Value value = evaluate(*node.children.back(), inner, session);
        const bool* known = value.boolean();
        if (known == nullptr && !value.isNull()) {
            session.null(node.column, "the condition is neither true nor false");
            return false;
        }
        if (known == nullptr) unknown = true;
        decided = known != nullptr && *known == decisive;
        return !decided;
    });
    if (decided) return Value(decisive);
    return !complete || unknown ? Value() : Value(!decisive);
}

}  // namespace toitsu::rules
