#include "workflows/timer_rule.h"

#include <cstdlib>

#include "base/text.h"

namespace toitsu::workflows {

namespace {

constexpr int japan = 9 * 3600;                           // calendar months and bare dates are counted in Japan's time
constexpr std::int64_t longestSeconds = 100'000'000'000;  // some 3,000 years: anything beyond is a slip
constexpr std::int64_t longestMonths = 12 * 3'000;

Value iso(const std::string& text, bool wantsDate) {
    if (wantsDate) {
        if (const auto instant = DateTime::parse(text)) return *instant;
        if (const auto date = Date::parse(text)) return *date;
        return {};
    }
    if (const auto exact = parseDayTimeDuration(text)) return *exact;
    if (const auto calendar = parseYearMonthDuration(text)) return *calendar;
    return {};
}

std::optional<Instant> instantOf(const Value& value, Instant now) {
    if (const DayTimeDuration* exact = value.dayTimeDuration()) {
        if (std::abs(exact->seconds) > longestSeconds) return {};
        return now + exact->seconds * 1000 + exact->nanoseconds / 1'000'000;
    }
    if (const YearMonthDuration* calendar = value.yearMonthDuration()) {
        if (std::abs(calendar->months) > longestMonths) return {};
        DateTime moment = DateTime::fromUnixMillis(now, japan);
        moment.date = moment.date.plusMonths(calendar->months);
        return moment.unixMillis();
    }
    if (const DateTime* moment = value.dateTime()) return moment->unixMillis();
    if (const Date* date = value.date()) {
        DateTime midnight;
        midnight.date = *date;
        midnight.time.offsetSeconds = japan;
        return midnight.unixMillis();
    }
    return {};
}

Error wrong(const std::string& text, const Place& place) {
    return {
        ErrorKind::schema,
        "W013",
        {"タイマーの指定「" + text::jsonish(text) +
             "」を読めません。timeDuration に P3D や PT8H、timeDate に 2027-03-31T17:00:00+09:00、または = で始まる "
             "FEEL 式を一つだけ書いてください。",
         "the timer \"" + text::jsonish(text) +
             "\" cannot be read; write one timeDuration (P3D, PT8H), one timeDate (2027-03-31T17:00:00+09:00), or FEEL "
             "after a leading ="},
        place};
}

}  // namespace

std::optional<Instant> TimerRule::due(const Context& variables, Instant now) const {
    if (!literal.isNull()) return instantOf(literal, now);
    const Value value = expression.evaluate(variables);
    if (const std::string* text = value.string()) {
        const Value duration = iso(*text, false);
        return instantOf(duration.isNull() ? iso(*text, true) : duration, now);
    }
    return instantOf(value, now);
}

Result<TimerRule> readTimerRule(const xml::Element& definition) {
    const xml::Element* rule = nullptr;
    for (const xml::Element& child : definition.children) {
        if (child.space != definition.space || child.local == "documentation" || child.local == "extensionElements")
            continue;
        if (rule || (child.local != "timeDuration" && child.local != "timeDate"))
            return fail(wrong(child.local, child.place));
        rule = &child;
    }
    if (!rule) return fail(wrong("", definition.place));
    const std::string text = text::trim(rule->text);
    TimerRule timer;
    if (!text.empty() && text.front() == '=') {
        auto expression = rules::Expression::parse(text.substr(1), rule->place);
        if (!expression) return fail(std::move(expression.error()));
        timer.expression = std::move(*expression);
        return timer;
    }
    timer.literal = iso(text, rule->local == "timeDate");
    if (timer.literal.isNull()) return fail(wrong(text, rule->place));
    return timer;
}

}  // namespace toitsu::workflows
