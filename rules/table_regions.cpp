// Cells are cut into regions at their literals; membership is asked of the evaluator itself, so that lint and running
// never disagree. A cell with a name in it is complex: nothing is said about it.

#include "rules/table_regions.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "rules/builtins.h"
#include "rules/lint_parts.h"
#include "rules/operators.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

using Type = Value::Type;
constexpr std::size_t kMaxVisits = 200'000;

bool isConstant(const Node& node) {
    switch (node.kind) {
        case NodeKind::literal:
            return node.text.empty();
        case NodeKind::negate:
        case NodeKind::binary:
        case NodeKind::list:
        case NodeKind::range:
            return std::all_of(node.children.begin(), node.children.end(),
                               [](const NodePtr& c) { return isConstant(*c); });
        case NodeKind::call: {
            const Node& callee = *node.children[0];
            if (node.family == nullptr || callee.text == "now" || callee.text == "today") return false;
            return std::all_of(node.children.begin() + 1, node.children.end(),
                               [](const NodePtr& c) { return isConstant(*c); });
        }
        default:
            return false;
    }
}

// Every value at which a cell may change its answer; false when the cell is complex.
bool cutPoints(const Node& test, const FeelTypes& types, std::vector<Value>& out);

bool cutPointsOf(const Value& value, std::vector<Value>& out) {
    if (const Range* range = value.range()) {
        if (!range->low.isNull()) out.push_back(range->low);
        if (!range->high.isNull()) out.push_back(range->high);
        return true;
    }
    if (const List* list = value.list())
        return std::all_of(list->begin(), list->end(), [&](const Value& element) { return cutPointsOf(element, out); });
    if (value.context() != nullptr) return false;
    out.push_back(value);
    return true;
}

bool cutPoints(const Node& test, const FeelTypes& types, std::vector<Value>& out) {
    if (test.kind == NodeKind::anything) return true;
    if (test.kind == NodeKind::unaryTests)
        return std::all_of(test.children.begin(), test.children.end(),
                           [&](const NodePtr& child) { return cutPoints(*child, types, out); });
    if (test.kind == NodeKind::literal && test.value.isNull() && test.text.empty()) {
        out.emplace_back();
        return true;
    }
    const auto value = constantValue(test.kind == NodeKind::unaryCompare ? *test.children[0] : test, types);
    return value && cutPointsOf(*value, out);
}

Value between(const Value& low, const Value& high) {
    const Decimal half = *Decimal::parse("0.5");
    if (low.number() != nullptr) return Value((*low.number() + *high.number()) * half);
    if (const Date* date = low.date()) {
        const std::int64_t days = high.date()->days() - date->days();
        return days > 1 ? Value(date->plusDays(days / 2)) : Value();
    }
    if (const YearMonthDuration* months = low.yearMonthDuration()) {
        const std::int64_t distance = high.yearMonthDuration()->months - months->months;
        return distance > 1 ? Value(YearMonthDuration{months->months + distance / 2}) : Value();
    }
    const auto distance = temporalDifference(high, low);
    const auto part = distance ? scaledDuration(*distance, half, false) : std::nullopt;
    const auto middle = part ? temporalSum(low, *part) : std::nullopt;
    return middle && order(low, *middle) == std::strong_ordering::less &&
                   order(*middle, high) == std::strong_ordering::less
               ? *middle
               : Value();
}

// A value on that side of the last cut point.
Value beyond(const Value& end, bool above) {
    const Value one = end.number() != nullptr              ? Value(1)
                      : end.yearMonthDuration() != nullptr ? Value(YearMonthDuration{1})
                      : end.time() != nullptr              ? Value(DayTimeDuration{60, 0})
                                                           : Value(DayTimeDuration{86'400, 0});
    if (end.number() != nullptr) return Value(above ? *end.number() + Decimal(1) : *end.number() - Decimal(1));
    const auto moved = above ? temporalSum(end, one) : temporalDifference(end, one);
    const auto wanted = above ? std::strong_ordering::greater : std::strong_ordering::less;
    return moved && order(*moved, end) == wanted ? *moved : Value();  // a clock that went round
}

std::vector<Value> orderedSamples(std::vector<Value> points) {
    std::sort(points.begin(), points.end(),
              [](const Value& a, const Value& b) { return order(a, b) == std::strong_ordering::less; });
    points.erase(
        std::unique(points.begin(), points.end(), [](const Value& a, const Value& b) { return equals(a, b) == true; }),
        points.end());
    std::vector<Value> out{beyond(points.front(), false)};
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i > 0) out.push_back(between(points[i - 1], points[i]));
        out.push_back(points[i]);
    }
    out.push_back(beyond(points.back(), true));
    std::erase_if(out, [](const Value& value) { return value.isNull(); });
    return out;
}

