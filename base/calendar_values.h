#pragma once

// The values in a calendar file's attributes; for calendar_file.cpp only.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/business_calendar.h"
#include "base/result.h"
#include "base/xml.h"

namespace toitsu {

struct MonthDay {
    int month = 0;
    int day = 0;
};

std::optional<int> readClock(std::string_view text);                  // "08:30" → 510; "24:00" → 1440
std::optional<MonthDay> readMonthDay(std::string_view text);          // "12-29"; 02-29 is one
std::optional<std::vector<int>> readWeekdays(std::string_view text);  // "mon tue" → 1, 2; none twice
std::vector<MonthDay> everyDay(MonthDay from, MonthDay until);        // over the turn of the year when until is earlier

class CalendarMistakes {
public:
    explicit CalendarMistakes(std::vector<Error>& errors) : errors_(errors) {}
    void add(std::string code, Wording wording, const Place& place);
    // X050 for every attribute but these, and for text or children in an element that has none.
    void only(const xml::Element& element, std::initializer_list<std::string_view> known, bool children = false);
    void unreadable(const xml::Attribute& attribute, std::string_view example);          // X051
    const xml::Attribute* required(const xml::Element& element, std::string_view name);  // X051, nullptr
    std::size_t count() const { return errors_.size(); }

    // The attribute's value by `read`; nothing when it is absent, X051 when it cannot be read.
    template <class Read>
    auto value(const xml::Element& element, std::string_view name, std::string_view example, Read read)
        -> decltype(read(std::string_view{})) {
        const xml::Attribute* attribute = element.attribute(name);
        if (attribute == nullptr) return std::nullopt;
        auto out = read(std::string_view(attribute->value));
        if (!out) unreadable(*attribute, example);
        return out;
    }

private:
    std::vector<Error>& errors_;
};

}  // namespace toitsu
