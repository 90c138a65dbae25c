#include "forms/place_text.h"

#include "base/era.h"
#include "base/text.h"

namespace toitsu::forms {
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

std::string placeText(const TextPlace& place, FieldType type, const std::string& canonical, bool padsDates) {
    if (canonical.empty()) return {};
    switch (type) {
        case FieldType::date: {
            const auto date = Date::parse(canonical);
            if (date && place.part == "year" && place.cells == 4) return std::to_string(date->year);  // 西暦
            return date ? datePart(*date, place.part, padsDates) : canonical;
        }
        case FieldType::phone:
        case FieldType::postcode:
            return place.part.empty() ? canonical : group(canonical, place.part);
        case FieldType::money:
            return place.cells > 0 ? canonical : withCommas(canonical);
        default:
            return canonical;
    }
}

}  // namespace toitsu::forms