std::vector<Value> namedSamples(const std::vector<Value>& points) {
    std::vector<Value> out;
    for (const Value& point : points)
        if (std::find(out.begin(), out.end(), point) == out.end()) out.push_back(point);
    std::string other = "…";
    while (std::find(out.begin(), out.end(), Value(other)) != out.end()) other += "…";
    out.emplace_back(other);  // any other text
    return out;
}

// Empty when the points are of several kinds.
std::vector<Value> samplesFor(const std::vector<Value>& points) {
    std::vector<Value> plain;
    bool withNull = false;
    for (const Value& point : points) {
        if (point.isNull()) {
            withNull = true;
        } else {
            plain.push_back(point);
        }
    }
    std::vector<Value> out;
    if (!plain.empty()) {
        const Type type = plain.front().type();
        for (const Value& point : plain)
            if (point.type() != type || (type != Type::boolean && !order(point, plain.front()))) return {};
        if (type == Type::boolean) {
            out = {Value(true), Value(false)};
        } else if (type == Type::string) {
            out = namedSamples(plain);
        } else {
            out = orderedSamples(plain);
        }
    }
    if (withNull) out.emplace_back();
    return out;
}

// The constraints on an input: its inputValues and its type's allowed values.
std::vector<const Node*> constraints(const DecisionTable::Input& input, const DecisionModelData& model) {
    std::vector<const Node*> out;
    if (input.allowed) out.push_back(input.allowed.get());
    const FeelType* type = input.type.get();
    for (int steps = 0; type != nullptr && steps < 50; ++steps) {
        if (type->allowed) out.push_back(type->allowed.get());
        if (type->kind == FeelType::Kind::derived) {
            type = type->element.get();
        } else if (type->kind == FeelType::Kind::named) {
            const auto found = model.types.find(type->name);
            type = found == model.types.end() ? nullptr : found->second.get();
        } else {
            break;
        }
    }
    return out;
}

bool isBooleanInput(const DecisionTable::Input& input) {
    return input.type && input.type->kind == FeelType::Kind::boolean;
}

ColumnRegions columnOf(const DecisionTable& table, std::size_t column, const DecisionModelData& model) {
    ColumnRegions out;
    const std::size_t rules = table.rules.size();
    out.complex.assign(rules, false);
    out.anything.assign(rules, false);
    std::vector<Value> points;
    for (std::size_t r = 0; r < rules; ++r) {
        const Node& test = *table.rules[r].tests[column];
        out.anything[r] = test.kind == NodeKind::anything;
        std::vector<Value> own;
        out.complex[r] = !cutPoints(test, model.types, own);
        if (!out.complex[r]) points.insert(points.end(), own.begin(), own.end());
    }
    const auto limits = constraints(table.inputs[column], model);
    std::vector<Value> limitPoints;
    bool limitsKnown = true;
    for (const Node* limit : limits) limitsKnown = cutPoints(*limit, model.types, limitPoints) && limitsKnown;
    if (limitsKnown) points.insert(points.end(), limitPoints.begin(), limitPoints.end());
    if (points.empty() && isBooleanInput(table.inputs[column])) points = {Value(true)};
    out.samples = samplesFor(points);
    if (out.samples.empty()) {
        for (std::size_t r = 0; r < rules; ++r) out.complex[r] = !out.anything[r];
        out.free = true;
        out.samples = {Value()};
    }
    Session session(nullptr);
    session.types = &model.types;
    const Frame frame(nullptr);
    if (limitsKnown && !out.free)
        std::erase_if(out.samples, [&](const Value& sample) {
            return std::any_of(limits.begin(), limits.end(), [&](const Node* limit) {
                return !sample.isNull() && passes(*limit, sample, frame, session) != true;
            });
        });
    out.matches.assign(rules, std::vector<bool>(out.samples.size(), true));
    for (std::size_t r = 0; r < rules; ++r) {
        if (out.complex[r] || out.anything[r]) continue;
        for (std::size_t i = 0; i < out.samples.size(); ++i)
            out.matches[r][i] = passes(*table.rules[r].tests[column], out.samples[i], frame, session) == true;
    }
    return out;
}

// Walks the columns; `alive` are the rules that match what was chosen so far.
class Search {
public:
    Search(const TableRegions& regions, std::optional<std::size_t> inside, std::size_t most, Uncovered& out)
        : regions_(regions), inside_(inside), most_(most), out_(out), box_(regions.columns.size()) {}

