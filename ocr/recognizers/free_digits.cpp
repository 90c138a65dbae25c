#include "ocr/recognizers/free_digits.h"

#include <algorithm>
#include <regex>

#include "base/text.h"
#include "forms/record.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/digit_form.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/number_line.h"
#include "ocr/recognizers/number_text.h"

// The line's reader knows characters; this file knows what the field's type makes of them. Nothing is repaired: a text
// that the field cannot hold stays what it is and goes to a person.

namespace toitsu::ocr {

namespace {

constexpr double kAroundMm = 0.3;  // writing leaves its place a little

const Wording kStrays{"欄の中に数字の行から外れた書き込みがあります", "there is writing beside the line of digits"};
const Wording kNoNumber{"数字として読めない文字があります", "something on the line is no digit"};
const Wording kUnfit{"読み取った数字がこの項目の決まり（桁数・検査数字・暦）に合いません",
                     "what was read breaks the field's rule: its length, check digit or the calendar"};
const Wording kUncalibrated{"枠のない手書きの数字は人が確かめます",
                            "digits written without boxes are checked by a person"};

bool amount(const std::string& text) {
    static const std::regex shape("(¥)?(0|[1-9][0-9]*|[1-9][0-9]{0,2}(,[0-9]{3})+)(円)?");
    return std::regex_match(text, shape);
}

bool phone(const std::string& text) {
    static const std::regex shape("0[0-9]{9,10}|0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}");
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return std::regex_match(text, shape) && (digits == 10 || digits == 11);
}

bool onlyDigits(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

void doubt(forms::Reading& reading, const Wording& why) {
    if (reading.doubt) return;
    reading.doubt = true;
    reading.why = why;
}

}  // namespace

std::string asWritten(std::string text, forms::FieldType type) {
    if (type == forms::FieldType::date) std::replace(text.begin(), text.end(), ',', '.');
    if (type == forms::FieldType::money)
        while (text.size() > 1 && text.back() == '-') text.pop_back();
    return text;
}

bool canHold(const forms::Field& field, const forms::TextPlace& place, const std::string& text) {
    using forms::FieldType;
    switch (field.type) {
        case FieldType::money:
            return amount(text) && forms::parseField(field, text).has_value();
        case FieldType::phone:
            if (place.part.empty()) return phone(text);
            break;
        case FieldType::postcode: {
            static const std::regex shape("[0-9]{3}-?[0-9]{4}");
            if (place.part.empty()) return std::regex_match(text, shape);
            break;
        }
        case FieldType::date:
            if (place.part.empty()) return forms::parseField(field, text).has_value();
            if (place.part == "year" && text == "元") return true;
            break;
        default:
            break;
    }
    return onlyDigits(text) && DigitForm(field, place).fits(text);
}

bool readsFreeDigits(const Target& target) {
    const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place);
    if (text == nullptr || (*text)->cells > 0 || (*text)->written != forms::Written::hand) return false;
    if (target.field->type == forms::FieldType::date && (*text)->part == "era") return false;
    return isNumberType(target.field->type);
}

Picture cutFreeLine(const forms::TextPlace& place, const Sheet& sheet) {
    return own(sheet.withoutPrint(grown(place.box, kAroundMm)));
}

forms::Reading readFreeLine(const Picture& grey, const forms::Field& field, const forms::TextPlace& place,
                            const DigitNetwork& network) {
    forms::Reading reading;
    reading.version = network.version();
    const auto line = readNumberLine(view(grey), network, [&](const std::string& text) {
        return canHold(field, place, asWritten(text, field.type));
    });
    for (const auto& candidate : line.candidates)
        reading.candidates.push_back({asWritten(candidate.text, field.type), candidate.confidence});
    if (!reading.candidates.empty()) reading.confidence = reading.candidates.front().confidence;
    if (line.strays) doubt(reading, kStrays);
    if (reading.candidates.empty() || reading.candidates.front().text.find('?') != std::string::npos)
        doubt(reading, kNoNumber);
    else if (!canHold(field, place, reading.candidates.front().text))
        doubt(reading, kUnfit);
    // Touching digits are cut wrongly too often for any bar to be believed: the candidates spare typing, not looking.
    doubt(reading, kUncalibrated);
    return reading;
}

forms::Reading readFreeDigits(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    if (isEmpty(sheet, place.box)) return emptyPlace(sheet, place.box, engines.digits.version());
    return readFreeLine(cutFreeLine(place, sheet), *target.field, place, engines.digits);
}

}  // namespace toitsu::ocr
