// Functions that sum a list up: each takes one list or its elements one by one.

#include <algorithm>

#include "rules/builtins.h"
#include "rules/number_math.h"
#include "rules/operators.h"

namespace toitsu::rules {

namespace {

// The list that was given as one argument, or the arguments themselves; null when the one argument is null.
const List* elements(const Call& call) {
    const List& arguments = call.list(0);
    if (arguments.size() != 1) return &arguments;
    if (arguments.front().isNull()) return nullptr;
    return arguments.front().list() != nullptr ? arguments.front().list() : &arguments;
}

std::optional<std::vector<Decimal>> numbers(const Call& call) {
    const List* list = elements(call);
    if (list == nullptr) return std::nullopt;
    std::vector<Decimal> out;
    for (const Value& element : *list) {
        if (element.number() == nullptr) return std::nullopt;
        out.push_back(*element.number());
    }
    return out;
}

// Why the elements are no list of numbers (or durations).
Wording notNumbers(const Call& call) {
    const List* list = elements(call);
    if (list == nullptr) return {"引数が null です", "the argument is null"};
    if (list->empty()) return {"リストが空です", "the list is empty"};
    for (std::size_t i = 0; i < list->size(); ++i) {
        if ((*list)[i].number() != nullptr) continue;
        const Wording type = typeWording((*list)[i]);
        const std::string number = std::to_string(i + 1);
        return {number + " 番目の要素は数でなければなりませんが、" + type.ja + "です",
                "element " + number + " must be a number, but is " + type.en};
    }
    return {"結果が大きすぎて数で表せません", "the result is out of range"};
}

Wording disordered(const List& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (order(list[i], list.front())) continue;
        const Wording why = incomparable(list.front(), list[i]);
        if (i == 0) return {"1 番目の要素: " + why.ja, "element 1: " + why.en};
        const std::string number = std::to_string(i + 1);
        return {"1 番目と " + number + " 番目の要素を比べられません: " + why.ja,
                "elements 1 and " + number + ": " + why.en};
    }
    return {"要素の順序を決められません", "the elements cannot be put in order"};
}

Value extreme(Call& call, bool largest) {
    const List* list = elements(call);
    if (list == nullptr || list->empty()) return call.null(notNumbers(call));
    const Value* best = &list->front();
    if (!order(*best, *best)) return call.null(disordered(*list));
    for (const Value& element : *list) {
        const auto how = order(element, *best);
        if (!how) return call.null(disordered(*list));
        if (largest ? *how > 0 : *how < 0) best = &element;
    }
    return *best;
}

Value minimum(Call& call) {
    return extreme(call, false);
}

Value maximum(Call& call) {
    return extreme(call, true);
}

Value sum(Call& call) {
    const List* list = elements(call);
    if (list == nullptr || list->empty()) return call.null(notNumbers(call));
    Value total = list->front();
    if (total.number() == nullptr && total.dayTimeDuration() == nullptr && total.yearMonthDuration() == nullptr)
        return call.null(notNumbers(call));
    for (std::size_t i = 1; i < list->size(); ++i) {
        if ((*list)[i].type() != total.type()) return call.null(notNumbers(call));
        total = calculated(Op::add, total, (*list)[i], call.session, call.at);
    }
    return total;
}

std::optional<Decimal> meanOf(const std::vector<Decimal>& values) {
    Decimal total(0);
    for (const Decimal& value : values) total = total + value;
    return total.dividedBy(Decimal(static_cast<std::int64_t>(values.size())));
}

Value mean(Call& call) {
    const auto values = numbers(call);
    const auto result = values && !values->empty() ? meanOf(*values) : std::nullopt;
    return result ? Value(*result) : call.null(notNumbers(call));
}

Value product(Call& call) {
    const auto values = numbers(call);
    if (!values || values->empty()) return call.null(notNumbers(call));
    Decimal total(1);
    for (const Decimal& value : *values) total = total * value;
    return Value(total);
}

Value median(Call& call) {
    auto values = numbers(call);
    if (!values || values->empty()) return call.null(notNumbers(call));
    std::sort(values->begin(), values->end());
    const std::size_t middle = values->size() / 2;
    if (values->size() % 2 == 1) return Value((*values)[middle]);
    const auto result = ((*values)[middle - 1] + (*values)[middle]).dividedBy(Decimal(2));
    return result ? Value(*result) : call.null("結果が大きすぎて数で表せません", "the result is out of range");
}

Value standardDeviation(Call& call) {
    const auto values = numbers(call);
    if (!values) return call.null(notNumbers(call));
    if (values->size() < 2) return call.null("数が二つ以上必要です", "at least two numbers are needed");
    const auto middle = meanOf(*values);
    if (!middle) return call.null("結果が大きすぎて数で表せません", "the result is out of range");
    Decimal squares(0);
    for (const Decimal& value : *values) squares = squares + (value - *middle) * (value - *middle);
    const auto variance = squares.dividedBy(Decimal(static_cast<std::int64_t>(values->size() - 1)));
    const auto root = variance ? squareRoot(*variance) : std::nullopt;
    return root ? Value(*root) : call.null("結果が大きすぎて数で表せません", "the result is out of range");
}

Value mode(Call& call) {
    auto values = numbers(call);
    if (!values) return call.null(notNumbers(call));
    std::sort(values->begin(), values->end());
    List out;
    std::size_t most = 0;
    for (std::size_t i = 0; i < values->size();) {
        std::size_t end = i;
        while (end < values->size() && (*values)[end] == (*values)[i]) ++end;
        if (end - i > most) out.clear();
        if (end - i >= most) out.emplace_back((*values)[i]);
        most = std::max(most, end - i);
        i = end;
    }
    return Value(std::move(out));
}

// all(): one false decides; any(): one true decides. Otherwise a null or another value leaves it open.
Value junction(Call& call, bool decisive) {
    const List* list = elements(call);
    if (list == nullptr) return call.null("引数が null です", "the argument is null");
    const Value* open = nullptr;
    for (const Value& element : *list) {
        if (element.boolean() == nullptr) {
            open = &element;
        } else if (*element.boolean() == decisive) {
            return Value(decisive);
        }
    }
    if (open == nullptr) return Value(!decisive);
    const Wording type = typeWording(*open);
    const std::string number = std::to_string(open - list->data() + 1);
    return call.null(number + " 番目の要素は真偽値でなければなりませんが、" + type.ja + "です",
                     "element " + number + " must be a boolean, but is " + type.en);
}

Value all(Call& call) {
    return junction(call, false);
}

Value any(Call& call) {
    return junction(call, true);
}

constexpr Builtin kRows[] = {
    {"min", "list:a*", minimum},
    {"max", "list:a*", maximum},
    {"sum", "list:a*", sum},
    {"mean", "list:a*", mean},
    {"product", "list:a*", product},
    {"median", "list:a*", median},
    {"stddev", "list:a*", standardDeviation},
    {"mode", "list:a*", mode},
    {"all", "list:a*", all},
    {"any", "list:a*", any},
    {"and", "list:a*", all},
    {"or", "list:a*", any},
};

}  // namespace

std::span<const Builtin> statisticsBuiltins() {
    return kRows;
}

}  // namespace toitsu::rules
