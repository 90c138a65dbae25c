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

// A null input is compared with nothing, and that is no mistake; anything else that is undecided is told.
std::optional<bool> undecided(const Node& test, const Value& input, const Value& with, Session& session) {
    if (!input.isNull() && !with.isNull())
        session.null(test.at, [&] {
            const Range* range = with.range();
            const Value& end = range == nullptr ? with : range->low.isNull() ? range->high : range->low;
            const Wording why = incomparable(input, end);
            return Wording{"調べる値と比べられません: " + why.ja, "the tested value does not fit: " + why.en};
        });
    return std::nullopt;
}

std::optional<bool> passesOne(const Node& test, const Value& input, const Frame& frame, Session& session) {
    const std::size_t before = session.reasons();
    Value hold;
    if (test.kind == NodeKind::unaryCompare) {
        const Value& end = seen(*test.children[0], frame, session, hold);
        const auto known = compared(test.op, input, end);
        return known ? known : undecided(test, input, end, session);
    }
    const Value& value = seen(test, frame, session, hold);
    if (test.asksInput) {
        if (value.boolean() != nullptr) return *value.boolean();
        if (!value.isNull())
            session.null(test.at, [&] {
                const Wording type = typeWording(value);
                return Wording{"条件の結果が真偽値ではなく" + type.ja + "です",
                               "the test must give a boolean, but gives " + type.en};
            });
        return std::nullopt;
    }
    if (value.isNull() && !input.isNull()) {
        // A test that could not be evaluated decides nothing, null itself does not match.
        if (test.kind == NodeKind::literal) return false;
        if (session.reasons() == before) session.null(test.at, "条件の値が null です", "the test's value is null");
        return std::nullopt;
    }
    // A condition on other things holds whatever the input is; the literal true is a value to be met, also by null.
    const bool condition = value.isTrue() && test.kind != NodeKind::literal;
    if (condition && input.boolean() == nullptr && input.list() == nullptr) return true;
    if ((value.list() != nullptr || value.context() != nullptr) && !session.spendWhole(value)) return std::nullopt;
    const auto known = belongs(input, value);
    return known ? known : undecided(test, input, value, session);
}

}  // namespace

std::optional<bool> passes(const Node& tests, const Value& input, const Frame& frame, Session& session) {
    if (tests.kind == NodeKind::anything) return true;
    const auto all = [&](const Frame& inner) -> std::optional<bool> {
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
    };
    if (tests.makesFunctions) return all(*Frame::kept(&frame, "?", input));
    return all(Frame(&frame, "?", input));
}

}  // namespace toitsu::rules
