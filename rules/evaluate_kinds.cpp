// The small constructs, one function each.

#include "base/text.h"
#include "rules/builtins.h"
#include "rules/evaluate_parts.h"
#include "rules/operators.h"

namespace toitsu::rules {

// Three-valued and/or: `decisive` is false for and, true for or.
Value junction(const Node& node, const FramePtr& frame, Session& session, bool decisive) {
    bool unknown = false;
    for (const NodePtr& child : node.children) {
        const Value value = evaluate(*child, frame, session);
        const bool* known = value.boolean();
        if (known != nullptr && *known == decisive) return Value(decisive);
        if (known == nullptr) unknown = true;
    }
    return unknown ? Value() : Value(!decisive);
}

Value comparison(const Node& node, const FramePtr& frame, Session& session) {
    const Value left = evaluate(*node.children[0], frame, session);
    const Value right = evaluate(*node.children[1], frame, session);
    const auto known = compared(node.op, left, right);
    if (!known && !left.isNull() && !right.isNull())
        return session.null(node.column, typeName(left) + " and " + typeName(right) + " cannot be compared");
    return known ? Value(*known) : Value();
}

Value between(const Node& node, const FramePtr& frame, Session& session) {
    const Value value = evaluate(*node.children[0], frame, session);
    const Value low = evaluate(*node.children[1], frame, session);
    const Value high = evaluate(*node.children[2], frame, session);
    const auto above = compared(Op::greaterEqual, value, low);
    const auto below = compared(Op::lessEqual, value, high);
    if (above == false || below == false) return Value(false);
    return above && below ? Value(true) : Value();
}

Value arithmetic(const Node& node, const FramePtr& frame, Session& session) {
    const Value left = evaluate(*node.children[0], frame, session);
    const Value right = evaluate(*node.children[1], frame, session);
    if (left.isNull() || right.isNull()) return {};  // the null has its remark already
    return calculated(node.op, left, right, session, node.column);
}

Value lookup(const Node& node, const FramePtr& frame, Session& session) {
    if (const Value* found = frame->find(node.text)) return *found;
    if (const Builtin* builtin = findBuiltin(node.text)) {
        Function function;
        function.builtin = builtin;
        return session.wrap(std::move(function));
    }
    // A name with points in it that only looks like one, because somewhere else something is named so.
    const std::size_t point = node.text.find('.');
    const Value* base =
        point == std::string::npos ? nullptr : frame->find(std::string_view(node.text).substr(0, point));
    if (base == nullptr) return session.null(node.column, "there is no \"" + node.text + "\" here");
    Value value = *base;
    for (const std::string& part : text::split(std::string_view(node.text).substr(point + 1), '.'))
        value = member(value, part, session, node.column);
    return value;
}

Value conditional(const Node& node, const FramePtr& frame, Session& session) {
    const Value test = evaluate(*node.children[0], frame, session);
    if (node.strict && !test.isNull() && test.boolean() == nullptr)
        return session.null(node.column, "the condition is neither true nor false");
    return evaluate(*node.children[test.isTrue() ? 1 : 2], frame, session);
}

Value listOf(const Node& node, const FramePtr& frame, Session& session) {
    List out;
    out.reserve(node.children.size());
    for (const NodePtr& child : node.children) out.push_back(evaluate(*child, frame, session));
    return Value(std::move(out));
}

Value contextOf(const Node& node, const FramePtr& frame, Session& session) {
    const auto inner = std::make_shared<Frame>(frame);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (inner->own().find(node.names[i]) != nullptr)
            return session.null(node.column, "two entries are named \"" + node.names[i] + "\"");
        inner->put(node.names[i], evaluate(*node.children[i], inner, session));
    }
    return Value(inner->own());
}

Value blockOf(const Node& node, const FramePtr& frame, Session& session) {
    const auto inner = std::make_shared<Frame>(frame);
    for (std::size_t i = 0; i < node.names.size(); ++i)
        inner->put(node.names[i], evaluate(*node.children[i], inner, session));
    return evaluate(*node.children.back(), inner, session);
}

Value functionOf(const Node& node, const FramePtr& frame, Session& session) {
    if (node.external) return session.null(node.column, "external functions are not run");
    Function function;
    function.parameters = node.names;
    function.types = node.types;
    if (node.types.size() > node.names.size()) function.result = node.types.back();
    function.body = node.children[0];
    function.frame = frame;
    return session.wrap(std::move(function));
}

Value instanceOf(const Node& node, const FramePtr& frame, Session& session) {
    const Value value = evaluate(*node.children[0], frame, session);
    const FeelType& type = *node.types[0];
    if (value.isNull()) return Value(type.kind == FeelType::Kind::null);
    if (type.kind == FeelType::Kind::named && (session.types == nullptr || !session.types->contains(type.name)))
        return session.null(node.column, "there is no type \"" + type.name + "\"");
    return Value(conforms(value, type, session, false));
}

Value rangeOf(const Node& node, const FramePtr& frame, Session& session) {
    Range range;
    range.low = evaluate(*node.children[0], frame, session);
    range.lowIncluded = node.lowIncluded;
    range.highIncluded = node.highIncluded;
    if (node.op == Op::none) {
        range.high = evaluate(*node.children[1], frame, session);
        if (range.low.isNull() || range.high.isNull()) return session.null(node.column, "an end of the range is null");
    } else if (node.op == Op::equal) {
        range.high = range.low;
    } else if (node.op == Op::less || node.op == Op::lessEqual) {
        range.high = std::exchange(range.low, Value());
        range.highIncluded = node.op == Op::lessEqual;
        range.lowIncluded = false;
    } else if (node.op == Op::greater || node.op == Op::greaterEqual) {
        range.lowIncluded = node.op == Op::greaterEqual;
        range.highIncluded = false;
    } else {
        return session.null(node.column, "!= makes no range");
    }
    return checkedRange(std::move(range), session, node.column);
}

Value checkedRange(Range range, Session& session, int column) {
    if (range.low.isNull() && range.high.isNull()) return session.null(column, "a range needs an end");
    if (!range.low.isNull() && !range.high.isNull()) {
        const auto how = order(range.low, range.high);
        if (!how) return session.null(column, typeName(range.low) + " .. " + typeName(range.high) + " is no range");
        if (*how > 0) return session.null(column, "the range runs backwards");
    }
    const Value& end = range.low.isNull() ? range.high : range.low;
    if (!order(end, end)) return session.null(column, typeName(end) + " cannot be the end of a range");
    return Value(std::move(range));
}

}  // namespace toitsu::rules
