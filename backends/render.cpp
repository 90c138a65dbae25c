// From a value of the record to the text of a column. Every way out of here is text in the system's own form or an
// error: a canonical code, a number with a fraction or a date as free text never passes through as it is.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "backends/binding_file.h"
#include "base/era.h"
#include "base/text.h"

namespace toitsu::backends {

namespace {

// The rows of a repeating group are a list: child.2 is its second one.
const Value* element(const Value& list, const std::string& word) {
    const List* elements = list.list();
    std::size_t number = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool whole = problem == std::errc() && end == word.data() + word.size();
    return elements != nullptr && whole && number >= 1 && number <= elements->size() ? &(*elements)[number - 1]
                                                                                     : nullptr;
}

// "employee.my-number" → employee → my_number, as forms nests them.
const Value& lookUp(const Context& fields, std::string_view id) {
    static const Value null;
    const Context* context = &fields;
    const Value* found = &null;
    for (std::string name : text::split(id, '.')) {
        std::replace(name.begin(), name.end(), '-', '_');
        found = context != nullptr ? context->find(name) : element(*found, name);
        if (found == nullptr) return null;
        context = found->context();
    }
    return *found;
}

bool isEmpty(const Value& value) {
    if (value.isNull()) return true;
    if (const std::string* text = value.string()) return text->empty();
    if (const List* list = value.list()) return list->empty();
    return false;
}

class Renderer {
public:
    Renderer(const Source& source, const ColumnRule& column) : source_(source), column_(column) {}

    Result<std::string> text(const Value& value) const {
        if (!source_.contains.empty()) return code(contains(value) ? "true" : "false");
        if (isEmpty(value)) return source_.empty;
        auto plain = scalar(value);
        if (!plain) return plain;
        if (!source_.codes.empty()) return code(*plain);
        if (value.boolean() != nullptr) return noCode();
        if (source_.date) return date(value);
        if (source_.money != Money::no) return money(value);
        return shape(std::move(*plain));
    }

private:
    bool contains(const Value& value) const {
        const Value wanted(source_.contains);
        if (const List* list = value.list()) return std::find(list->begin(), list->end(), wanted) != list->end();
        return value == wanted;
    }

    Result<std::string> scalar(const Value& value) const {
        switch (value.type()) {
            case Value::Type::string:
                return *value.string();
            case Value::Type::number:
                return value.number()->text();
            case Value::Type::boolean:
                return std::string(value.isTrue() ? "true" : "false");
            case Value::Type::date:
                return value.date()->iso();
            case Value::Type::list:
                return bad("複数の値を持つ項目です。列ごとに contains を書いてください",
                           "the field holds several values; use contains, one column for each");
            default:
                return bad("この種類の値は列に書けません", "a value of this kind cannot be written into a column");
        }
    }

    Result<std::string> code(const std::string& canonical) const {
        for (const CodeMap& map : source_.codes)
            if (map.code == canonical) return map.to;
        return noCode();
    }

    Result<std::string> date(const Value& value) const {
        // A record that came back from a store holds its dates as ISO text.
        std::optional<Date> date;
        if (value.date() != nullptr) date = *value.date();
        if (value.string() != nullptr) date = Date::parse(*value.string());
        if (!date || !date->valid()) return bad("日付ではありません", "the value is not a date");
        std::array<char, 32> out{};
        switch (*source_.date) {
            case DateFormat::iso:
                return date->iso();
            case DateFormat::compact:
                std::snprintf(out.data(), out.size(), "%04d%02d%02d", date->year, date->month, date->day);
                return std::string(out.data());
            case DateFormat::slashes:
                std::snprintf(out.data(), out.size(), "%04d/%02d/%02d", date->year, date->month, date->day);
                return std::string(out.data());
            case DateFormat::wareki7:
                break;
        }
        const auto wareki = toWareki(*date);
        if (!wareki || wareki->year > 99)
            return bad("和暦で書けない日付です", "the date cannot be written in a Japanese era");
        std::snprintf(out.data(), out.size(), "%d%02d%02d%02d", static_cast<int>(wareki->era), wareki->year,
                      wareki->month, wareki->day);
        return std::string(out.data());
    }

