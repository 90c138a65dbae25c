#include "rules/temporal.h"

#include <chrono>

#include "rules/zone.h"

namespace toitsu::rules {

namespace {

constexpr Nanoseconds kSecond = 1'000'000'000;
constexpr Nanoseconds kDay = 86'400 * kSecond;
constexpr std::int64_t kMaxYear = 999'999'999;

class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}
    bool accept(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
        const std::size_t start = at_;
        std::int64_t value = 0;
        while (at_ < text_.size() && at_ - start < most && text_[at_] >= '0' && text_[at_] <= '9')
            value = value * 10 + (text_[at_++] - '0');
        if (at_ - start < least) return std::nullopt;
        return value;
    }
    bool atDigit() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }
    std::size_t position() const { return at_; }
    bool atEnd() const { return at_ == text_.size(); }
    std::string_view rest() const { return text_.substr(at_); }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

std::optional<int> parseOffset(Cursor& cursor, bool negative) {
    const auto hours = cursor.digits(2, 2);
    if (!hours || !cursor.accept(':')) return std::nullopt;
    const auto minutes = cursor.digits(2, 2);
    std::optional<std::int64_t> seconds = 0;
    if (cursor.accept(':')) seconds = cursor.digits(2, 2);
    if (!minutes || !seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
    const std::int64_t total = *hours * 3600 + *minutes * 60 + *seconds;
    if (total > 14 * 3600) return std::nullopt;
    return static_cast<int>(negative ? -total : total);
}

std::string twoDigits(int value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::optional<Date> parseFeelDate(std::string_view text) {
    Cursor cursor(text);
    const bool negative = cursor.accept('-');
    const std::size_t start = cursor.position();
    const auto year = cursor.digits(4, 9);
    const std::size_t length = cursor.position() - start;
    if (!year || (length > 4 && text[start] == '0') || !cursor.accept('-')) return std::nullopt;
    const auto month = cursor.digits(2, 2);
    if (!month || !cursor.accept('-')) return std::nullopt;
    const auto day = cursor.digits(2, 2);
    if (!day || !cursor.atEnd() || *year > kMaxYear) return std::nullopt;
    const Date date{static_cast<int>(negative ? -*year : *year), static_cast<int>(*month), static_cast<int>(*day)};
    if (!date.valid()) return std::nullopt;
    return date;
}

std::optional<Time> parseFeelTime(std::string_view text) {
    Cursor cursor(text);
    const auto hour = cursor.digits(2, 2);
    if (!hour || !cursor.accept(':')) return std::nullopt;
    const auto minute = cursor.digits(2, 2);
    if (!minute || !cursor.accept(':')) return std::nullopt;
    const auto second = cursor.digits(2, 2);
    if (!second || *hour > 24 || *minute > 59 || *second > 59) return std::nullopt;
    Time time{static_cast<int>(*hour), static_cast<int>(*minute), static_cast<int>(*second), 0, std::nullopt};
    if (cursor.accept('.')) {
        const std::size_t start = cursor.position();
        auto fraction = cursor.digits(1, 9);
        if (!fraction) return std::nullopt;
        for (std::size_t n = cursor.position() - start; n < 9; ++n) *fraction *= 10;
        while (cursor.atDigit()) cursor.digits(1, 1);  // finer than a nanosecond
        time.nanosecond = static_cast<int>(*fraction);
    }
    if (time.hour == 24) {
        if (time.minute != 0 || time.second != 0 || time.nanosecond != 0) return std::nullopt;
        time.hour = 0;
    }
    if (cursor.accept('Z') || cursor.accept('z')) {
        time.offsetSeconds = 0;
    } else if (cursor.accept('@')) {
        time.offsetSeconds = zoneCode(cursor.rest());
        if (!time.offsetSeconds) return std::nullopt;
        return time;
    } else if (const bool negative = cursor.accept('-'); negative || cursor.accept('+')) {
        time.offsetSeconds = parseOffset(cursor, negative);
        if (!time.offsetSeconds) return std::nullopt;
    }
    if (!cursor.atEnd()) return std::nullopt;
    return time;
}

std::optional<DateTime> parseFeelDateTime(std::string_view text) {
    const std::size_t split = text.find('T');
    const auto date = parseFeelDate(text.substr(0, split));
    if (!date) return std::nullopt;
    if (split == std::string_view::npos) return DateTime{*date, Time{}};
    const std::string_view clock = text.substr(split + 1);
    const auto time = parseFeelTime(clock);
    if (!time) return std::nullopt;
    DateTime out{*date, *time};
    if (clock.substr(0, 2) == "24") out.date = out.date.plusDays(1);
    return out;
}

std::optional<DayTimeDuration> parseFeelDuration(std::string_view text) {
    if (text.ends_with(".S")) return parseDayTimeDuration(std::string(text.substr(0, text.size() - 2)) + "S");  // PT0.S
    return parseDayTimeDuration(text);
}

Value parseTemporal(std::string_view text) {
    if (const auto date = parseFeelDate(text)) return Value(*date);
    if (const auto dateTime = parseFeelDateTime(text)) return Value(*dateTime);
    if (const auto time = parseFeelTime(text)) return Value(*time);
    if (const auto duration = parseYearMonthDuration(text)) return Value(*duration);
    if (const auto duration = parseFeelDuration(text)) return Value(*duration);
    return {};
}

std::string feelText(const Date& date) {
    const std::string year = std::to_string(date.year < 0 ? -static_cast<std::int64_t>(date.year) : date.year);
    return (date.year < 0 ? "-" : "") + std::string(year.size() < 4 ? 4 - year.size() : 0, '0') + year + "-" +
           twoDigits(date.month) + "-" + twoDigits(date.day);
}

std::string feelText(const Time& time) {
    std::string out = twoDigits(time.hour) + ":" + twoDigits(time.minute) + ":" + twoDigits(time.second);
    if (time.nanosecond > 0) {
        std::string digits = std::to_string(time.nanosecond);
        digits.insert(0, 9 - digits.size(), '0');
        digits.erase(digits.find_last_not_of('0') + 1);
        out += "." + digits;
    }
    if (!time.offsetSeconds) return out;
    const int offset = *time.offsetSeconds;
    if (isZoneCode(offset)) return out + "@" + zoneName(offset);
    if (offset == 0) return out + "Z";
    const int size = offset < 0 ? -offset : offset;
    out += (offset < 0 ? "-" : "+") + twoDigits(size / 3600) + ":" + twoDigits(size / 60 % 60);
    return size % 60 == 0 ? out : out + ":" + twoDigits(size % 60);
}

std::string feelText(const DateTime& dateTime) {
    return feelText(dateTime.date) + "T" + feelText(dateTime.time);
}

Nanoseconds sinceMidnight(const Time& time) {
    return (static_cast<Nanoseconds>(time.hour) * 3600 + time.minute * 60 + time.second) * kSecond + time.nanosecond;
}

Nanoseconds since1970(const DateTime& dateTime) {
    return static_cast<Nanoseconds>(dateTime.date.days()) * kDay + sinceMidnight(dateTime.time);
}

Nanoseconds instant(const Time& time) {
    return sinceMidnight(time) - static_cast<Nanoseconds>(offsetOf(time).value_or(0)) * kSecond;
}

Nanoseconds instant(const DateTime& dateTime) {
    return since1970(dateTime) - static_cast<Nanoseconds>(offsetOf(dateTime).value_or(0)) * kSecond;
}

namespace {

// Times are compared by their value in seconds (DMN 1.5 §10.3.2.3.4, and the TCK); a difference keeps the nanoseconds.
Nanoseconds wholeSeconds(Nanoseconds count) {
    const Nanoseconds rest = count % kSecond;
    return (count - (rest < 0 ? rest + kSecond : rest)) / kSecond;
}

}  // namespace

std::optional<std::strong_ordering> orderTimes(const Time& a, const Time& b) {
    if (a.offsetSeconds.has_value() != b.offsetSeconds.has_value()) return std::nullopt;
    return wholeSeconds(instant(a)) <=> wholeSeconds(instant(b));
}

std::optional<std::strong_ordering> orderDateTimes(const DateTime& a, const DateTime& b) {
    if (a.time.offsetSeconds.has_value() != b.time.offsetSeconds.has_value()) return std::nullopt;
    return wholeSeconds(instant(a)) <=> wholeSeconds(instant(b));
}

Nanoseconds nanoseconds(const DayTimeDuration& duration) {
    return static_cast<Nanoseconds>(duration.seconds) * kSecond + duration.nanoseconds;
}

DayTimeDuration dayTimeDuration(Nanoseconds count) {
    return {static_cast<std::int64_t>(count / kSecond), static_cast<int>(count % kSecond)};
}

DateTime dateTimeAt(Nanoseconds local, std::optional<int> offsetSeconds) {
    Nanoseconds day = local / kDay;
    Nanoseconds rest = local % kDay;
    if (rest < 0) {
        rest += kDay;
        --day;
    }
    const auto seconds = static_cast<int>(rest / kSecond);
    Time time{seconds / 3600, seconds / 60 % 60, seconds % 60, static_cast<int>(rest % kSecond), offsetSeconds};
    return {Date::fromDays(static_cast<std::int64_t>(day)), time};
}

DateTime now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return DateTime::fromUnixMillis(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

}  // namespace toitsu::rules
