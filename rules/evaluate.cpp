// One switch over the kinds of nodes. The parts lie in other files so that they are not inlined here: evaluation
// recurses through this frame, and its size bounds the depth.

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

Value truth(std::optional<bool> known) {
    return known ? Value(*known) : Value();
}

Value evaluateKind(const Node& node, const FramePtr& frame, Session& session) {
    switch (node.kind) {
        case NodeKind::literal:
            return node.text.empty() ? node.value : session.null(node.column, node.text);
        case NodeKind::name:
            return lookup(node, frame, session);
        case NodeKind::path: {
            const Value base = evaluate(*node.children[0], frame, session);
            return member(base, node.text, session, node.column);
        }
        case NodeKind::filter:
            return filtered(node, frame, session);
        case NodeKind::call:
            return called(node, frame, session);
        case NodeKind::negate: {
            const Value operand = evaluate(*node.children[0], frame, session);
            return operand.isNull() ? Value() : negated(operand, session, node.column);
        }
        case NodeKind::binary:
            return arithmetic(node, frame, session);
        case NodeKind::compare:
            return comparison(node, frame, session);
        case NodeKind::both:
            return junction(node, frame, session, false);
        case NodeKind::either:
            return junction(node, frame, session, true);
        case NodeKind::between:
            return between(node, frame, session);
        case NodeKind::in:
            return truth(passes(*node.children[1], evaluate(*node.children[0], frame, session), frame, session));
        case NodeKind::instanceOf:
            return instanceOf(node, frame, session);
        case NodeKind::condition:
            return conditional(node, frame, session);
        case NodeKind::loop:
            return looped(node, frame, session);
        case NodeKind::some:
        case NodeKind::every:
            return quantified(node, frame, session);
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
        case NodeKind::typed: {
            const Value value = evaluate(*node.children[0], frame, session);
            return coerced(value, *node.types[0], session, node.text, node.column);
        }
        case NodeKind::table:
            return decided(*node.table, frame, session);
        case NodeKind::unaryTests:
        case NodeKind::unaryCompare:
        case NodeKind::anything: {
            const Value* input = frame->find("?");
            return truth(passes(node, input != nullptr ? *input : Value(), frame, session));
        }
    }
    return {};
}

}  // namespace

Value evaluate(const Node& node, const FramePtr& frame, Session& session) {
    const Depth depth(session);
    if (!session.spend()) return {};
    if (session.depth > Session::kMaxDepth) {
        session.spend(Session::kMaxSteps);  // ends the evaluation: every caller on the way back would try again
        return session.null(node.column, "calls are nested too deeply");
    }
    Value value = evaluateKind(node, frame, session);
    if (const std::string* text = value.string())
        if (!session.spend(text->size() / 64)) return {};
    return value;
}

}  // namespace toitsu::rules
