#include <cstdlib>
#include <limits>

#include "base/date.h"
#include "base/iso_reader.h"

namespace toitsu {

namespace {

constexpr std::size_t mostDigits = 18;

// total += count × unit, unless it would overflow.
bool accumulate(std::int64_t& total, std::int64_t count, std::int64_t unit) {
    if (count > (std::numeric_limits<std::int64_t>::max() - total) / unit) return false;
    total += count * unit;
    return true;
}

std::uint64_t magnitude(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    return number < 0 ? std::uint64_t{0} - bits : bits;
}

struct Unit {
    char letter;
    std::int64_t size;
};

// One "12H"; nothing when the letter is none of the units from `from` on. Moves `from` behind the unit.
template <std::size_t count>
bool readPart(IsoReader& reader, const Unit (&units)[count], std::size_t& from, std::int64_t& total) {
    const auto number = reader.digits(1, mostDigits);
    if (!number) return false;
    while (from < count && units[from].letter != reader.peek()) ++from;
    return from < count && reader.take(units[from].letter) && accumulate(total, *number, units[from++].size);
}

}  // namespace

std::string fractionText(int nanoseconds) {
    if (nanoseconds == 0) return {};
    std::string digits = std::to_string(std::abs(nanoseconds));
    digits.insert(0, 9 - digits.size(), '0');
    digits.erase(digits.find_last_not_of('0') + 1);
    return "." + digits;
}

std::optional<YearMonthDuration> parseYearMonthDuration(std::string_view iso) {
    static constexpr Unit units[] = {{'Y', 12}, {'M', 1}};
    IsoReader reader(iso);
    const bool negative = reader.take('-');
    if (!reader.take('P') || reader.left() == 0) return std::nullopt;
    std::int64_t months = 0;
    for (std::size_t from = 0; reader.left() > 0;)
        if (!readPart(reader, units, from, months)) return std::nullopt;
    return YearMonthDuration{negative ? -months : months};
}

std::optional<DayTimeDuration> parseDayTimeDuration(std::string_view iso) {
    static constexpr Unit dayUnits[] = {{'D', 86400}};
    static constexpr Unit timeUnits[] = {{'H', 3600}, {'M', 60}};
    IsoReader reader(iso);
    const bool negative = reader.take('-');
    if (!reader.take('P') || reader.left() == 0) return std::nullopt;
    DayTimeDuration out;
    if (reader.peek() != 'T') {
        std::size_t from = 0;
        if (!readPart(reader, dayUnits, from, out.seconds)) return std::nullopt;
        if (reader.left() == 0) return negative ? DayTimeDuration{-out.seconds, 0} : out;
    }
    if (!reader.take('T') || reader.left() == 0) return std::nullopt;
    std::size_t from = 0;
    while (reader.left() > 0) {
        IsoReader ahead = reader;
        const auto number = ahead.digits(1, mostDigits);
        const bool seconds = number && (ahead.peek() == '.' || ahead.peek() == 'S');
        if (!seconds) {
            if (!readPart(reader, timeUnits, from, out.seconds)) return std::nullopt;
            continue;
        }
        if (ahead.take('.')) {
            const auto fraction = ahead.fraction();
            if (!fraction) return std::nullopt;
            out.nanoseconds = *fraction;
        }
        if (!ahead.take('S') || ahead.left() > 0 || !accumulate(out.seconds, *number, 1)) return std::nullopt;
        reader = ahead;
    }
    return negative ? DayTimeDuration{-out.seconds, -out.nanoseconds} : out;
}

std::string YearMonthDuration::iso() const {
    if (months == 0) return "P0M";
    std::string out = months < 0 ? "-P" : "P";
    const std::uint64_t size = magnitude(months);
    if (size / 12 != 0) out += std::to_string(size / 12) + "Y";
    if (size % 12 != 0) out += std::to_string(size % 12) + "M";
    return out;
}

std::string DayTimeDuration::iso() const {
    if (seconds == 0 && nanoseconds == 0) return "PT0S";
    const bool negative = seconds < 0 || nanoseconds < 0;
    const std::uint64_t size = magnitude(seconds);
    std::string out = negative ? "-P" : "P";
    if (size / 86400 != 0) out += std::to_string(size / 86400) + "D";
    if (size % 86400 == 0 && nanoseconds == 0) return out;
    out += "T";
    if (size / 3600 % 24 != 0) out += std::to_string(size / 3600 % 24) + "H";
    if (size / 60 % 60 != 0) out += std::to_string(size / 60 % 60) + "M";
    if (size % 60 != 0 || nanoseconds != 0) out += std::to_string(size % 60) + fractionText(nanoseconds) + "S";
    return out;
}

}  // namespace toitsu
