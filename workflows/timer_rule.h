#pragma once

// When a timer fires: ISO 8601 (workflows/timer_text.h) or FEEL over the case's variables, by the clock or by an
// office's calendar. docs/flows.md, "Timers".

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/business_calendar.h"
#include "base/legal_period.h"
#include "base/result.h"
#include "base/value.h"
#include "base/xml.h"
#include "rules/expression.h"
#include "workflows/task.h"
#include "workflows/timer_text.h"

namespace toitsu::workflows {

struct Schedule {
    Instant due = 0;
    std::int64_t remaining = 0;  // firings after this one; -1 without end
    std::string
        every;  // what following() needs: the interval, where it is anchored, the calendar; "" for a single shot

    bool operator==(const Schedule&) const = default;
};

// What flow:calendar makes of a timer.
struct OfficeTime {
    enum class Until { closing, midnight, opening };
    enum class Shift { next, previous, none };
    std::string calendar;                 // its id; "" for the clock
    Until until = Until::closing;         // the moment of the last day
    Shift shift = Shift::next;            // where a day goes on which the office is closed
    FirstDay first = FirstDay::excluded;  // 民法140条
};

struct TimerRule {
    enum class Kind { date, duration, cycle };
    Kind kind = Kind::duration;
    std::string literal;           // the ISO text; "" when there is an expression
    rules::Expression expression;  // gives a duration, date, date and time, or ISO text
    std::string foreign;           // a text that is neither, in a model of others: schedule() gives nothing
    OfficeTime office;

    explicit operator bool() const { return !literal.empty() || expression || !foreign.empty(); }

    // The first firing of a timer that is set at `now`. Nothing when the expression gives no point in time, the
    // calendar is missing or does not know the year, or the time is beyond 9999. A time that has passed is due at once;
    // what a cycle with a start has missed is not made up.
    std::optional<Schedule> schedule(const Context& variables, Instant now,
                                     const BusinessCalendar* calendar = nullptr) const;
    std::optional<Instant> due(const Context& variables, Instant now, const BusinessCalendar* calendar = nullptr) const;
    std::vector<std::string> variables() const { return expression.variables(); }
    std::string source() const;  // as it stands in the file, for messages
};

// The next firing of a cycle, counted from when the last was due, not from the clock. Nothing after the last one.
std::optional<Schedule> following(const Schedule& fired, const BusinessCalendar* calendar = nullptr);

// Reads a timerEventDefinition. W013 – unless the model is of others (not `strict`): then what cannot be read is
// `foreign`.
Result<TimerRule> readTimerRule(const xml::Element& definition, bool strict = true);

// A deadline that stands in an attribute, such as flow:due="P14D" of a user task: a duration or date, with
// flow:calendar and its companions on the same element. W013.
Result<TimerRule> readDueRule(const xml::Element& element, const xml::Attribute& due);

}  // namespace toitsu::workflows
