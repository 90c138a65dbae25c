#include "base/date.h"

#include <algorithm>
#include <cstdlib>

#include "base/iso_reader.h"

namespace toitsu {

namespace {

constexpr int farthestYear = 999'999'999;  // as FEEL has it

bool leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int lastDay(int year, int month) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

std::int64_t floorDivide(std::int64_t number, std::int64_t divisor) {
    return number / divisor - (number % divisor != 0 && (number % divisor < 0) != (divisor < 0) ? 1 : 0);
}

std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

std::optional<int> readOffset(IsoReader& reader) {
    if (reader.take('Z')) return 0;
    const bool west = reader.take('-');
    if (!west && !reader.take('+')) return std::nullopt;
    const auto hours = reader.digits(2, 2);
    if (!hours || !reader.take(':')) return std::nullopt;
    const auto minutes = reader.digits(2, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    std::int64_t seconds = *hours * 3600 + *minutes * 60;
    if (reader.take(':')) {
        const auto more = reader.digits(2, 2);
        if (!more || *more > 59) return std::nullopt;
        seconds += *more;
    }
    if (seconds > 18 * 3600) return std::nullopt;
    return static_cast<int>(west ? -seconds : seconds);
}

std::string offsetText(int offset) {
    if (offset == 0) return "Z";
    const int size = std::abs(offset);
    std::string out = (offset < 0 ? "-" : "+") + padded(size / 3600, 2) + ":" + padded(size / 60 % 60, 2);
    if (size % 60 != 0) out += ":" + padded(size % 60, 2);
    return out;
}

}  // namespace

// Days from and to the calendar: Howard Hinnant's algorithms; a year begins in March, so that the leap day is its last.
Date Date::fromDays(std::int64_t daysSince1970) {
    static const std::int64_t first = Date{-farthestYear, 1, 1}.days();
    static const std::int64_t last = Date{farthestYear, 12, 31}.days();
    const std::int64_t shifted = std::clamp(daysSince1970, first, last) + 719468;
    const std::int64_t era = floorDivide(shifted, 146097);
    const std::int64_t dayOfEra = shifted - era * 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
    const auto day = static_cast<int>(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    const auto month = static_cast<int>(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
    return Date{static_cast<int>(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

std::int64_t Date::days() const {
    const std::int64_t y = std::int64_t{year} - (month <= 2 ? 1 : 0);
    const std::int64_t era = floorDivide(y, 400);
    const std::int64_t yearOfEra = y - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
}

std::optional<Date> Date::parse(std::string_view iso) {
    IsoReader reader(iso);
    const bool negative = reader.take('-');
    const bool leadingZero = reader.peek() == '0';
    const std::size_t before = reader.left();
    const auto year = reader.digits(4, 9);
    if (!year || (leadingZero && before - reader.left() > 4) || !reader.take('-')) return std::nullopt;
    const auto month = reader.digits(2, 2);
    if (!month || !reader.take('-')) return std::nullopt;
    const auto day = reader.digits(2, 2);
    if (!day || reader.left() > 0) return std::nullopt;
    const Date out{static_cast<int>(negative ? -*year : *year), static_cast<int>(*month), static_cast<int>(*day)};
    if (!out.valid()) return std::nullopt;
    return out;
}

bool Date::valid() const {
    return year >= -farthestYear && year <= farthestYear && month >= 1 && month <= 12 && day >= 1 &&
           day <= lastDay(year, month);
}

int Date::weekday() const {
    const std::int64_t sinceMonday = days() + 3;  // 1970-01-01 was a Thursday
    return static_cast<int>(sinceMonday - floorDivide(sinceMonday, 7) * 7) + 1;
}

std::string Date::iso() const {
    return (year < 0 ? "-" : "") + padded(std::abs(year), 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
}

Date Date::plusDays(std::int64_t count) const {
    constexpr std::int64_t any = 800'000'000'000;  // more days than there are between the first and the last
    return fromDays(days() + std::clamp(count, -any, any));
}

Date Date::plusMonths(std::int64_t count) const {
    constexpr std::int64_t any = 30'000'000'000;
    const std::int64_t months = std::int64_t{year} * 12 + month - 1 + std::clamp(count, -any, any);
    const std::int64_t newYear = std::clamp<std::int64_t>(floorDivide(months, 12), -farthestYear, farthestYear);
    Date out{static_cast<int>(newYear), static_cast<int>(months - floorDivide(months, 12) * 12) + 1, day};
    out.day = std::min(day, lastDay(out.year, out.month));
    return out;
}

std::optional<Time> Time::parse(std::string_view iso) {
    IsoReader reader(iso);
    const auto hour = reader.digits(2, 2);
    if (!hour || *hour > 23 || !reader.take(':')) return std::nullopt;
    const auto minute = reader.digits(2, 2);
    if (!minute || *minute > 59 || !reader.take(':')) return std::nullopt;
    const auto second = reader.digits(2, 2);
    if (!second || *second > 59) return std::nullopt;
    Time out{static_cast<int>(*hour), static_cast<int>(*minute), static_cast<int>(*second), 0, std::nullopt};
    if (reader.take('.')) {
        const auto fraction = reader.fraction();
        if (!fraction) return std::nullopt;
        out.nanosecond = *fraction;
    }
    if (reader.left() > 0) {
        out.offsetSeconds = readOffset(reader);
        if (!out.offsetSeconds || reader.left() > 0) return std::nullopt;
    }
    return out;
}

std::string Time::iso() const {
    std::string out = padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2) + fractionText(nanosecond);
    if (offsetSeconds) out += offsetText(*offsetSeconds);
    return out;
}

std::optional<DateTime> DateTime::parse(std::string_view iso) {
    const std::size_t middle = iso.find('T');
    if (middle == std::string_view::npos) return std::nullopt;
    const auto date = Date::parse(iso.substr(0, middle));
    const auto time = Time::parse(iso.substr(middle + 1));
    if (!date || !time) return std::nullopt;
    return DateTime{*date, *time};
}

DateTime DateTime::fromUnixMillis(std::int64_t millis, int offsetSeconds) {
    const std::int64_t seconds = floorDivide(millis, 1000);
    const auto milli = static_cast<int>(millis - seconds * 1000);
    const std::int64_t local = seconds + offsetSeconds;
    const std::int64_t day = floorDivide(local, 86400);
    const auto ofDay = static_cast<int>(local - day * 86400);
    return DateTime{Date::fromDays(day),
                    Time{ofDay / 3600, ofDay / 60 % 60, ofDay % 60, milli * 1'000'000, offsetSeconds}};
}

std::int64_t DateTime::unixMillis() const {
    const std::int64_t ofDay = time.hour * 3600 + time.minute * 60 + time.second;
    const std::int64_t seconds = date.days() * 86400 + ofDay - time.offsetSeconds.value_or(9 * 3600);
    return seconds * 1000 + time.nanosecond / 1'000'000;
}

std::string DateTime::iso() const {
    return date.iso() + "T" + time.iso();
}

}  // namespace toitsu
