// string(): how a value is written (DMN 1.5 §10.3.4.1 and the TCK). Inside lists and contexts strings have their
// quotes.

#include <algorithm>

#include "base/text.h"
#include "rules/builtins.h"
#include "rules/lexer.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string nested(const Value& value, int depth);

// A name as it is, anything else in quotation marks.
std::string key(const std::string& name) {
    const std::u32string text = text::decode(name);
    const bool plain = !text.empty() && isNameStart(text.front()) &&
                       std::all_of(text.begin(), text.end(), [](char32_t c) { return isNamePart(c) || c == U' '; }) &&
                       text.back() != U' ';
    return plain ? name : quoted(name);
}

std::string written(const Value& value, int depth) {
    using Type = Value::Type;
    switch (value.type()) {
        case Type::null:
            return "null";
        case Type::boolean:
            return *value.boolean() ? "true" : "false";
        case Type::number:
            return value.number()->text();
        case Type::string:
            return *value.string();
        case Type::date:
            return feelText(*value.date());
        case Type::time:
            return feelText(*value.time());
        case Type::dateTime:
            return feelText(*value.dateTime());
        case Type::dayTimeDuration:
            return value.dayTimeDuration()->iso();
        case Type::yearMonthDuration:
            return value.yearMonthDuration()->iso();
        case Type::list: {
            std::string out = "[";
            for (const Value& element : *value.list()) out += (out.size() > 1 ? ", " : "") + nested(element, depth);
            return out + "]";
        }
        case Type::context: {
            if (isFunction(value)) return "function";
            std::string out = "{";
            for (const auto& [name, entry] : value.context()->entries())
                out += (out.size() > 1 ? ", " : "") + key(name) + ": " + nested(entry, depth);
            return out + "}";
        }
        case Type::range: {
            const Range& range = *value.range();
            return (range.lowIncluded ? "[" : "(") + (range.low.isNull() ? "" : nested(range.low, depth)) + ".." +
                   (range.high.isNull() ? "" : nested(range.high, depth)) + (range.highIncluded ? "]" : ")");
        }
    }
    return {};
}

std::string nested(const Value& value, int depth) {
    if (depth > 200) return "…";
    return value.string() != nullptr ? quoted(*value.string()) : written(value, depth + 1);
}

}  // namespace

std::string textOf(const Value& value) {
    return written(value, 0);
}

}  // namespace toitsu::rules
