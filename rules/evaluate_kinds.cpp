// The small constructs, one function each. A null that comes out of a null operand has its reason already, unless the
// operand was null from the start: then it is said here.

#include "base/text.h"
#include "rules/builtins.h"
#include "rules/evaluate_parts.h"
#include "rules/operators.h"

namespace toitsu::rules {

namespace {

Wording side(const Value& left) {
    return left.isNull() ? Wording{"左側が null です", "the left side is null"}
                         : Wording{"右側が null です", "the right side is null"};
}

}  // namespace

// Three-valued and/or: `decisive` is false for and, true for or.
Truth junction(const Node& node, const Frame& frame, Session& session, bool decisive) {
    const std::size_t before = session.reasons();
    bool unknown = false;
    Value oddOne;
    bool left = true;
    for (const NodePtr& child : node.children) {
        Value hold;
        const Value* odd = nullptr;
        const Truth known = judged(*child, frame, session, hold, odd);
        if (known == decisive) return decisive;
        if (known || unknown) continue;
        unknown = true;
        left = child == node.children.front();
        if (odd != nullptr) oddOne = *odd;
    }
    if (!unknown) return !decisive;
    if (session.reasons() == before)
        session.null(node.at, [&] {
            const Wording type = typeWording(oddOne);
            return Wording{std::string(left ? "左側" : "右側") + "が真偽値ではなく" + type.ja + "です",
                           std::string(left ? "the left" : "the right") + " side must be a boolean, but is " + type.en};
        });
    return std::nullopt;
}

Truth comparison(const Node& node, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    Value leftHold;
    Value rightHold;
    const Value& left = seen(*node.children[0], frame, session, leftHold);
    const Value& right = seen(*node.children[1], frame, session, rightHold);
    if ((left.list() != nullptr || left.context() != nullptr) && !session.spendWhole(left)) return std::nullopt;
    const Truth known = compared(node.op, left, right);
    if (!known && !((left.isNull() || right.isNull()) && session.reasons() != before))
        session.null(node.at, [&] { return incomparable(left, right); });
    return known;
}

Truth between(const Node& node, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    const Value value = evaluate(*node.children[0], frame, session);
    const Value low = evaluate(*node.children[1], frame, session);
    const Value high = evaluate(*node.children[2], frame, session);
    const Truth above = compared(Op::greaterEqual, value, low);
    const Truth below = compared(Op::lessEqual, value, high);
    if (above == false || below == false) return false;
    if (above && below) return true;
    if ((value.isNull() || low.isNull() || high.isNull()) && session.reasons() != before) return std::nullopt;
    session.null(node.at, [&] {
        if (value.isNull()) return Wording{"between の前の値が null です", "the value before `between` is null"};
        const Wording why = incomparable(value, above ? high : low);
        return Wording{std::string(above ? "上の端" : "下の端") + "と比べられません: " + why.ja,
                       std::string(above ? "upper" : "lower") + " end: " + why.en};
    });
    return std::nullopt;
}

Truth belonging(const Node& node, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    Value hold;
    const Value& value = seen(*node.children[0], frame, session, hold);
    const Truth known = passes(*node.children[1], value, frame, session);
    if (!known && session.reasons() == before)
        session.null(node.at, [&] {
            if (value.isNull()) return Wording{"in の前の値が null です", "the value before `in` is null"};
            const Wording type = typeWording(value);
            return Wording{type.ja + "は in のあとのものと比べられません",
                           type.en + " cannot be compared with what stands after `in`"};
        });
    return known;
}

Value arithmetic(const Node& node, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    Value leftHold;
    Value rightHold;
    const Value& left = seen(*node.children[0], frame, session, leftHold);
    const Value& right = seen(*node.children[1], frame, session, rightHold);
    if (!left.isNull() && !right.isNull()) return calculated(node.op, left, right, session, node.at);
    return session.reasons() != before ? Value() : session.null(node.at, [&] { return side(left); });
}

Value pathOf(const Node& node, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    Value hold;
    const Value& base = seen(*node.children[0], frame, session, hold);
    if (base.isNull() && session.reasons() != before) return {};
    return member(base, node.text, session, node.at);
}

Value unknownName(const Node& node, const Frame& frame, Session& session) {
    if (const Family* family = findFamily(node.text)) {
        Function function;
        function.builtin = family;
        return session.wrap(std::move(function));
    }
    // A name with points in it that only looks like one, because somewhere else something is named so.
    const std::size_t point = node.text.find('.');
    const Value* base = point == std::string::npos ? nullptr : frame.find(std::string_view(node.text).substr(0, point));
    if (base == nullptr)
        return session.null(node.at, [&] {
            return Wording{"「" + node.text + "」という名前の値はここにありません",
                           "there is no \"" + node.text + "\" here"};
        });
    Value value = *base;
    for (const std::string& part : text::split(std::string_view(node.text).substr(point + 1), '.'))
        value = member(value, part, session, node.at);
    return value;
}

Value conditional(const Node& node, const Frame& frame, Session& session) {
    Value hold;
    const Value* odd = nullptr;
    const Truth test = judged(*node.children[0], frame, session, hold, odd);
    if (node.strict && odd != nullptr)
        return session.null(node.children[0]->at, [&] {
            const Wording type = typeWording(*odd);
            return Wording{"条件が真偽値ではなく" + type.ja + "です",
                           "the condition must be a boolean, but is " + type.en};
        });
    return evaluate(*node.children[test == true ? 1 : 2], frame, session);
}

Value listOf(const Node& node, const Frame& frame, Session& session) {
    List out;
    out.reserve(node.children.size());
    for (const NodePtr& child : node.children) out.push_back(evaluate(*child, frame, session));
    return Value(std::move(out));
}

namespace {

// A frame that functions may keep, or one on the stack.
template <class Body>
Value inFrame(const Node& node, const Frame& frame, Body&& body) {
    if (node.makesFunctions) return body(*Frame::kept(&frame));
    Frame inner(&frame);
    return body(inner);
}

}  // namespace

Value contextOf(const Node& node, const Frame& frame, Session& session) {
    return inFrame(node, frame, [&](Frame& inner) -> Value {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            if (inner.own().find(node.names[i]) != nullptr)
                return session.null(node.at, [&] {
                    return Wording{"項目「" + node.names[i] + "」が二つあります",
                                   "two entries are named \"" + node.names[i] + "\""};
                });
            inner.put(node.names[i], evaluate(*node.children[i], inner, session));
        }
        return Value(inner.own());
    });
}