    Result<std::string> money(const Value& value) const {
        std::optional<Decimal> amount;
        if (value.number() != nullptr) amount = *value.number();
        if (value.string() != nullptr) amount = Decimal::parse(*value.string());
        const auto whole = amount ? amount->toInteger() : std::nullopt;
        if (!whole || *whole < 0)
            return bad("0 以上の整数の金額ではありません", "the value is no whole amount of 0 or more");
        std::string digits = std::to_string(*whole);
        if (source_.money == Money::commas)
            for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
        return pad(std::move(digits));
    }

    Result<std::string> shape(std::string out) const {
        if (!source_.split.empty()) {
            auto piece = pieceOf(out);
            if (!piece) return piece;
            out = std::move(*piece);
        }
        if (source_.digitsOnly) {
            out = text::digitsOnly(out);
            if (out.empty()) return bad("数字がありません", "the value has no digits");
        }
        if (source_.kana != Kana::asIs) {
            auto kana = inKana(std::move(out));
            if (!kana) return kana;
            out = std::move(*kana);
        }
        return pad(std::move(out));
    }

    Result<std::string> pieceOf(const std::string& whole) const {
        std::size_t from = 0;
        for (std::size_t number = 1;; ++number) {
            const std::size_t to = whole.find(source_.split, from);
            if (number == source_.piece) return whole.substr(from, to == std::string::npos ? to : to - from);
            if (to == std::string::npos)
                return bad(
                    "「" + source_.split + "」で区切った " + std::to_string(source_.piece) + " 番目の部分がありません",
                    "there is no piece " + std::to_string(source_.piece) + " when it is split at '" + source_.split +
                        "'");
            from = to + source_.split.size();
        }
    }

    // Hiragana is taken along: the furigana of a form may be written in either.
    Result<std::string> inKana(std::string out) const {
        const bool half = source_.kana == Kana::half;
        out = text::katakana(text::fullWidthKana(out));
        if (half) out = text::halfWidthKana(text::halfWidthAscii(out));
        for (const char32_t c : text::decode(out)) {
            const bool halfKana = c < 0x80 || (c >= 0xFF61 && c <= 0xFF9F);
            const bool fullKana = (c >= 0x30A0 && c <= 0x30FF) || c == 0x3000 || c == ' ';
            if (half ? !halfKana : !fullKana)
                return bad(
                    half ? "半角カナにできない文字があります" : "全角カナにできない文字があります",
                    half ? "it has a character that is no half-width kana" : "it has a character that is no kana");
        }
        return out;
    }

    Result<std::string> pad(std::string digits) const {
        if (source_.zeroPad == 0) return digits;
        if (digits.find_first_not_of("0123456789") != std::string::npos)
            return bad("0 で埋める列に数字以外の文字があります",
                       "a column that is filled with zeros takes digits only");
        if (digits.size() > source_.zeroPad) {
            const Wording where = columnName(column_, &source_);
            const std::string limit = std::to_string(source_.zeroPad);
            return fail(ErrorKind::refused, "B012",
                        {where.ja + " が " + limit + " 桁より長いため書けません。値を確認してください。",
                         where.en + " is longer than " + limit + " digits; check the value"},
                        source_.place);
        }
        digits.insert(0, source_.zeroPad - digits.size(), '0');
        return digits;
    }

    tl::unexpected<Error> noCode() const {
        const Wording where = columnName(column_, &source_);
        return fail(ErrorKind::schema, "B010",
                    {where.ja + " のコードに業務システム側の対応がありません。接続定義に <map> を足してください。",
                     where.en + ": the code has no counterpart in the business system; add a <map> to the binding"},
                    source_.place);
    }

    tl::unexpected<Error> bad(const std::string& ja, const std::string& en) const {
        const Wording where = columnName(column_, &source_);
        return fail(
            ErrorKind::refused, "B014",
            {where.ja + " を列の形にできません：" + ja + "。", where.en + " cannot take the column's form: " + en},
            source_.place);
    }

    const Source& source_;
    const ColumnRule& column_;
};

}  // namespace

Wording columnName(const ColumnRule& column, const Source* source) {
    const bool field = source != nullptr && !source->field.empty();
    return {"列 " + column.name + (field ? "（項目 " + source->field + "）" : ""),
            "column " + column.name + (field ? " (field " + source->field + ")" : "")};
}

Result<std::string> render(const Source& source, const ColumnRule& column, const Context& fields) {
    if (source.field.empty()) return source.constant;
    return Renderer(source, column).text(lookUp(fields, source.field));
}

}  // namespace toitsu::backends
