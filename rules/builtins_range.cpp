// Allen's relations between points and ranges (DMN 1.5 §10.3.4.9, table 78), and range().

#include "rules/builtins.h"
#include "rules/evaluate_parts.h"
#include "rules/operators.h"
#include "rules/parser.h"

namespace toitsu::rules {

namespace {

// A point is the range from itself to itself.
Range rangeOf(const Value& value) {
    if (const Range* range = value.range()) return *range;
    return Range{value, value, true, true};
}

// -1, 0, 1; an open end lies beyond every value. nullopt when the ends cannot be compared.
std::optional<int> sign(std::optional<std::strong_ordering> how) {
    if (!how) return std::nullopt;
    return *how < 0 ? -1 : *how > 0 ? 1 : 0;
}

std::optional<int> lows(const Range& a, const Range& b) {
    if (a.low.isNull() || b.low.isNull()) return a.low.isNull() && b.low.isNull() ? 0 : a.low.isNull() ? -1 : 1;
    const auto how = sign(order(a.low, b.low));
    if (how != 0 || a.lowIncluded == b.lowIncluded) return how;
    return a.lowIncluded ? -1 : 1;
}

std::optional<int> highs(const Range& a, const Range& b) {
    if (a.high.isNull() || b.high.isNull()) return a.high.isNull() && b.high.isNull() ? 0 : a.high.isNull() ? 1 : -1;
    const auto how = sign(order(a.high, b.high));
    if (how != 0 || a.highIncluded == b.highIncluded) return how;
    return a.highIncluded ? 1 : -1;
}

// a's high end against b's low end: -1 apart, 0 touching in a point of both, 1 overlapping.
std::optional<int> meeting(const Range& a, const Range& b) {
    if (a.high.isNull() || b.low.isNull()) return 1;
    const auto how = sign(order(a.high, b.low));
    if (how != 0) return how;
    return a.highIncluded && b.lowIncluded ? 0 : -1;
}

template <class Relation>
Value related(Call& call, Relation relation) {
    const Range a = rangeOf(call[0]);
    const Range b = rangeOf(call[1]);
    const auto low = lows(a, b);
    const auto high = highs(a, b);
    const auto ab = meeting(a, b);
    const auto ba = meeting(b, a);
    if (!low || !high || !ab || !ba) {
        const auto end = [](const Range& range) { return range.low.isNull() ? range.high : range.low; };
        return call.null(incomparable(end(a), end(b)));
    }
    return Value(relation(*low, *high, *ab, *ba));
}

Value before(Call& call) {
    return related(call, [](int, int, int ab, int) { return ab < 0; });
}

Value after(Call& call) {
    return related(call, [](int, int, int, int ba) { return ba < 0; });
}

Value meets(Call& call) {
    return related(call, [](int, int, int ab, int) { return ab == 0; });
}

Value metBy(Call& call) {
    return related(call, [](int, int, int, int ba) { return ba == 0; });
}

Value overlaps(Call& call) {
    return related(call, [](int, int, int ab, int ba) { return ab >= 0 && ba >= 0; });
}

Value overlapsBefore(Call& call) {
    return related(call, [](int low, int high, int ab, int) { return low < 0 && high <= 0 && ab >= 0; });
}

Value overlapsAfter(Call& call) {
    return related(call, [](int low, int high, int, int ba) { return low > 0 && high >= 0 && ba >= 0; });
}

Value finishes(Call& call) {
    return related(call, [](int low, int high, int, int) { return high == 0 && low >= 0; });
}

Value finishedBy(Call& call) {
    return related(call, [](int low, int high, int, int) { return high == 0 && low <= 0; });
}

Value includes(Call& call) {
    return related(call, [](int low, int high, int, int) { return low <= 0 && high >= 0; });
}

Value during(Call& call) {
    return related(call, [](int low, int high, int, int) { return low >= 0 && high <= 0; });
}

Value starts(Call& call) {
    return related(call, [](int low, int high, int, int) { return low == 0 && high <= 0; });
}

Value startedBy(Call& call) {
    return related(call, [](int low, int high, int, int) { return low == 0 && high >= 0; });
}

Value coincides(Call& call) {
    return related(call, [](int low, int high, int, int) { return low == 0 && high == 0; });
}

// Only literals and calls on literals may stand in the text.
bool literal(const Node& node, bool mayCall = true) {
    if (node.kind == NodeKind::literal) return true;
    if (node.kind == NodeKind::negate) return literal(*node.children[0], mayCall);
    if (!mayCall || node.kind != NodeKind::call || node.children[0]->kind != NodeKind::name) return false;
    for (std::size_t i = 1; i < node.children.size(); ++i)
        if (!literal(*node.children[i], false)) return false;
    return true;
}

Value rangeFromText(Call& call) {
    std::string text = call.text(0);
    // An end may be left out; the parser knows null for it.
    const std::size_t dots = text.find("..");
    if (dots != std::string::npos && dots > 0) {
        const std::size_t highAt = text.find_first_not_of(' ', dots + 2);
        if (highAt != std::string::npos && (text[highAt] == ')' || text[highAt] == '[' || text[highAt] == ']'))
            text.insert(dots + 2, "null");
        if (text.find_last_not_of(' ', dots - 1) == text.find_first_of("([]")) text.insert(dots, "null");
    }
    Parser parser(text, {});
    parser.keepOperations();
    const NodePtr node = parser.wholeExpression();
    if (!node || node->makesFunctions || node->kind != NodeKind::range || node->op != Op::none)
        return call.null("文字列が範囲（[1..10] の形）ではありません", "the text is no range such as [1..10]");
    for (const NodePtr& end : node->children)
        if (!literal(*end)) return call.null("範囲の端は定数でなければなりません", "the range's ends must be literals");
    const Frame frame(nullptr);
    Range range;
    range.low = evaluate(*node->children[0], frame, call.session);
    range.high = evaluate(*node->children[1], frame, call.session);
    call.session.here = &call.at;  // the text's nodes go
    range.lowIncluded = node->lowIncluded;
    range.highIncluded = node->highIncluded;
    if ((range.low.isNull() && range.lowIncluded) || (range.high.isNull() && range.highIncluded))
        return call.null("値のない端は含められません。( か ) にしてください",
                         "an end without a value cannot be included; use ( or )");
    return checkedRange(std::move(range), call.session, call.at);
}

constexpr Builtin kRows[] = {
    {"before", "value1:v, value2:v", before},
    {"after", "value1:v, value2:v", after},
    {"meets", "range1:r, range2:r", meets},
    {"met by", "range1:r, range2:r", metBy},
    {"overlaps", "range1:r, range2:r", overlaps},
    {"overlaps before", "range1:r, range2:r", overlapsBefore},
    {"overlaps after", "range1:r, range2:r", overlapsAfter},
    {"finishes", "value1:v, range2:r", finishes},
    {"finished by", "range1:r, value2:v", finishedBy},
    {"includes", "range1:r, value2:v", includes},
    {"during", "value1:v, range2:r", during},
    {"starts", "value1:v, range2:r", starts},
    {"started by", "range1:r, value2:v", startedBy},
    {"coincides", "value1:v, value2:v", coincides},
    {"range", "from:s", rangeFromText},
};

}  // namespace

std::span<const Builtin> rangeBuiltins() {
    return kRows;
}

}  // namespace toitsu::rules
