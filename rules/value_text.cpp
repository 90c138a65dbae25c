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

// A name as it is, anything else in quotation marks.
std::string key(const std::string& name) {
    const std::u32string text = text::decode(name);
    const bool plain = !text.empty() && isNameStart(text.front()) &&
                       std::all_of(text.begin(), text.end(), [](char32_t c) { return isNamePart(c) || c == U' '; }) &&
                       text.back() != U' ';
    return plain ? name : quoted(name);
}

class Writer {
public:
    void write(const Value& value, int depth) {
        using Type = Value::Type;
        switch (value.type()) {
            case Type::null:
                out += "null";
                break;
            case Type::boolean:
                out += *value.boolean() ? "true" : "false";
                break;
            case Type::number:
                out += value.number()->text();
                break;
            case Type::string:
                out += depth > 0 ? quoted(*value.string()) : *value.string();
                break;
            case Type::date:
                out += feelText(*value.date());
                break;
            case Type::time:
                out += feelText(*value.time());
                break;
            case Type::dateTime:
                out += feelText(*value.dateTime());
                break;
            case Type::dayTimeDuration:
                out += value.dayTimeDuration()->iso();
                break;
            case Type::yearMonthDuration:
                out += value.yearMonthDuration()->iso();
                break;
            case Type::list:
                list(*value.list(), depth + 1);
                break;
            case Type::context:
                if (isFunction(value))
                    out += "function";
                else
                    context(*value.context(), depth + 1);
                break;
            case Type::range:
                range(*value.range(), depth + 1);
                break;
        }
    }

    std::string out;

private:
    bool full(int depth) const { return depth > 200 || out.size() > Session::kMaxText; }
    void list(const List& list, int depth) {
        out += '[';
        for (std::size_t i = 0; i < list.size() && !full(depth); ++i) {
            if (i > 0) out += ", ";
            write(list[i], depth);
        }
        out += ']';
    }
    void context(const Context& context, int depth) {
        out += '{';
        bool first = true;
        for (const auto& [name, entry] : context.entries()) {
            if (full(depth)) break;
            if (!first) out += ", ";
            first = false;
            out += key(name) + ": ";
            write(entry, depth);
        }
        out += '}';
    }
    void range(const Range& range, int depth) {
        out += range.lowIncluded ? '[' : '(';
        if (!range.low.isNull()) write(range.low, depth);
        out += "..";
        if (!range.high.isNull()) write(range.high, depth);
        out += range.highIncluded ? ']' : ')';
    }
};

}  // namespace

std::string textOf(const Value& value) {
    Writer writer;
    writer.write(value, 0);
    return std::move(writer.out);
}

}  // namespace toitsu::rules
