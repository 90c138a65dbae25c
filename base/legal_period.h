#pragma once

// Periods as Japanese law counts them (民法138–143条, 年齢計算ニ関スル法律, 地方自治法4条の2).

#include <cstdint>
#include <optional>

#include "base/business_calendar.h"
#include "base/date.h"

namespace toitsu {

// A period of whole days or by the calendar; a week is seven days. Years are twelve months.
struct Period {
    std::int64_t months = 0;
    std::int64_t days = 0;  // used alone, or after the months
};

// 初日不算入 (民法140条): the day of the event is not counted, unless the period begins at midnight or a law counts it
// (age).
enum class FirstDay { excluded, included };

// The day with whose end the period ends (民法141条, 143条). By the calendar: the day before the one that corresponds
// to the first counted day, or the month's last when there is none.
Date lastDay(const Date& event, const Period& period, FirstDay first = FirstDay::excluded);

// The day when something must be done at the latest: the last day, or the next working day when the office is closed
// then (民法142条, 地方自治法4条の2第4項). Nothing outside the calendar's years.
std::optional<Date> dueDay(const Date& event, const Period& period, const BusinessCalendar& calendar,
                           FirstDay first = FirstDay::excluded);

// Age counts the day of birth (年齢計算ニ関スル法律): it is reached with the end of the day before the birthday.
Date ageReached(const Date& birth, int years);  // who was born on 2020-04-01 becomes six on 2026-03-31
int ageOn(const Date& birth, const Date& day);  // completed when the day begins; negative before birth

}  // namespace toitsu
