// Functions on text; positions and lengths count code points.

#include <algorithm>

#include "base/text.h"
#include "rules/builtins.h"
#include "rules/regex.h"

namespace toitsu::rules {

namespace {

const Wording kTooLong{"文字列が長すぎます（4 MiB まで）", "the text is too long (4 MiB at most)"};

Wording outsideText(const Decimal& start, std::int64_t size) {
    const std::string length = std::to_string(size);
    if (!start.isInteger() || start.isZero())
        return {"start position は 1 から、または -1 から数える整数です",
                "the start position is a whole number from 1, or from -1 at the end"};
    return {"start position が文字列（" + length + " 文字）の外です",
            "the start position lies outside the text of " + length + " characters"};
}

Value substring(Call& call) {
    const std::u32string text = text::decode(call.text(0));
    const auto size = static_cast<std::int64_t>(text.size());
    const auto start = call.number(1).toInteger();
    if (!start || *start == 0 || *start > size || *start < -size) return call.null(outsideText(call.number(1), size));
    const std::int64_t from = *start > 0 ? *start - 1 : size + *start;
    std::int64_t count = size - from;
    if (call.has(2)) {
        const auto length = call.number(2).floor().toInteger();
        if (!length || *length < 1)
            return call.null("length は 1 以上でなければなりません", "the length must be 1 or more");
        count = std::min(count, *length);
    }
    return Value(text::encode(
        std::u32string_view(text).substr(static_cast<std::size_t>(from), static_cast<std::size_t>(count))));
}

Value stringLength(Call& call) {
    return Value(static_cast<std::int64_t>(text::length(call.text(0))));
}

Value upperCase(Call& call) {
    return Value(unicodeUpper(call.text(0)));
}

Value lowerCase(Call& call) {
    return Value(unicodeLower(call.text(0)));
}

Value substringBefore(Call& call) {
    const std::size_t at = call.text(0).find(call.text(1));
    return Value(at == std::string::npos ? std::string() : call.text(0).substr(0, at));
}

Value substringAfter(Call& call) {
    const std::size_t at = call.text(0).find(call.text(1));
    return Value(at == std::string::npos ? std::string() : call.text(0).substr(at + call.text(1).size()));
}

Value contains(Call& call) {
    return Value(call.text(0).find(call.text(1)) != std::string::npos);
}

Value startsWith(Call& call) {
    return Value(call.text(0).starts_with(call.text(1)));
}

Value endsWith(Call& call) {
    return Value(call.text(0).ends_with(call.text(1)));
}

std::string flags(const Call& call, std::size_t index) {
    return call.has(index) ? call.text(index) : std::string();
}

// A tick is about a millisecond of matching: slow patterns use up the evaluation's steps like anything else.
RegexTick tick(Call& call) {
    return [&call] { return call.session.spend(1000); };
}

Value matches(Call& call) {
    const auto found = regexMatches(call.text(0), call.text(1), flags(call, 2), tick(call));
    return found ? Value(*found) : call.null(found.error());
}

Value replace(Call& call) {
    const auto out =
        regexReplace(call.text(0), call.text(1), call.text(2), flags(call, 3), tick(call), Session::kMaxText);
    return out ? Value(*out) : call.null(out.error());
}

Value split(Call& call) {
    const auto parts = regexSplit(call.text(0), call.text(1), tick(call));
    if (!parts) return call.null(parts.error());
    List out;
    for (const std::string& part : *parts) out.emplace_back(part);
    return Value(std::move(out));
}

Value stringJoin(Call& call) {
    const std::string separator = call.has(1) ? call.text(1) : std::string();
    std::string out;
    bool first = true;
    for (const Value& element : call.list(0)) {
        if (element.isNull()) continue;
        if (element.string() == nullptr) {
            const Wording type = typeWording(element);
            const std::string number = std::to_string(&element - call.list(0).data() + 1);
            return call.null(number + " 番目の要素は文字列でなければなりませんが、" + type.ja + "です",
                             "element " + number + " must be a string, but is " + type.en);
        }
        if (!first) out += separator;
        out += *element.string();
        if (out.size() > Session::kMaxText) return call.null(kTooLong);
        first = false;
    }
    return Value(std::move(out));
}

Value string(Call& call) {
    if (call[0].isNull()) return call.null("引数が null です", "the argument is null");
    std::string out = textOf(call[0]);
    if (out.size() > Session::kMaxText) return call.null(kTooLong);
    return Value(std::move(out));
}

constexpr Builtin kRows[] = {
    {"substring", "string:s, start position:n, length:n?", substring},
    {"string length", "string:s", stringLength},
    {"upper case", "string:s", upperCase},
    {"lower case", "string:s", lowerCase},
    {"substring before", "string:s, match:s", substringBefore},
    {"substring after", "string:s, match:s", substringAfter},
    {"contains", "string:s, match:s", contains},
    {"starts with", "string:s, match:s", startsWith},
    {"ends with", "string:s, match:s", endsWith},
    {"matches", "input:s, pattern:s, flags:s?", matches},
    {"replace", "input:s, pattern:s, replacement:s, flags:s?", replace},
    {"split", "string:s, delimiter:s", split},
    {"string join", "list:l, delimiter:s?", stringJoin},
    {"string", "from:a", string},
};

}  // namespace

std::span<const Builtin> stringBuiltins() {
    return kRows;
}

}  // namespace toitsu::rules