Value blockOf(const Node& node, const Frame& frame, Session& session) {
    return inFrame(node, frame, [&](Frame& inner) {
        for (std::size_t i = 0; i < node.names.size(); ++i)
            inner.put(node.names[i], evaluate(*node.children[i], inner, session));
        return evaluate(*node.children.back(), inner, session);
    });
}

Value functionOf(const Node& node, const Frame& frame, Session& session) {
    if (node.external)
        return session.null(node.at, "外部（Java、PMML）の関数は実行しません。FEEL で書いてください",
                            "external functions (Java, PMML) are not run; write it in FEEL");
    Function function;
    function.parameters = node.names;
    function.types = node.types;
    if (node.types.size() > node.names.size()) function.result = node.types.back();
    function.body = node.children[0];
    function.frame = frame.shared();
    return session.wrap(std::move(function));
}

Value instanceOf(const Node& node, const Frame& frame, Session& session) {
    const Value value = evaluate(*node.children[0], frame, session);
    const FeelType& type = *node.types[0];
    if (value.isNull()) return Value(type.kind == FeelType::Kind::null);
    if (type.kind == FeelType::Kind::named && (session.types == nullptr || !session.types->contains(type.name)))
        return session.null(node.at, [&] {
            return Wording{"型「" + type.name + "」はありません", "there is no type \"" + type.name + "\""};
        });
    return Value(conforms(value, type, session, false));
}

Value rangeOf(const Node& node, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    Range range;
    range.low = evaluate(*node.children[0], frame, session);
    range.lowIncluded = node.lowIncluded;
    range.highIncluded = node.highIncluded;
    if (node.op == Op::none) {
        range.high = evaluate(*node.children[1], frame, session);
        if (range.low.isNull() || range.high.isNull()) {
            if (session.reasons() != before) return {};
            return range.low.isNull()
                       ? session.null(node.at, "範囲の下の端が null です", "the range's lower end is null")
                       : session.null(node.at, "範囲の上の端が null です", "the range's upper end is null");
        }
    } else if (range.low.isNull()) {
        if (session.reasons() != before) return {};
        return session.null(node.at, "範囲の端が null です", "the range's end is null");
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
        return session.null(node.at, "!= では範囲になりません", "!= makes no range");
    }
    return checkedRange(std::move(range), session, node.at);
}

Value checkedRange(Range range, Session& session, const Spot& at) {
    if (range.low.isNull() && range.high.isNull())
        return session.null(at, "範囲に端がありません", "a range needs an end");
    if (!range.low.isNull() && !range.high.isNull()) {
        const auto how = order(range.low, range.high);
        if (!how)
            return session.null(at, [&] {
                const Wording why = incomparable(range.low, range.high);
                return Wording{"範囲の両端を比べられません: " + why.ja, "the range's ends: " + why.en};
            });
        if (*how > 0) return session.null(at, "範囲の下の端が上の端より大きくなっています", "the range runs backwards");
    }
    const Value& end = range.low.isNull() ? range.high : range.low;
    if (!order(end, end))
        return session.null(at, [&] {
            const Wording type = typeWording(end);
            return Wording{type.ja + "は範囲の端になりません", type.en + " cannot be the end of a range"};
        });
    return Value(std::move(range));
}

}  // namespace toitsu::rules
