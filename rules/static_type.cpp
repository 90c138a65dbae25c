// Every known type is stood for by one sample value, and the evaluator itself is asked whether two samples can be
// compared or calculated: so this file and evaluation never disagree. What is not known has no sample, and nothing is
// said of it.

#include "rules/static_type.h"

#include <algorithm>

#include "rules/builtin_mismatch.h"
#include "rules/evaluate_parts.h"
#include "rules/free_paths.h"
#include "rules/operators.h"

namespace toitsu::rules {

namespace {

using Kind = FeelType::Kind;
using Sample = std::optional<Value>;

Sample sampleOf(std::string_view type) {
    const std::string_view plain = type.substr(0, type.find('<'));
    const FeelTypePtr known = builtinFeelType(plain);
    if (!known) return std::nullopt;
    switch (known->kind) {
        case Kind::boolean:
            return Value(true);
        case Kind::number:
            return Value(7);
        case Kind::string:
            return Value("a");
        case Kind::date:
            return Value(Date{2026, 4, 1});
        case Kind::time:
            return Value(Time{10, 0, 0, 0, std::nullopt});
        case Kind::dateTime:
            return Value(DateTime{Date{2026, 4, 1}, Time{10, 0, 0, 0, std::nullopt}});
        case Kind::dayTimeDuration:
            return Value(DayTimeDuration{86'400, 0});
        case Kind::yearMonthDuration:
            return Value(YearMonthDuration{1});
        case Kind::list:
            return Value(List());
        case Kind::context:
            return Value(Context());
        default:
            return std::nullopt;
    }
}

// The sample of the value's type: whether something works must not hang on a value, unless that is written there.
Value typical(const Value& value) {
    return sampleOf(typeName(value)).value_or(value);
}

// What the functions give that always give the same type.
Sample resultOf(std::string_view function) {
    constexpr std::pair<std::string_view, std::string_view> kResults[] = {
        {"substring", "string"},
        {"upper case", "string"},
        {"lower case", "string"},
        {"substring before", "string"},
        {"substring after", "string"},
        {"replace", "string"},
        {"string", "string"},
        {"string join", "string"},
        {"day of week", "string"},
        {"month of year", "string"},
        {"string length", "number"},
        {"number", "number"},
        {"count", "number"},
        {"mean", "number"},
        {"product", "number"},
        {"median", "number"},
        {"stddev", "number"},
        {"decimal", "number"},
        {"floor", "number"},
        {"ceiling", "number"},
        {"round up", "number"},
        {"round down", "number"},
        {"round half up", "number"},
        {"round half down", "number"},
        {"modulo", "number"},
        {"sqrt", "number"},
        {"log", "number"},
        {"exp", "number"},
        {"day of year", "number"},
        {"week of year", "number"},
        {"contains", "boolean"},
        {"starts with", "boolean"},
        {"ends with", "boolean"},
        {"matches", "boolean"},
        {"list contains", "boolean"},
        {"not", "boolean"},
        {"all", "boolean"},
        {"any", "boolean"},
        {"odd", "boolean"},
        {"even", "boolean"},
        {"is", "boolean"},
        {"before", "boolean"},
        {"after", "boolean"},
        {"includes", "boolean"},
        {"during", "boolean"},
        {"overlaps", "boolean"},
        {"date", "date"},
        {"today", "date"},
        {"time", "time"},
        {"date and time", "date and time"},
        {"years and months duration", "years and months duration"},
        {"split", "list"},
        {"sublist", "list"},
        {"append", "list"},
        {"concatenate", "list"},
        {"union", "list"},
        {"distinct values", "list"},
        {"reverse", "list"},
        {"flatten", "list"},
        {"sort", "list"},
        {"index of", "list"},
        {"get entries", "list"},
        {"context", "context"},
        {"context put", "context"},
        {"context merge", "context"}};
    for (const auto& [name, type] : kResults)
        if (name == function) return sampleOf(type);
    return std::nullopt;
}

class Inference {
public:
    Inference(const Expression::TypeOf& typeOf, std::vector<Remark>& out) : typeOf_(typeOf), session_(&out) {}

    Sample infer(const Node& node) {
        switch (node.kind) {
            case NodeKind::literal:
                return node.value.isNull() ? Sample() : Sample(node.value);
            case NodeKind::name:
            case NodeKind::path:
                return read(node);
            case NodeKind::compare:
                comparison(node, infer(*node.children[0]), infer(*node.children[1]), node.op);
                return Value(true);
            case NodeKind::both:
            case NodeKind::either:
                for (const NodePtr& child : node.children) condition(*child, child == node.children.front());
                return Value(true);
            case NodeKind::condition:
                return branches(node);
            case NodeKind::negate:
                return negation(node);
            case NodeKind::binary:
                return calculation(node);
            case NodeKind::between: {
                const Sample value = infer(*node.children[0]);
                comparison(node, value, infer(*node.children[1]), Op::greaterEqual);
                comparison(node, value, infer(*node.children[2]), Op::lessEqual);
                return Value(true);
            }
            case NodeKind::in: {
                const Sample value = infer(*node.children[0]);
                for (const NodePtr& test : node.children[1]->children) membership(*test, value);
                return Value(true);
            }
            case NodeKind::call:
                return call(node);
            case NodeKind::instanceOf:
                infer(*node.children[0]);
                return Value(true);
            default:
                return scoped(node);
        }
    }

    // A part that has to be true or false.
    void condition(const Node& node, std::optional<bool> left = std::nullopt) {
        const Sample sample = infer(node);
        if (!sample) return;
        if (sample->boolean() == nullptr) {
            session_.null(node.at, [&] {
                const Wording type = typeWording(*sample);
                return Wording{"ここには真偽値が必要ですが、" + type.ja + "です",
                               "a boolean is needed here, but it is " + type.en};
            });
        } else if (node.kind == NodeKind::literal && left) {
            const bool always = *node.value.boolean();
            session_.null(node.at,
                          always ? "いつも true なので、この and / or は無意味です"
                                 : "いつも false なので、この and / or は無意味です",
                          always ? "it is always true, which makes this `and` or `or` pointless"
                                 : "it is always false, which makes this `and` or `or` pointless");
        } else if (node.kind == NodeKind::literal) {
            session_.null(node.at, "条件が定数なので、いつも同じ結果です",
                          "the condition is a constant and always the same");
        }
    }

private:
    Sample read(const Node& node) {
        const bool own = node.kind == NodeKind::name && findBound(bound_, node.text) != nullptr;
        if (own) return std::nullopt;
        const std::string path = plainPath(node, bound_);
        if (!path.empty())
            if (const Sample declared = sampleOf(typeOf_(path))) return declared;
        if (node.kind != NodeKind::path) return std::nullopt;
        const Sample base = infer(*node.children[0]);
        if (!base || base->list() != nullptr || base->context() != nullptr) return std::nullopt;
        const bool timed = base->time() != nullptr || base->dateTime() != nullptr;
        if (timed && node.text == "time offset") return sampleOf("days and time duration");
        if (timed && node.text == "timezone") return sampleOf("string");
        Value value = member(*base, node.text, session_, node.at);
        return value.isNull() ? Sample() : Sample(std::move(value));
    }

    void comparison(const Node& node, const Sample& left, const Sample& right, Op op) {
        if (!left || !right) return;
        const bool ordered = op != Op::equal && op != Op::notEqual;
        const Value a = typical(*left);
        const Value b = typical(*right);
        if (!compared(op, a, b)) {
            session_.null(node.at, [&] { return incomparable(a, b); });
        } else if (ordered && left->string() != nullptr) {
            session_.null(node.at,
                          "文字列の大小は文字の順です（\"10\" < \"9\"）。数として比べるには number() を使ってください",
                          "texts are ordered by their characters (\"10\" < \"9\"); use number() to compare numbers");
        }
    }

    void membership(const Node& test, const Sample& value) {
        if (test.kind == NodeKind::unaryCompare) return comparison(test, value, infer(*test.children[0]), test.op);
        const Sample set = infer(test);
        if (!value || !set || value->list() != nullptr || test.asksInput) return;
        if (const List* list = set->list()) {
            for (const Value& element : *list)
                if (!element.isNull())
                    comparison(test, value, element.range() == nullptr ? Sample(element) : Sample(), Op::equal);
        } else if (const Range* range = set->range()) {
            const Value& end = range->low.isNull() ? range->high : range->low;
            if (!order(typical(*value), typical(end))) comparison(test, value, end, Op::less);
        } else {
            comparison(test, value, set, Op::equal);
        }
    }

    Sample branches(const Node& node) {
        condition(*node.children[0]);
        const Sample yes = infer(*node.children[1]);
        const Sample no = infer(*node.children[2]);
        return yes && no && yes->type() == no->type() ? yes : Sample();
    }

    Sample negation(const Node& node) {
        const Sample operand = infer(*node.children[0]);
        if (!operand) return std::nullopt;
        Value value = negated(*operand, session_, node.at);
        return value.isNull() ? Sample() : Sample(std::move(value));
    }

    Sample calculation(const Node& node) {
        const Sample left = infer(*node.children[0]);
        const Sample right = infer(*node.children[1]);
        if (!left || !right) return std::nullopt;
        const bool written =
            node.children[0]->kind == NodeKind::literal && node.children[1]->kind == NodeKind::literal;  // 1 / 0
        const Value a = written ? *left : typical(*left);
        const Value b = written ? *right : typical(*right);
        const Value value = calculated(node.op, a, b, session_, node.at);
        return value.isNull() ? Sample() : Sample(typical(value));
    }

    Sample call(const Node& node) {
        std::vector<Value> samples;
        bool all = true;
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            const Sample sample = infer(*node.children[i]);
            all = all && sample && sample->list() == nullptr;  // a list of one stands for its element
            samples.push_back(sample.value_or(Value()));
        }
        if (node.family == nullptr || findBound(bound_, node.children[0]->text) != nullptr) return std::nullopt;
        if (all)
            if (const auto why = wrongArguments(*node.family, samples, node.names))
                session_.null(node.at, [&] { return *why; });
        return resultOf(node.family->name);
    }

    // Constructs that bring names.
    Sample scoped(const Node& node) {
        const std::size_t before = bound_.size();
        const bool iterates =
            node.kind == NodeKind::loop || node.kind == NodeKind::some || node.kind == NodeKind::every;
        if (node.kind == NodeKind::function)
            for (const std::string& name : node.names) bound_.push_back({name, {}});
        if (node.kind == NodeKind::loop) bound_.push_back({"partial", {}});
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const Node& child = *node.children[i];
            if (node.kind == NodeKind::filter && i == 1) {
                bound_.push_back({"item", plainPath(*node.children[0], bound_)});
                ++filters_;
            }
            if ((node.kind == NodeKind::some || node.kind == NodeKind::every) && i + 1 == node.children.size())
                condition(child);
            else if (filters_ == 0 || i == 0)  // under a filter a name may be an entry of the elements
                infer(child);
            if (i < node.names.size() && (iterates || node.kind == NodeKind::context || node.kind == NodeKind::block))
                bound_.push_back({node.names[i], iterates ? plainPath(child, bound_) : std::string()});
        }
        if (node.kind == NodeKind::filter) --filters_;
        bound_.resize(before);
        if (node.kind == NodeKind::some || node.kind == NodeKind::every) return Value(true);
        if (node.kind == NodeKind::list || node.kind == NodeKind::loop) return Value(List());
        return node.kind == NodeKind::context ? Sample(Value(Context())) : Sample();
    }

    const Expression::TypeOf& typeOf_;
    Session session_;
    std::vector<Bound> bound_;
    int filters_ = 0;
};

}  // namespace

std::vector<Remark> staticDoubts(const Node& node, const Expression::TypeOf& typeOf, bool condition) {
    std::vector<Remark> out;
    Inference inference(typeOf, out);
    if (condition)
        inference.condition(node);
    else
        inference.infer(node);
    return out;
}

}  // namespace toitsu::rules
