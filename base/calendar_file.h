#pragma once

// A calendar as people write it: templates/calendars/*.xml, namespace urn:toitsu:calendar:1,
// templates/schema/calendar.xsd, described in docs/calendars.md. All mistakes of a file are named at once, each with
// its line and column: X050 an element, attribute or text that does not belong there, X051 a value that is missing or
// cannot be read, X052 what contradicts itself (hours that overlap, no hours at all, a base that has a base).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/business_calendar.h"
#include "base/result.h"

namespace toitsu {

inline constexpr std::string_view calendarNamespace = "urn:toitsu:calendar:1";

// Without mistakes there is an answer. `file` is for messages and for finding base="…" beside it.
std::optional<CalendarRules> parseCalendar(std::string_view xml, const std::string& file, std::vector<Error>& mistakes);
std::optional<BusinessCalendar> loadCalendar(const std::string& path, std::vector<Error>& mistakes);

// The file of a calendar in a library: the municipality's own (calendars/202011/office.xml) if it has one, else
// everybody's (calendars/office.xml). Nothing when there is neither, or the id cannot be a file's name.
std::optional<std::string> findCalendar(const std::string& library, const std::string& id,
                                        const std::string& municipality);

}  // namespace toitsu
