// Any bytes as a calendar: rules without mistakes, or mistakes with codes; and an office that is open comes to its next
// opening, whatever the hours are.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/calendar_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.find("base=") != std::string_view::npos) return 0;  // names a file, and fuzzing opens none
    std::vector<toitsu::Error> mistakes;
    const auto rules = toitsu::parseCalendar(text, "fuzz.xml", mistakes);
    if (rules.has_value() != mistakes.empty()) std::abort();
    for (const toitsu::Error& mistake : mistakes)
        if (mistake.code.empty() || mistake.message.en.empty()) std::abort();
    if (!rules) return 0;
    const toitsu::BusinessCalendar calendar(*rules);
    const toitsu::Date day{2027, 4, 1};
    if (const auto later = calendar.addWorkingDays(day, 3); later && calendar.workingDaysBetween(day, *later) != 3)
        std::abort();
    const std::int64_t morning = toitsu::midnightInJapan(day);
    if (const auto opening = calendar.nextOpening(morning); opening && !calendar.isOpen(*opening)) std::abort();
    if (const auto later = calendar.addWorkingTime(morning, 3'600'000);
        later && calendar.workingTimeBetween(morning, *later) != 3'600'000)
        std::abort();
    return 0;
}
