// Unary tests (DMN 1.5 §7.3.10, §10.3.2.8): a cell passes when its expression says so of "?", or is, contains or spans
// the input.

#include "rules/operators.h"
#include "rules/session.h"

namespace toitsu::rules {

namespace {

std::optional<bool> belongs(const Value& input, const Value& set) {
    if (const Range* range = set.range()) {
        if (input.range() != nullptr) return equals(input, set);
        return within(input, *range);
    }
    if (const List* list = set.list()) {
        if (input.list() != nullptr && equals(input, set) == true) return true;
        std::optional<bool> result = false;
        for (const Value& element : *list) {
            const bool nested = element.list() != nullptr;
            const auto one = nested ? equals(input, element) : belongs(input, element);
            if (one == true) return true;
        }
        return result;
    }
    return equals(input, set);
}

std::optional<bool> passesOne(const Node& test, const Value& input, const FramePtr& frame, Session& session) {
    if (test.kind == NodeKind::unaryCompare) {
        const Value end = evaluate(*test.children[0], frame, session);
        return compared(test.op, input, end);
    }
    const Value value = evaluate(test, frame, session);
    if (test.asksInput) return value.boolean() != nullptr ? std::optional(*value.boolean()) : std::nullopt;
    if (value.isNull() &&
        !input.isNull())  // a test that could not be evaluated decides nothing, null itself does not match
        return test.kind == NodeKind::literal ? std::optional(false) : std::nullopt;
    if (value.isTrue() && input.boolean() == nullptr && input.list() == nullptr) return true;
    return belongs(input, value);
}

}  // namespace

std::optional<bool> passes(const Node& tests, const Value& input, const FramePtr& frame, Session& session) {
    if (tests.kind == NodeKind::anything) return true;
    const auto inner = std::make_shared<Frame>(frame);
    inner->put("?", input);
    if (tests.kind != NodeKind::unaryTests) return passesOne(tests, input, inner, session);
    std::optional<bool> result = false;
    for (const NodePtr& test : tests.children) {
        const auto one = passesOne(*test, input, inner, session);
        if (one == true) {
            result = true;
            break;
        }
        if (!one) result = std::nullopt;
    }
    if (tests.negated && result) return !*result;
    return result;
}

}  // namespace toitsu::rules
