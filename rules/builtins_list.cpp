// Functions on lists.

#include <algorithm>

#include "rules/builtins.h"
#include "rules/operators.h"

namespace toitsu::rules {

namespace {

// A list or context costs what it holds, each time it is compared.
bool same(const Value& a, const Value& b, Session& session) {
    const bool deep = a.list() != nullptr || a.context() != nullptr;
    return (!deep || session.spendWhole(a)) && equals(a, b) == true;
}

bool holds(const List& list, const Value& value, Session& session) {
    return std::any_of(list.begin(), list.end(), [&](const Value& element) { return same(element, value, session); });
}

Value listContains(Call& call) {
    return Value(holds(call.list(0), call[1], call.session));
}

Value count(Call& call) {
    return Value(static_cast<std::int64_t>(call.list(0).size()));
}

// A position in a list, 1-based or from the end; `most` is the last that counts.
std::optional<std::size_t> positionIn(const Value& position, std::size_t size) {
    const Decimal& wanted = *position.number();
    const auto number = (wanted.isNegative() ? wanted.ceiling() : wanted.floor()).toInteger();
    const auto most = static_cast<std::int64_t>(size);
    if (!number || *number == 0 || *number > most || *number < -most) return std::nullopt;
    return static_cast<std::size_t>(*number > 0 ? *number - 1 : most + *number);
}

Wording outside(const Value& position, std::size_t size) {
    const std::string count = std::to_string(size);
    if (!position.number()->isInteger() || position.number()->isZero())
        return {"位置は 1 から、または -1 から数える整数です",
                "a position is a whole number from 1, or from -1 at the end"};
    return {"位置がリスト（" + count + " 個）の外です", "the position lies outside the list of " + count};
}

Value sublist(Call& call) {
    const List& list = call.list(0);
    const auto start = positionIn(call[1], list.size());
    if (!start) return call.null(outside(call[1], list.size()));
    std::size_t length = list.size() - *start;
    if (call.has(2)) {
        const auto wanted = call.number(2).toInteger();
        if (!wanted || *wanted < 1 || static_cast<std::size_t>(*wanted) > length)
            return call.null("length は 1 以上で、リストの残りの長さまでです",
                             "the length must be 1 or more and within the list");
        length = static_cast<std::size_t>(*wanted);
    }
    const auto from = list.begin() + static_cast<std::ptrdiff_t>(*start);
    return Value(List(from, from + static_cast<std::ptrdiff_t>(length)));
}

Value append(Call& call) {
    List out = call.list(0);
    if (!call.session.spend(out.size())) return {};
    out.insert(out.end(), call.list(1).begin(), call.list(1).end());
    return Value(std::move(out));
}

Value concatenate(Call& call) {
    List out;
    for (const Value& part : call.list(0)) {
        const List* list = part.list();
        if (!call.session.spend(list != nullptr ? list->size() : 1)) return {};
        if (list != nullptr) {
            out.insert(out.end(), list->begin(), list->end());
        } else {
            if (part.isNull()) return call.null("引数に null があります", "an argument is null");
            out.push_back(part);
        }
    }
    return Value(std::move(out));
}

Value unite(Call& call) {
    const Value all = concatenate(call);
    if (all.isNull()) return all;
    List out;
    for (const Value& element : *all.list()) {
        if (!call.session.spend(out.size() + 1)) return {};
        if (!holds(out, element, call.session)) out.push_back(element);
    }
    return Value(std::move(out));
}

Value distinctValues(Call& call) {
    List out;
    for (const Value& element : call.list(0)) {
        if (!call.session.spend(out.size() + 1)) return {};
        if (!holds(out, element, call.session)) out.push_back(element);
    }
    return Value(std::move(out));
}

Value insertBefore(Call& call) {
    List out = call.list(0);
    const auto position = positionIn(call[1], out.size());
    if (!position) return call.null(outside(call[1], out.size()));
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(*position), call[2]);
    return Value(std::move(out));
}

Value removeAt(Call& call) {
    List out = call.list(0);
    const auto position = positionIn(call[1], out.size());
    if (!position) return call.null(outside(call[1], out.size()));
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(*position));
    return Value(std::move(out));
}

Value listReplaceAt(Call& call) {
    List out = call.list(0);
    const auto position = positionIn(call[1], out.size());
    if (!position) return call.null(outside(call[1], out.size()));
    out[*position] = call[2];
    return Value(std::move(out));
}

