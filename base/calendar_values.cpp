#include "base/calendar_values.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace toitsu {

namespace {

constexpr std::array<std::string_view, 7> weekdayWords{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

bool digit(char c) {
    return c >= '0' && c <= '9';
}

// "NN?NN" with the mark between.
std::optional<std::pair<int, int>> twoByTwo(std::string_view text, char mark) {
    if (text.size() != 5 || text[2] != mark) return std::nullopt;
    for (const std::size_t at : {0u, 1u, 3u, 4u})
        if (!digit(text[at])) return std::nullopt;
    return std::pair{(text[0] - '0') * 10 + text[1] - '0', (text[3] - '0') * 10 + text[4] - '0'};
}

bool blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

}  // namespace

std::optional<int> readClock(std::string_view text) {
    const auto parts = twoByTwo(text, ':');
    if (!parts || parts->second > 59) return std::nullopt;
    const int minutes = parts->first * 60 + parts->second;
    return minutes <= 24 * 60 ? std::optional(minutes) : std::nullopt;
}

std::optional<MonthDay> readMonthDay(std::string_view text) {
    const auto parts = twoByTwo(text, '-');
    if (!parts || !Date{2000, parts->first, parts->second}.valid()) return std::nullopt;
    return MonthDay{parts->first, parts->second};
}

std::optional<std::vector<int>> readWeekdays(std::string_view text) {
    std::vector<int> out;
    for (const std::string& word : text::split(text, ' ')) {
        if (word.empty()) continue;
        const auto at = std::ranges::find(weekdayWords, word);
        if (at == weekdayWords.end()) return std::nullopt;
        const int weekday = static_cast<int>(at - weekdayWords.begin()) + 1;
        if (std::ranges::find(out, weekday) != out.end()) return std::nullopt;
        out.push_back(weekday);
    }
    if (out.empty()) return std::nullopt;
    return out;
}

std::vector<MonthDay> everyDay(MonthDay from, MonthDay until) {
    std::vector<MonthDay> out;
    // A leap year, so that 02-29 is among them.
    for (Date day{2000, from.month, from.day};; day = day.plusDays(1)) {
        out.push_back({day.month, day.day});
        if ((day.month == until.month && day.day == until.day) || out.size() == 366) return out;
    }
}

void CalendarMistakes::add(std::string code, Wording wording, const Place& place) {
    errors_.push_back(Error{ErrorKind::schema, std::move(code), std::move(wording), place});
}

void CalendarMistakes::only(const xml::Element& element, std::initializer_list<std::string_view> known, bool children) {
    std::string names;
    for (const std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
    for (const xml::Attribute& attribute : element.attributes) {
        if (attribute.space.empty() && std::ranges::find(known, attribute.local) != known.end()) continue;
        add("X050",
            {"<" + element.name + "> に属性 " + attribute.name + " は書けません。書けるのは " + names + " です。",
             "<" + element.name + "> has no attribute " + attribute.name + "; it knows " + names},
            attribute.place);
    }
    if (!blank(element.text) || (!children && !element.children.empty()))
        add("X050",
            {"<" + element.name + "> の中には何も書けません。消してください。",
             "nothing can stand in <" + element.name + ">; remove it"},
            children || element.children.empty() ? element.place : element.children.front().place);
}

void CalendarMistakes::unreadable(const xml::Attribute& attribute, std::string_view example) {
    add("X051",
        {"属性 " + attribute.name + " の値を読めません。" + std::string(example) + " のように書いてください。",
         "the value of " + attribute.name + " cannot be read; write it like " + std::string(example)},
        attribute.place);
}

const xml::Attribute* CalendarMistakes::required(const xml::Element& element, std::string_view name) {
    const xml::Attribute* attribute = element.attribute(name);
    if (attribute != nullptr && !attribute->value.empty()) return attribute;
    add("X051",
        {"<" + element.name + "> に属性 " + std::string(name) + " が必要です。",
         "<" + element.name + "> needs the attribute " + std::string(name)},
        attribute != nullptr ? attribute->place : element.place);
    return nullptr;
}

}  // namespace toitsu