    void walk(std::size_t column, const std::vector<std::size_t>& alive) {
        if (out_.boxes.size() >= most_) return;
        if (++visits_ > kMaxVisits) {
            out_.complete = false;
            return;
        }
        for (const std::size_t rule : alive)
            if (onlyAnything(rule, column)) return;
        if (column == regions_.columns.size() || alive.empty()) {
            if (alive.empty()) found(column);
            return;
        }
        std::string key = std::to_string(column);
        for (const std::size_t rule : alive) key += "," + std::to_string(rule);
        if (!seen_.insert(std::move(key)).second) return;
        const ColumnRegions& here = regions_.columns[column];
        std::set<std::vector<std::size_t>> classes;  // regions that leave the same rules alive look the same from here
        for (std::size_t region = 0; region < here.samples.size(); ++region) {
            if (inside_ && !here.matches[*inside_][region]) continue;
            if (!inside_ && here.samples[region].isNull() && !here.free) continue;  // nobody has to cover null
            std::vector<std::size_t> still;
            for (const std::size_t rule : alive)
                if (here.matches[rule][region]) still.push_back(rule);
            if (!classes.insert(still).second) continue;
            box_[column] = here.free ? std::nullopt : std::optional(region);
            walk(column + 1, still);
            box_[column] = std::nullopt;
        }
    }

private:
    bool onlyAnything(std::size_t rule, std::size_t from) const {
        for (std::size_t c = from; c < regions_.columns.size(); ++c)
            if (!regions_.columns[c].anything[rule]) return false;
        return true;
    }
    void found(std::size_t column) {
        Box box = box_;
        for (std::size_t c = column; c < box.size(); ++c) {
            box[c] = std::nullopt;
            if (!inside_) continue;
            for (std::size_t region = 0; region < regions_.columns[c].samples.size(); ++region)
                if (regions_.columns[c].matches[*inside_][region]) box[c] = region;
            if (!box[c] && !regions_.columns[c].free) return;  // the rule itself never matches
        }
        out_.boxes.push_back(std::move(box));
    }

    const TableRegions& regions_;
    std::optional<std::size_t> inside_;
    std::size_t most_;
    Uncovered& out_;
    Box box_;
    std::size_t visits_ = 0;
    std::unordered_set<std::string> seen_;
};

}  // namespace

std::optional<Value> constantValue(const Node& node, const FeelTypes& types) {
    if (!isConstant(node)) return std::nullopt;
    Session session(nullptr);
    session.types = &types;
    Value value = evaluate(node, Frame(nullptr), session);
    if (value.isNull() || isFunction(value)) return std::nullopt;
    return value;
}

TableRegions regionsOf(const DecisionTable& table, const DecisionModelData& model) {
    TableRegions out;
    out.certain.assign(table.rules.size(), true);
    for (std::size_t c = 0; c < table.inputs.size(); ++c) {
        out.columns.push_back(columnOf(table, c, model));
        for (std::size_t r = 0; r < table.rules.size(); ++r)
            if (out.columns.back().complex[r]) out.certain[r] = false;
    }
    return out;
}

Uncovered uncovered(const TableRegions& regions, const std::vector<std::size_t>& rules,
                    std::optional<std::size_t> inside, std::size_t most) {
    Uncovered out;
    Search(regions, inside, most, out).walk(0, rules);
    return out;
}

std::optional<Box> common(const TableRegions& regions, std::size_t a, std::size_t b) {
    Box out;
    for (const ColumnRegions& column : regions.columns) {
        std::optional<std::size_t> both;
        for (std::size_t i = 0; !both && i < column.samples.size(); ++i)
            if (column.matches[a][i] && column.matches[b][i] && (column.free || !column.samples[i].isNull())) both = i;
        for (std::size_t i = 0; !both && i < column.samples.size(); ++i)
            if (column.matches[a][i] && column.matches[b][i]) both = i;
        if (!both) return std::nullopt;
        const bool any = column.free || (column.anything[a] && column.anything[b]);
        out.push_back(any ? std::nullopt : both);
    }
    return out;
}

std::string example(const TableRegions& regions, const DecisionTable& table, const Box& box) {
    std::string out;
    for (std::size_t c = 0; c < box.size(); ++c) {
        if (!box[c]) continue;
        const Value& sample = regions.columns[c].samples[*box[c]];
        const std::string text = sample.string() != nullptr ? "\"" + *sample.string() + "\"" : textOf(sample);
        out += (out.empty() ? "" : ", ") + table.inputs[c].label + " = " + text;
    }
    return out;
}

}  // namespace toitsu::rules
