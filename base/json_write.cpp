#include "base/json.h"
#include "base/utf8.h"

namespace toitsu::json {

namespace {

class Writer {
public:
    explicit Writer(bool pretty) : pretty_(pretty) {}

    void value(const Value& value) {
        switch (value.type()) {
            case Value::Type::null:
                out_ += "null";
                break;
            case Value::Type::boolean:
                out_ += *value.boolean() ? "true" : "false";
                break;
            // JSON has no infinity; nothing is the honest answer.
            case Value::Type::number:
                out_ += value.number()->isFinite() ? value.number()->text() : "null";
                break;
            case Value::Type::string:
                string(*value.string());
                break;
            case Value::Type::date:
                string(value.date()->iso());
                break;
            case Value::Type::time:
                string(value.time()->iso());
                break;
            case Value::Type::dateTime:
                string(value.dateTime()->iso());
                break;
            case Value::Type::dayTimeDuration:
                string(value.dayTimeDuration()->iso());
                break;
            case Value::Type::yearMonthDuration:
                string(value.yearMonthDuration()->iso());
                break;
            case Value::Type::list:
                list(*value.list());
                break;
            case Value::Type::context:
                context(*value.context());
                break;
            case Value::Type::range:
                range(*value.range());
                break;
        }
    }

    std::string take() { return std::move(out_); }

private:
    void lineBreak() {
        if (!pretty_) return;
        out_.push_back('\n');
        out_.append(2 * depth_, ' ');
    }

    void list(const List& items) {
        out_.push_back('[');
        ++depth_;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) out_.push_back(',');
            lineBreak();
            value(items[i]);
        }
        --depth_;
        if (!items.empty()) lineBreak();
        out_.push_back(']');
    }

    void context(const Context& members) {
        out_.push_back('{');
        ++depth_;
        bool first = true;
        for (const auto& [name, member] : members.entries()) {
            if (!first) out_.push_back(',');
            first = false;
            lineBreak();
            string(name);
            out_ += pretty_ ? ": " : ":";
            value(member);
        }
        --depth_;
        if (!members.empty()) lineBreak();
        out_.push_back('}');
    }

    void range(const Range& range) {
        context(Context{{"low", range.low},
                        {"high", range.high},
                        {"lowIncluded", Value(range.lowIncluded)},
                        {"highIncluded", Value(range.highIncluded)}});
    }

    void string(std::string_view text) {
        out_.push_back('"');
        for (std::size_t at = 0; at < text.size();) character(utf8::next(text, at));
        out_.push_back('"');
    }

    void character(char32_t c) {
        constexpr std::string_view digits = "0123456789abcdef";
        switch (c) {
            case '"':
                out_ += "\\\"";
                return;
            case '\\':
                out_ += "\\\\";
                return;
            case '\b':
                out_ += "\\b";
                return;
            case '\f':
                out_ += "\\f";
                return;
            case '\n':
                out_ += "\\n";
                return;
            case '\r':
                out_ += "\\r";
                return;
            case '\t':
                out_ += "\\t";
                return;
            default:
                break;
        }
        if (c < 0x20) {
            out_ += "\\u00";
            out_.push_back(digits[c >> 4]);
            out_.push_back(digits[c & 15]);
        } else {
            utf8::append(out_, c);  // ill-formed bytes become U+FFFD, so that the JSON stays readable
        }
    }

    bool pretty_;
    std::size_t depth_ = 0;
    std::string out_;
};

}  // namespace

std::string write(const Value& value) {
    Writer writer(false);
    writer.value(value);
    return writer.take();
}

std::string writePretty(const Value& value) {
    Writer writer(true);
    writer.value(value);
    return writer.take();
}

}  // namespace toitsu::json
