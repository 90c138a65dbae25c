// Filters and iterations.

#include <algorithm>

#include "rules/evaluate_parts.h"
#include "rules/operators.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

constexpr std::size_t kMaxPartial = 10'000;  // `partial` can nest its results; their destruction recurses

// What an iteration walks over; nullopt for nothing to walk over (null).
std::optional<List> span(const Value& from, const Value& to, bool lowIncluded, bool highIncluded, Session& session,
                         const Spot& at) {
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
        session.null(at, [&] {
            const Wording x = typeWording(from);
            const Wording y = typeWording(to);
            return Wording{x.ja + " から " + y.ja + " までは数え上げられません。整数か日付だけです",
                           "from " + x.en + " to " + y.en + " cannot be counted, only whole numbers and dates"};
        });
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

// The list itself where there is one; `hold` and `made` keep what is made for the walk.
const List* walked(const Node& domain, const Frame& frame, Session& session, Value& hold, List& made) {
    std::optional<List> counted;
    const std::size_t before = session.reasons();
    if (domain.kind == NodeKind::span) {
        const Value from = evaluate(*domain.children[0], frame, session);
        const Value to = evaluate(*domain.children[1], frame, session);
        if ((from.isNull() || to.isNull()) && session.reasons() != before) return nullptr;
        counted = span(from, to, true, true, session, domain.at);
    } else {
        const Value& value = seen(domain, frame, session, hold);
        if (value.isNull()) {
            if (session.reasons() == before)
                session.null(domain.at, "繰り返すリストが null です", "the list to walk over is null");
            return nullptr;
        }
        if (const List* list = value.list()) return list;
        if (const Range* range = value.range()) {
            counted = span(range->low, range->high, range->lowIncluded, range->highIncluded, session, domain.at);
        } else {
            counted = List{value};
        }
    }
    if (!counted) return nullptr;
    made = std::move(*counted);
    return &made;
}

// Calls `body` for every combination; false when there is none to make or `body` said stop.
template <class Body>
bool walk(const Node& node, std::size_t index, const Frame& frame, Session& session, Body&& body) {
    const std::size_t count = node.names.size();
    if (index == count) return body(frame);
    Value hold;
    List made;
    const List* list = walked(*node.children[index], frame, session, hold, made);
    if (list == nullptr) return false;
    for (const Value& element : *list) {
        if (!session.spendFor(element)) return false;
        const bool goesOn = node.makesFunctions
                                ? walk(node, index + 1, *Frame::kept(&frame, node.names[index], element), session, body)
                                : walk(node, index + 1, Frame(&frame, node.names[index], element), session, body);
        if (!goesOn) return false;
    }
    return true;
}

}  // namespace

bool mentions(const Node& node, std::string_view name) {
    if (node.kind == NodeKind::name && node.text == name) return true;
    return std::any_of(node.children.begin(), node.children.end(),
                       [name](const NodePtr& child) { return mentions(*child, name); });
}

Value elementAt(const List& list, const Value& index, Session& session, const Spot& at) {
    const auto position = index.number()->toInteger();
    const auto size = static_cast<std::int64_t>(list.size());
    if (!position || *position == 0 || *position > size || *position < -size)
        return session.null(at, [&] {
            const std::string count = std::to_string(size);
            if (!position)
                return Wording{"リストの番号は整数でなければなりません", "a position in a list is a whole number"};
            if (*position == 0)
                return Wording{"リストの番号は 1 から始まります", "positions in a list begin with 1, not 0"};
            return Wording{"リストの要素は " + count + " 個で、その番号の要素はありません",
                           "the list has " + count + " elements, none at that position"};
        });
    return list[static_cast<std::size_t>(*position > 0 ? *position - 1 : size + *position)];
}

