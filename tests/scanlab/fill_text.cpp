#include <algorithm>

#include "base/era.h"
#include "base/text.h"
#include "tests/scanlab/fill.h"

namespace toitsu::scanlab {
namespace {

std::string datePart(const Date& date, const std::string& part, bool padded) {
    const auto wareki = toWareki(date);
    if (!wareki) return {};
    const auto number = [&](int value) { return (padded && value < 10 ? "0" : "") + std::to_string(value); };
    if (part == "era") return eraName(wareki->era);
    if (part == "year") return number(wareki->year);
    if (part == "month") return number(wareki->month);
    if (part == "day") return number(wareki->day);
    return warekiText(date);
}

std::string group(const std::string& text, const std::string& part) {
    const auto groups = text::split(text, '-');
    const auto index = static_cast<std::size_t>(part[0] - '1');
    return index < groups.size() ? groups[index] : std::string{};
}

std::string withCommas(std::string digits) {
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

}  // namespace

std::string textOf(const forms::TextPlace& place, const forms::Form& form, const Answers& answers, bool padsDates) {
    const forms::Field* field = form.field(place.field);
    const auto found = answers.fields.find(place.field);
    if (!field || found == answers.fields.end() || found->second.empty()) return {};
    const std::string& text = found->second;
    switch (field->type) {
        case forms::FieldType::date: {
            const auto date = Date::parse(text);
            if (date && place.part == "year" && place.cells == 4) return std::to_string(date->year);  // 西暦
            return date ? datePart(*date, place.part, padsDates) : text;
        }
        case forms::FieldType::phone:
        case forms::FieldType::postcode:
            return place.part.empty() ? text : group(text, place.part);
        case forms::FieldType::money:
            return place.cells > 0 ? text : withCommas(text);
        default:
            return text;
    }
}

}  // namespace toitsu::scanlab
