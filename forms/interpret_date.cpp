// A date from its parts. The era may be a choice (codes), a place (令, R, 5) or printed; without one the year must be
// of the Gregorian calendar. What the calendar does not know has no value; what it knows but an era does not (平成32年)
// has its value and a doubt.

#include <algorithm>
#include <charconv>

#include "base/era.h"
#include "base/text.h"
#include "forms/checks/check_field.h"
#include "forms/checks/date.h"
#include "forms/digits.h"
#include "forms/interpret.h"

namespace toitsu::forms {
namespace {

std::string textOf(const std::vector<PartText>& parts, std::string_view name) {
    const auto it = std::find_if(parts.begin(), parts.end(), [&](const PartText& p) { return p.part == name; });
    return it == parts.end() ? std::string() : text::trim(it->text);
}

bool has(const std::vector<PartText>& parts, std::string_view name) {
    return std::any_of(parts.begin(), parts.end(), [&](const PartText& p) { return p.part == name; });
}

std::optional<int> number(const std::string& written) {
    if (written == "元") return 1;
    const auto digits = plainDigits(written);
    if (!digits || digits->size() > 4 || written.find(' ') != std::string::npos) return {};
    int value = 0;
    std::from_chars(digits->data(), digits->data() + digits->size(), value);
    return value;
}

std::string eraShown(const std::string& written) {
    const auto era = parseEra(written);
    return era ? eraName(*era) : written;
}

Interpretation taken(const Checked& date, std::string raw) {
    Value value = valueOf(FieldType::date, date.normalised);
    if (date.status == CheckStatus::ok) return {std::move(value), std::move(raw)};
    return doubtful(std::move(value), std::move(raw), date.why);
}

const Wording kNoSuchDate{"暦にない日付です。", "The calendar has no such date."};

Interpretation interpretWhole(const PartText& part) {
    const std::string raw = text::trim(part.text);
    if (part.cells && raw.find(' ') != std::string::npos) {
        return doubtful(Value(), raw,
                        {"数字の間に空いたマスがあります。", "There is an empty cell between the digits."});
    }
    if (const Checked date = checkDate(raw); date.good()) return taken(date, raw);
    return doubtful(Value(), raw,
                    {"日付として読めないか、暦にない日付です。", "This is no date, or the calendar does not have it."});
}

}  // namespace

Interpretation interpretDate(const Field&, const std::vector<PartText>& parts) {
    if (parts.size() == 1 && parts.front().part.empty()) return interpretWhole(parts.front());
    const std::string eraText = textOf(parts, "era");
    const std::string yearText = textOf(parts, "year"), monthText = textOf(parts, "month"),
                      dayText = textOf(parts, "day");
    const std::string raw = eraShown(eraText) + yearText + "年" + monthText + "月" + dayText + "日";
    if (eraText.find('|') != std::string::npos)
        return doubtful(Value(), raw, {"元号が2つ以上選ばれています。", "More than one era is marked."});
    if (yearText.empty() || monthText.empty() || dayText.empty()) {
        return doubtful(Value(), raw, {"日付の一部が空いています。", "A part of the date is empty."});
    }
    const auto year = number(yearText), month = number(monthText), day = number(dayText);
    // 00: the day, or month and day, that the register does not know.
    const bool noDay = year && month && day && *day == 0 && dayText.find('0') != std::string::npos && *month <= 12;
    if (!year || !month || !day || month > 12 || (!noDay && (month < 1 || day < 1 || day > 31))) {
        return doubtful(Value(), raw,
                        {"年・月・日のどれかが数字として読めないか、範囲の外です。",
                         "Year, month or day is no number or out of range."});
    }
    const auto era = parseEra(eraText);
    if (!eraText.empty() && !era) return doubtful(Value(), raw, {"元号が読めません。", "The era cannot be read."});
    if (noDay) {
        const auto first = era ? fromWareki({*era, *year, std::max(1, *month), 1}) : std::nullopt;
        if (!first && *year < 1868) return doubtful(Value(), raw, kNoSuchDate);
        return taken(unknownDay(first ? first->date.year : *year, *month), raw);
    }
    if (era) {
        const auto date = fromWareki({*era, *year, *month, *day});
        return date ? taken(checkDate(*date), raw) : doubtful(Value(), raw, kNoSuchDate);
    }
    const Date western{*year, *month, *day};
    const bool eraOffered = has(parts, "era");
    if (*year < 1868) {
        if (eraOffered) return doubtful(Value(), raw, {"元号が選ばれていません。", "No era is marked."});
        return doubtful(Value(), raw, {"西暦4桁の年ではありません。", "The year is not one of four digits."});
    }
    if (!western.valid()) return doubtful(Value(), raw, kNoSuchDate);
    if (eraOffered) {
        return doubtful(Value(western), raw,
                        {"元号がなく、西暦と読みました。確かめてください。",
                         "No era is marked; the year was taken as Gregorian. Check it."});
    }
    return {Value(western), raw};
}

}  // namespace toitsu::forms