namespace {

Value asked(const Node& condition, const Value& element, const Frame& frame, Session& session) {
    if (condition.makesFunctions) return evaluate(condition, *Frame::kept(&frame, "item", element, true), session);
    return evaluate(condition, Frame(&frame, "item", element, true), session);
}

// Whether an element passes; `odd` gets the condition's value when it is neither boolean nor null.
Truth accepted(const Node& condition, const Value& element, const Frame& frame, Session& session, Value& odd) {
    const auto within = [&](const Frame& inner) {
        Value hold;
        const Value* found = nullptr;
        const Truth known = judged(condition, inner, session, hold, found);
        if (found != nullptr) odd = *found;
        return known;
    };
    if (condition.makesFunctions) return within(*Frame::kept(&frame, "item", element, true));
    return within(Frame(&frame, "item", element, true));
}

}  // namespace

Value filtered(const Node& node, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    const Node& condition = *node.children[1];
    Value hold;
    const Value& base = seen(*node.children[0], frame, session, hold);
    const bool explained = session.reasons() != before;
    List single;
    if (base.list() == nullptr && !base.isNull()) single.push_back(base);
    const List& list = base.list() != nullptr ? *base.list() : single;
    if (base.isNull())
        return explained ? Value() : session.null(node.at, "絞り込むリストが null です", "the list to filter is null");
    if (condition.kind == NodeKind::literal && condition.value.number() != nullptr)
        return elementAt(list, condition.value, session, node.at);
    if (list.empty()) {
        Value index;
        {
            const Session::Silence silence(session);  // only to know whether it is a position
            index = asked(condition, Value(), frame, session);
        }
        return index.number() != nullptr ? elementAt(list, index, session, node.at) : Value(List());
    }
    List out;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!session.spendFor(list[i])) return {};
        Value passed;
        const Truth known = accepted(condition, list[i], frame, session, passed);
        if (i == 0 && passed.number() != nullptr) return elementAt(list, passed, session, node.at);
        if (!passed.isNull())
            return session.null(condition.at, [&] {
                const Wording type = typeWording(passed);
                return Wording{"絞り込みの条件が真偽値でも番号でもなく" + type.ja + "です",
                               "the filter must give a boolean or a position, but gives " + type.en};
            });
        if (known == true) out.push_back(list[i]);
    }
    return Value(std::move(out));
}

Value looped(const Node& node, const Frame& frame, Session& session) {
    const Node& body = *node.children.back();
    const bool partial = mentions(body, "partial");
    List out;
    const bool complete = walk(node, 0, frame, session, [&](const Frame& inner) {
        if (!partial) {
            out.push_back(evaluate(body, inner, session));
            return true;
        }
        Value soFar(out);
        if (out.size() >= kMaxPartial || !session.spendFor(soFar)) {
            session.null(node.at, "partial を使う繰り返しは 10,000 回までです",
                         "an iteration that uses `partial` is limited to 10,000 rounds");
            return false;
        }
        out.push_back(node.makesFunctions ? evaluate(body, *Frame::kept(&inner, "partial", soFar), session)
                                          : evaluate(body, Frame(&inner, "partial", soFar), session));
        return true;
    });
    return complete ? Value(std::move(out)) : Value();
}

Truth quantified(const Node& node, const Frame& frame, Session& session) {
    const bool decisive = node.kind == NodeKind::some;
    const std::size_t before = session.reasons();
    bool decided = false;
    bool unknown = false;
    const bool complete = walk(node, 0, frame, session, [&](const Frame& inner) {
        Value hold;
        const Value* odd = nullptr;
        const Truth known = judged(*node.children.back(), inner, session, hold, odd);
        if (odd != nullptr) {
            session.null(node.children.back()->at, [&] {
                const Wording type = typeWording(*odd);
                return Wording{"条件が真偽値ではなく" + type.ja + "です",
                               "the condition must be a boolean, but is " + type.en};
            });
            return false;
        }
        if (!known) unknown = true;
        decided = known == decisive;
        return !decided;
    });
    if (decided) return decisive;
    if (complete && !unknown) return !decisive;
    if (session.reasons() == before)
        session.null(node.at, "要素のどれかで条件が null になり、決められません",
                     "the condition is null for an element, so it cannot be decided");
    return std::nullopt;
}

}  // namespace toitsu::rules
