#include "base/json.h"

#include "base/utf8.h"

// Our own reader: numbers go from their digits straight into a Decimal, never through a double, and every error has
// its line and column.

namespace toitsu::json {

namespace {

constexpr int depthLimit = 200;

class Reader {
public:
    Reader(std::string_view text, const std::string& file, bool namesOnce)
        : text_(text), file_(file), namesOnce_(namesOnce) {}

    Result<Value> document() {
        Value value;
        if (readValue(value, 1)) {
            skipSpace();
            if (at_ == text_.size()) return value;
            broken(
                {"JSON の終わりの後ろに余分な文字があります。", "there is more text after the end of the JSON value"});
        }
        return fail(std::move(error_));
    }

private:
    bool broken(Wording wording, ErrorKind kind = ErrorKind::input) {
        error_ = Error{kind, "X101", std::move(wording), utf8::PlaceCursor(text_, file_).at(at_)};
        return false;
    }

    bool unexpected() {
        if (at_ >= text_.size())
            return broken({"JSON が途中で終わっています。", "the JSON ends before it is complete"});
        return broken({"JSON としてここに置けない文字です。引用符、コンマ、括弧を確認してください。",
                       "this character cannot stand here in JSON; check quotation marks, commas and brackets"});
    }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool digit() const { return peek() >= '0' && peek() <= '9'; }

    void skipSpace() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
    }

    bool take(char wanted) {
        if (peek() != wanted || at_ >= text_.size()) return false;
        ++at_;
        return true;
    }

    bool takeWord(std::string_view word) {
        if (text_.substr(at_, word.size()) != word) return unexpected();
        at_ += word.size();
        return true;
    }

    bool readValue(Value& out, int depth) {
        skipSpace();
        switch (peek()) {
            case '{':
                return readObject(out, depth);
            case '[':
                return readArray(out, depth);
            case '"': {
                std::string text;
                if (!readString(text)) return false;
                out = Value(std::move(text));
                return true;
            }
            case 't':
                out = Value(true);
                return takeWord("true");
            case 'f':
                out = Value(false);
                return takeWord("false");
            case 'n':
                out = Value();
                return takeWord("null");
            default:
                return readNumber(out);
        }
    }

    bool enter(int depth) {
        if (depth > depthLimit)
            return broken({"JSON の入れ子が深すぎます（上限 200 段）。", "the JSON is nested too deeply (limit 200)"},
                          ErrorKind::limit);
        ++at_;
        skipSpace();
        return true;
    }

    bool readObject(Value& out, int depth) {
        if (!enter(depth)) return false;
        std::vector<Context::Entry> entries;
        if (!take('}')) {
            do {
                skipSpace();
                std::string name;
                if (peek() != '"') return unexpected();
                if (!readString(name)) return false;
                skipSpace();
                if (!take(':')) return unexpected();
                Value value;
                if (!readValue(value, depth + 1)) return false;
                entries.emplace_back(std::move(name), std::move(value));
                skipSpace();
            } while (take(','));
            if (!take('}')) return unexpected();
        }
        const std::size_t names = entries.size();
        Context context = Context::of(std::move(entries));
        if (namesOnce_ && context.size() < names)
            return broken({"同じ名前が 1 つのオブジェクトに 2 度あります。", "an object has the same name twice"});
        out = Value(std::move(context));
        return true;
    }

    bool readArray(Value& out, int depth) {
        if (!enter(depth)) return false;
        List items;
        if (!take(']')) {
            do {
                Value value;
                if (!readValue(value, depth + 1)) return false;
                items.push_back(std::move(value));
                skipSpace();
            } while (take(','));
            if (!take(']')) return unexpected();
        }
        out = Value(std::move(items));
        return true;
    }

    bool readDigits() {
        if (!digit()) return unexpected();
        while (digit()) ++at_;
        return true;
    }

    bool readNumber(Value& out) {
        const std::size_t start = at_;
        take('-');
        if (!take('0') && !readDigits()) return false;
        if (take('.') && !readDigits()) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            if (!readDigits()) return false;
        }
        const auto number = Decimal::parse(text_.substr(start, at_ - start));
        if (!number) {
            at_ = start;
            return broken({"数値が扱える範囲（10^6144）を超えています。", "the number is beyond the range of 10^6144"});
        }
        out = Value(*number);
        return true;
    }

    bool readHex(char32_t& out) {
        out = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char c = peek();
            char32_t digitValue = 0;
            if (c >= '0' && c <= '9')
                digitValue = static_cast<char32_t>(c - '0');
            else if (c >= 'a' && c <= 'f')
                digitValue = static_cast<char32_t>(c - 'a' + 10);
            else if (c >= 'A' && c <= 'F')
                digitValue = static_cast<char32_t>(c - 'A' + 10);
            else
                return unexpected();
            out = out * 16 + digitValue;
        }
        return true;
    }

    bool readUnicodeEscape(std::string& out) {
        char32_t high = 0;
        if (!readHex(high)) return false;
        if (high >= 0xD800 && high <= 0xDBFF && text_.substr(at_, 2) == "\\u") {
            at_ += 2;
            char32_t low = 0;
            if (!readHex(low)) return false;
            if (low >= 0xDC00 && low <= 0xDFFF) {
                utf8::append(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
                return true;
            }
        }
        if (high >= 0xD800 && high <= 0xDFFF)
            return broken({"\\u のサロゲートが対になっていません。", "a \\u surrogate without its other half"});
        utf8::append(out, high);
        return true;
    }

    bool readEscape(std::string& out) {
        constexpr std::string_view written = "\"\\/bfnrt";
        constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
        if (take('u')) return readUnicodeEscape(out);
        const std::size_t which = at_ < text_.size() ? written.find(peek()) : std::string_view::npos;
        if (which == std::string_view::npos) return unexpected();
        out.push_back(meant[which]);
        ++at_;
        return true;
    }

    bool readString(std::string& out) {
        ++at_;
        while (at_ < text_.size()) {
            const std::size_t start = at_;
            while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
                   static_cast<unsigned char>(text_[at_]) >= 0x20)
                ++at_;
            out.append(text_.substr(start, at_ - start));
            if (take('"')) return true;
            if (!take('\\')) return unexpected();
            if (!readEscape(out)) return false;
        }
        return unexpected();
    }

    std::string_view text_;
    const std::string& file_;
    const bool namesOnce_;
    std::size_t at_ = 0;
    Error error_;
};

}  // namespace

namespace {

Result<Value> read(std::string_view text, const std::string& file, bool namesOnce) {
    const std::string_view body = utf8::withoutMark(text);
    if (const auto bad = utf8::firstIllFormed(body))
        return fail(
            ErrorKind::input, "X101",
            {"UTF-8 ではありません。UTF-8 で保存し直してください。", "this is not UTF-8; save it again as UTF-8"},
            utf8::PlaceCursor(body, file).at(*bad));
    return Reader(body, file, namesOnce).document();
}

}  // namespace

Result<Value> parse(std::string_view text, const std::string& file) {
    return read(text, file, false);
}

Result<Value> parseUnambiguous(std::string_view text) {
    return read(text, {}, true);
}

}  // namespace toitsu::json
