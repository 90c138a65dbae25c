// One field's text into its canonical value and back. Messages say what form is expected and never repeat the text:
// it is personal data.

#include <algorithm>

#include "base/era.h"
#include "base/json.h"
#include "base/text.h"
#include "forms/check_digits.h"
#include "forms/digits.h"
#include "forms/findings.h"
#include "forms/record.h"

namespace toitsu::forms {
namespace {

tl::unexpected<Error> wrong(std::string code, const Field& field, const Wording& what) {
    return fail(ErrorKind::input, std::move(code),
                Wording{"「" + shown(field.title) + "」: ", "\"" + shown(field.title) + "\": "} + what);
}

Result<Value> checkedLength(const Field& field, std::string text) {
    if (field.length == 0 || text::length(text) <= static_cast<std::size_t>(field.length))
        return Value(std::move(text));
    const std::string most = std::to_string(field.length);
    return wrong("F201", field,
                 {most + " 文字までです。短くしてください。", "at most " + most + " characters. Shorten it."});
}

Result<Value> parseKana(const Field& field, std::string_view text) {
    std::string kana = text::katakana(text::fullWidthKana(text));
    if (text::containsKanji(kana)) {
        return wrong("F202", field,
                     {"漢字は使えません。カタカナで入力してください。", "kanji are not possible. Enter katakana."});
    }
    return checkedLength(field, std::move(kana));
}

Result<Value> parseDate(const Field& field, std::string_view text) {
    if (const auto iso = Date::parse(text)) return Value(*iso);
    if (const auto date = parseAnyDate(text)) return Value(date->date);
    return wrong("F203", field,
                 {"日付として読めません。令和8年4月1日 か 2026-04-01 の形で、実在する日付を入力してください。",
                  "this is no date. Enter one that exists, as 令和8年4月1日 or 2026-04-01."});
}

Result<Value> parsePostcode(const Field& field, std::string_view text) {
    std::string plain = text::halfWidthAscii(text);
    if (plain.rfind("〒", 0) == 0) plain.erase(0, std::string_view("〒").size());
    const auto digits = plainDigits(plain);
    if (digits && digits->size() == 7) return Value(digits->substr(0, 3) + "-" + digits->substr(3));
    return wrong("F204", field,
                 {"郵便番号は7桁の数字です。386-0001 の形で入力してください。",
                  "a postcode has seven digits. Enter it as 386-0001."});
}

Result<Value> parsePhone(const Field& field, std::string_view text) {
    std::string phone;
    std::size_t digits = 0;
    bool good = true;
    for (const char32_t c : text::decode(text::halfWidthAscii(text))) {
        const bool digit = c >= U'0' && c <= U'9';
        const bool gap = c == U'-' || c == U'(' || c == U')' || c == U' ' || c == U'ー' || c == U'−' || c == U'.';
        if (digit) {
            phone += static_cast<char>(c);
            ++digits;
        } else if (gap) {
            if (!phone.empty() && phone.back() != '-') phone += '-';
        } else {
            good = false;
        }
    }
    while (!phone.empty() && phone.back() == '-') phone.pop_back();
    if (good && digits >= 6 && digits <= 15) return Value(phone);
    return wrong("F205", field,
                 {"電話番号は6〜15桁の数字とハイフンです。026-232-0111 の形で入力してください。",
                  "a phone number has 6 to 15 digits and hyphens. Enter it as 026-232-0111."});
}

Result<Value> parseMoney(const Field& field, std::string_view text) {
    std::string digits;
    bool negative = false;
    bool good = true;
    for (const char32_t c : text::decode(text::halfWidthAscii(text))) {
        if (c >= U'0' && c <= U'9') {
            digits += static_cast<char>(c);
        } else if ((c == U'-' || c == U'−' || c == U'△' || c == U'▲') && digits.empty() && !negative) {
            negative = true;
        } else if (c != U',' && c != U'、' && c != U'¥' && c != U'\\' && c != U'￥' && c != U'円' && c != U' ') {
            good = false;
        }
    }
    const std::size_t significant = digits.size() - std::min(digits.find_first_not_of('0'), digits.size());
    if (!good || digits.empty() || digits.size() > 18) {
        return wrong("F206", field,
                     {"金額は円単位の整数です。1234567 か 1,234,567 の形で入力してください。",
                      "an amount is a whole number of yen. Enter it as 1234567 or 1,234,567."});
    }
    if (field.length > 0 && significant > static_cast<std::size_t>(field.length)) {
        const std::string most = std::to_string(field.length);
        return wrong("F206", field,
                     {"金額は " + most + " 桁までです。桁を確かめてください。",
                      "the amount has at most " + most + " digits. Check it."});
    }
    const auto amount = Decimal::parse((negative ? "-" : "") + digits);
    if (!amount)
        return wrong("F206", field,
                     {"金額として読めません。整数で入力してください。", "this is no amount. Enter a whole number."});
    return Value(*amount);
}

Result<Value> parseNumber(const Field& field, std::string_view text) {
    const auto digits = plainDigits(text);
    const auto size = static_cast<int>(digits ? digits->size() : 0);
    const bool fits = field.length == 0 || size == field.length || (field.lengthIsMaximum && size <= field.length);
    if (!digits || !fits) {
        const std::string count = std::to_string(field.length);
        if (field.length == 0) return wrong("F207", field, {"数字だけで入力してください。", "enter digits only."});
        return wrong("F207", field,
                     {"数字 " + count + (field.lengthIsMaximum ? " 桁まで" : " 桁") + "で入力してください。",
                      "enter " + std::string(field.lengthIsMaximum ? "at most " : "") + count + " digits."});
    }
    if (checkDigitFits(field.type, *digits)) return Value(*digits);
    return wrong(
        "F208", field,
        {"検査数字が合いません。書類と見比べて入力し直し、書類の番号が誤っているなら申請者に確かめてください。",
         "the check digit is wrong. Compare with the paper and enter it again; if the paper is wrong, ask the "
         "applicant."});
}

std::optional<std::string> optionCode(const Field& field, const std::string& text) {
    if (field.option(text)) return text;
    for (const Option& option : field.options) {
        if (option.title == text) return option.code;
    }
    return {};
}

tl::unexpected<Error> noOption(const Field& field) {
    std::vector<std::string> codes;
    for (const Option& option : field.options) codes.push_back(option.code);
    return wrong("F209", field, Wording{"選択肢にありません。", "this is no option."} + suggestion("", codes));
}

Result<Value> parseChoices(const Field& field, const std::string& text) {
    std::vector<std::string> chosen;
    for (const std::string& one : text::split(text, '|')) {
        const std::string name = text::trim(one);
        if (name.empty()) continue;
        const auto code = optionCode(field, name);
        if (!code) return noOption(field);
        chosen.push_back(*code);
    }
    List codes;
    for (const Option& option : field.options) {
        if (std::find(chosen.begin(), chosen.end(), option.code) != chosen.end()) codes.emplace_back(option.code);
    }
    return Value(std::move(codes));
}

Result<Value> parseFlag(const Field& field, std::string_view text) {
    for (const char* yes : {"true", "はい", "有", "あり", "1"}) {
        if (text == yes) return Value(true);
    }
    for (const char* no : {"false", "いいえ", "無", "なし", "0"}) {
        if (text == no) return Value(false);
    }
    return wrong("F210", field, {"true か false を入力してください。", "enter true or false."});
}

}  // namespace

std::optional<std::string> plainDigits(std::string_view text) {
    std::string digits;
    for (const char32_t c : text::decode(text::halfWidthAscii(text))) {
        if (c == U' ' || c == U'-') continue;
        if (c < U'0' || c > U'9') return {};
        digits += static_cast<char>(c);
    }
    if (digits.empty()) return {};
    return digits;
}

std::optional<WarekiDate> parseAnyDate(std::string_view text) {
    const auto digits = plainDigits(text);
    if (digits && digits->size() == 7) {  // era code, year, month, day as tax forms print them: 3 61 04 30
        const auto era = parseEra(digits->substr(0, 1));
        const auto number = [&](std::size_t at) { return ((*digits)[at] - '0') * 10 + ((*digits)[at + 1] - '0'); };
        if (!era) return {};
        return fromWareki({*era, number(1), number(3), number(5)});
    }
    return parseJapaneseDate(text);
}

bool checkDigitFits(FieldType type, std::string_view digits) {
    switch (type) {
        case FieldType::municipalityCode:
            return validMunicipalityCode(digits);
        case FieldType::myNumber:
            return validMyNumber(digits);
        case FieldType::corporateNumber:
            return validCorporateNumber(digits);
        default:
            return true;
    }
}

Result<Value> parseField(const Field& field, std::string_view text) {
    if (!text::validUtf8(text) || text.find('\0') != std::string_view::npos) {
        return wrong("F200", field,
                     {"文字として読めません。UTF-8 で入力してください。", "this is no text. Enter UTF-8."});
    }
    const std::string entered = text::trim(text::nfc(text));
    if (field.type == FieldType::choices) return parseChoices(field, entered);
    if (entered.empty()) return Value();
    switch (field.type) {
        case FieldType::kana:
            return parseKana(field, entered);
        case FieldType::date:
            return parseDate(field, entered);
        case FieldType::postcode:
            return parsePostcode(field, entered);
        case FieldType::phone:
            return parsePhone(field, entered);
        case FieldType::money:
            return parseMoney(field, entered);
        case FieldType::digits:
        case FieldType::municipalityCode:
        case FieldType::myNumber:
        case FieldType::corporateNumber:
            return parseNumber(field, entered);
        case FieldType::choice: {
            const auto code = optionCode(field, entered);
            if (!code) return noOption(field);
            return Value(*code);
        }
        case FieldType::flag:
        case FieldType::seal:
            return parseFlag(field, entered);
        default:
            return checkedLength(field, entered);
    }
}

std::string canonicalText(const Value& value) {
    switch (value.type()) {
        case Value::Type::null:
            return {};
        case Value::Type::boolean:
            return *value.boolean() ? "true" : "false";
        case Value::Type::number:
            return value.number()->text();
        case Value::Type::string:
            return *value.string();
        case Value::Type::date:
            return value.date()->iso();
        case Value::Type::list: {
            std::vector<std::string> parts;
            for (const Value& item : *value.list()) parts.push_back(canonicalText(item));
            return text::join(parts, "|");
        }
        default:
            return json::write(value);
    }
}

}  // namespace toitsu::forms
