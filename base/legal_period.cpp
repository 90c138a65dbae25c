#include "base/legal_period.h"

namespace toitsu {

Date lastDay(const Date& event, const Period& period, FirstDay first) {
    const Date start = first == FirstDay::included ? event : event.plusDays(1);
    Date end = start.plusDays(-1);
    if (period.months != 0) {
        const Date corresponding = start.plusMonths(period.months);
        // Cut to the month's last, the day does not correspond: the month's last day is the period's last.
        end = corresponding.day == start.day ? corresponding.plusDays(-1) : corresponding;
    }
    return end.plusDays(period.days);
}

std::optional<Date> dueDay(const Date& event, const Period& period, const BusinessCalendar& calendar, FirstDay first) {
    return calendar.onOrAfter(lastDay(event, period, first));
}

Date ageReached(const Date& birth, int years) {
    return lastDay(birth, {.months = std::int64_t{years} * 12, .days = 0}, FirstDay::included);
}

int ageOn(const Date& birth, const Date& day) {
    int years = day.year - birth.year;
    if (ageReached(birth, years) >= day) --years;
    return years;
}

}  // namespace toitsu
