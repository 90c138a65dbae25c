// One field's text into its canonical value and back. What the types hold stands in forms/checks. Messages say what
// form is expected and never repeat the text: it is personal data.

#include "base/era.h"
#include "base/json.h"
#include "base/text.h"
#include "forms/check_digits.h"
#include "forms/checks/check_field.h"
#include "forms/digits.h"
#include "forms/findings.h"
#include "forms/record.h"

namespace toitsu::forms {

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
    // The era's code, year, month and day as tax forms (3 61 04 30) and 中間標準レイアウト (03 61 04 30) have them.
    const bool oneDigit = digits && digits->size() == 7,
               twoDigits = digits && digits->size() == 8 && (*digits)[0] == '0';
    if (oneDigit || twoDigits) {
        const std::string_view code = std::string_view(*digits).substr(oneDigit ? 0 : 1);
        const auto era = parseEra(code.substr(0, 1));
        const auto number = [&](std::size_t at) { return (code[at] - '0') * 10 + (code[at + 1] - '0'); };
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
        case FieldType::insurerNumber:
            return validInsurerNumber(digits);
        default:
            return true;
    }
}

Result<Value> parseField(const Field& field, std::string_view text) {
    const Checked checked = check(field, text);
    if (checked.good()) return valueOf(field.type, checked.normalised);
    return fail(ErrorKind::input, checked.reason,
                Wording{"「" + shown(field.title) + "」: ", "\"" + shown(field.title) + "\": "} + checked.why);
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
