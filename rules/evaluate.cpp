// One switch over the kinds of nodes. The parts lie in other files so that they are not inlined here: evaluation
// recurses through this frame, and its size bounds the depth. What lies in a context or a literal already is looked at
// where it lies (seen): most of an evaluation's time would go into copying texts.

#include "rules/decision_table.h"
#include "rules/evaluate_parts.h"
#include "rules/operators.h"

namespace toitsu::rules {

namespace {

class Depth {
public:
    explicit Depth(Session& session) : session_(session) { ++session_.depth; }
    ~Depth() { --session_.depth; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

private:
    Session& session_;
};

Value noTemporal(const Node& node, Session& session) {
    return session.null(node.at, "@ のあとの文字列は日付・時刻・日時・期間のどれでもありません",
                        "the text after @ is no date, time, date and time or duration");
}

Value negative(const Node& node, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    Value hold;
    const Value& operand = seen(*node.children[0], frame, session, hold);
    if (operand.isNull() && session.reasons() != before) return {};
    return negated(operand, session, node.at);
}

Value typedValue(const Node& node, const Frame& frame, Session& session) {
    const Value value = evaluate(*node.children[0], frame, session);
    return coerced(value, *node.types[0], session, {"「" + node.text + "」", "\"" + node.text + "\""},
                   node.children[0]->at);
}

Truth tested(const Node& node, const Frame& frame, Session& session) {
    static const Value nothing;
    const Value* input = frame.find("?");
    return passes(node, input != nullptr ? *input : nothing, frame, session);
}

Value valueOf(Truth truth) {
    return truth ? Value(*truth) : Value();
}

// The constructs that are true, false or null; nullopt for all others.
std::optional<Truth> truthOf(const Node& node, const Frame& frame, Session& session) {
    switch (node.kind) {
        case NodeKind::compare:
            return comparison(node, frame, session);
        case NodeKind::both:
            return junction(node, frame, session, false);
        case NodeKind::either:
            return junction(node, frame, session, true);
        case NodeKind::between:
            return between(node, frame, session);
        case NodeKind::in:
            return belonging(node, frame, session);
        case NodeKind::some:
        case NodeKind::every:
            return quantified(node, frame, session);
        case NodeKind::unaryTests:
        case NodeKind::unaryCompare:
        case NodeKind::anything:
            return tested(node, frame, session);
        default:
            return std::nullopt;
    }
}

// False when evaluation has to stop here.
bool goesOn(const Node& node, Session& session) {
    session.here = &node.at;
    if (!session.spend()) return false;
    if (session.depth <= Session::kMaxDepth) return true;
    session.null(node.at, "呼び出しの入れ子が深すぎます（関数が自分を呼び続けていませんか）",
                 "calls are nested too deeply (does a function call itself for ever?)");
    session.spend(Session::kMaxSteps);  // ends the evaluation: every caller on the way back would try again
    return false;
}

Value evaluateKind(const Node& node, const Frame& frame, Session& session) {
    switch (node.kind) {
        case NodeKind::literal:
            return node.text.empty() ? node.value : noTemporal(node, session);
        case NodeKind::name:
            if (const Value* found = frame.find(node.text)) return *found;
            return unknownName(node, frame, session);
        case NodeKind::path:
            return pathOf(node, frame, session);
        case NodeKind::filter:
            return filtered(node, frame, session);
        case NodeKind::call:
            return called(node, frame, session);
        case NodeKind::negate:
            return negative(node, frame, session);
        case NodeKind::binary:
            return arithmetic(node, frame, session);
        case NodeKind::instanceOf:
            return instanceOf(node, frame, session);
        case NodeKind::condition:
            return conditional(node, frame, session);
        case NodeKind::loop:
            return looped(node, frame, session);
        case NodeKind::function:
            return functionOf(node, frame, session);
        case NodeKind::list:
            return listOf(node, frame, session);
        case NodeKind::context:
            return contextOf(node, frame, session);
        case NodeKind::range:
            return rangeOf(node, frame, session);
        case NodeKind::span:
            return {};  // only iterations have one
        case NodeKind::block:
            return blockOf(node, frame, session);
        case NodeKind::typed:
            return typedValue(node, frame, session);
        case NodeKind::table:
            return decided(*node.table, frame, session);
        default:
            return valueOf(truthOf(node, frame, session).value_or(std::nullopt));
    }
}

}  // namespace

Value evaluate(const Node& node, const Frame& frame, Session& session) {
    const Depth depth(session);
    if (!goesOn(node, session)) return {};
    Value value = evaluateKind(node, frame, session);
    if (const std::string* text = value.string(); text != nullptr && text->size() >= 64)
        if (!session.spend(text->size() / 64)) return {};
    return value;
}

Truth judged(const Node& node, const Frame& frame, Session& session, Value& hold, const Value*& odd) {
    odd = nullptr;
    {
        const Depth depth(session);
        if (!goesOn(node, session)) return std::nullopt;
        if (const auto truth = truthOf(node, frame, session)) return *truth;
    }
    const Value& value = seen(node, frame, session, hold);
    if (const bool* known = value.boolean()) return *known;
    if (!value.isNull()) odd = &value;
    return std::nullopt;
}

const Value& seen(const Node& node, const Frame& frame, Session& session, Value& hold) {
    const Node* at = &node;
    if (at->kind == NodeKind::literal && at->text.empty()) return at->value;
    if (at->kind == NodeKind::name) {
        if (const Value* found = frame.find(at->text)) return *found;
    } else if (at->kind == NodeKind::path) {
        const Depth depth(session);
        const std::size_t before = session.reasons();
        const Value& base = seen(*at->children[0], frame, session, hold);
        const Context* context = base.context();
        if (context != nullptr && session.spend())
            if (const Value* found = context->find(at->text)) return *found;
        if (base.isNull() && session.reasons() != before) return base;
        Value value = member(base, at->text, session, at->at);
        hold = std::move(value);
        return hold;
    }
    hold = evaluate(node, frame, session);
    return hold;
}

}  // namespace toitsu::rules