Value listReplaceWhere(Call& call) {
    const Function* match = call.session.functionOf(call[1]);
    if (match == nullptr || match->builtin != nullptr || match->parameters.size() != 2)
        return call.null("match は引数が 2 個（要素、新しい要素）の関数でなければなりません",
                         "match must be a function of two parameters (the element and the new one)");
    List out = call.list(0);
    for (Value& element : out) {
        const Value answer = toitsu::rules::call(call[1], {element, call[2]}, call.session, call.at);
        if (answer.boolean() == nullptr)
            return call.null("match の答えが真偽値ではありません", "match did not answer true or false");
        if (*answer.boolean()) element = call[2];
    }
    return Value(std::move(out));
}

Value reverse(Call& call) {
    List out = call.list(0);
    std::reverse(out.begin(), out.end());
    return Value(std::move(out));
}

Value indexOf(Call& call) {
    List out;
    const List& list = call.list(0);
    for (std::size_t i = 0; i < list.size(); ++i)
        if (same(list[i], call[1], call.session)) out.emplace_back(static_cast<std::int64_t>(i + 1));
    return Value(std::move(out));
}

bool flattenInto(const List& list, List& out, Session& session, int depth) {
    for (const Value& element : list) {
        if (!session.spend() || depth > 500) return false;
        if (element.list() == nullptr) {
            out.push_back(element);
        } else if (!flattenInto(*element.list(), out, session, depth + 1)) {
            return false;
        }
    }
    return true;
}

// Which two neighbours cannot be compared.
Wording disordered(const List& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::size_t other = i == 0 ? 0 : i - 1;
        if (order(list[other], list[i])) continue;
        const Wording why = incomparable(list[other], list[i]);
        if (i == 0) return {"1 番目の要素: " + why.ja, "element 1: " + why.en};
        const std::string a = std::to_string(other + 1);
        const std::string b = std::to_string(i + 1);
        return {a + " 番目と " + b + " 番目の要素を比べられません: " + why.ja,
                "elements " + a + " and " + b + ": " + why.en};
    }
    return {"要素の順序を決められません", "the elements cannot be put in order"};
}

Value flatten(Call& call) {
    List out;
    if (!flattenInto(call.list(0), out, call.session, 0))
        return call.null("リストの入れ子が深すぎます", "the list is nested too deeply");
    return Value(std::move(out));
}

// Merge sort of our own: std::sort must not see a `precedes` that contradicts itself.
Value sort(Call& call) {
    List list = call.list(0);
    bool comparable = true;
    const auto precedes = [&](const Value& a, const Value& b) {
        if (call.has(1)) return toitsu::rules::call(call[1], {a, b}, call.session, call.at).isTrue();
        const auto how = order(a, b);
        if (!how) comparable = false;
        return how && *how < 0;
    };
    for (std::size_t width = 1; width < list.size(); width *= 2) {
        List merged;
        merged.reserve(list.size());
        for (std::size_t start = 0; start < list.size(); start += 2 * width) {
            const std::size_t middle = std::min(start + width, list.size());
            const std::size_t end = std::min(start + 2 * width, list.size());
            std::size_t left = start;
            std::size_t right = middle;
            while (left < middle || right < end) {
                if (!call.session.spend()) return {};
                const bool takeRight = right < end && (left == middle || precedes(list[right], list[left]));
                merged.push_back(list[takeRight ? right++ : left++]);
            }
        }
        list = std::move(merged);
    }
    if (!comparable) return call.null(disordered(call.list(0)));
    return Value(std::move(list));
}

constexpr Builtin kRows[] = {
    {"list contains", "list:l, element:a", listContains},
    {"count", "list:l", count},
    {"sublist", "list:l, start position:n, length:n?", sublist},
    {"append", "list:l, item:a*", append},
    {"concatenate", "list:a*", concatenate},
    {"union", "list:a*", unite},
    {"distinct values", "list:l", distinctValues},
    {"insert before", "list:l, position:n, newItem:a", insertBefore},
    {"remove", "list:l, position:n", removeAt},
    {"list replace", "list:l, position:n, newItem:a", listReplaceAt},
    {"list replace", "list:l, match:f, newItem:a", listReplaceWhere},
    {"reverse", "list:l", reverse},
    {"index of", "list:l, match:a", indexOf},
    {"flatten", "list:l", flatten},
    {"sort", "list:l, precedes:f?", sort},
};

}  // namespace

std::span<const Builtin> listBuiltins() {
    return kRows;
}

}  // namespace toitsu::rules
