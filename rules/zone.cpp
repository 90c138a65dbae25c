#include "rules/zone.h"

#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

constexpr int kFirstCode = 1'000'000;  // far beyond any offset

// Every zone that ICU knows, sorted; a code is a place in this list and means something in this process only.
const std::vector<std::string>& zones() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out;
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::StringEnumeration> all(icu::TimeZone::createEnumeration(status));
        if (U_FAILURE(status) || !all) return out;
        while (const char* name = all->next(nullptr, status)) {
            if (U_FAILURE(status)) break;
            out.emplace_back(name);
        }
        std::sort(out.begin(), out.end());
        return out;
    }();
    return names;
}

std::unique_ptr<icu::TimeZone> zoneOf(int code) {
    return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zoneName(code))));
}

bool carriesZone(const Value& value) {
    if (const Time* time = value.time()) return time->offsetSeconds && isZoneCode(*time->offsetSeconds);
    if (const DateTime* dateTime = value.dateTime()) return carriesZone(Value(dateTime->time));
    if (const List* list = value.list()) return std::any_of(list->begin(), list->end(), carriesZone);
    if (const Range* range = value.range()) return carriesZone(range->low) || carriesZone(range->high);
    if (const Context* context = value.context())
        return std::any_of(context->entries().begin(), context->entries().end(),
                           [](const auto& entry) { return carriesZone(entry.second); });
    return false;
}

}  // namespace

std::optional<int> zoneCode(std::string_view name) {
    const auto found = std::lower_bound(zones().begin(), zones().end(), name);
    if (found == zones().end() || *found != name) return std::nullopt;
    return kFirstCode + static_cast<int>(found - zones().begin());
}

bool isZoneCode(int offsetSeconds) {
    return offsetSeconds >= kFirstCode;
}

std::string zoneName(int code) {
    const auto index = static_cast<std::size_t>(code - kFirstCode);
    return index < zones().size() ? zones()[index] : std::string();
}

std::optional<int> offsetOf(const DateTime& dateTime) {
    const auto& offset = dateTime.time.offsetSeconds;
    if (!offset || !isZoneCode(*offset)) return offset;
    const auto zone = zoneOf(*offset);
    const double local = static_cast<double>(since1970(dateTime) / 1'000'000);
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(local, true, raw, summer, status);
    if (U_FAILURE(status)) return std::nullopt;
    return (raw + summer) / 1000;
}

std::optional<int> offsetOf(const Time& time) {
    if (!time.offsetSeconds || !isZoneCode(*time.offsetSeconds)) return time.offsetSeconds;
    return zoneOf(*time.offsetSeconds)->getRawOffset() / 1000;
}

Value plainOffsets(const Value& value) {
    if (!carriesZone(value)) return value;
    if (const Time* time = value.time()) {
        Time out = *time;
        out.offsetSeconds = offsetOf(out);
        return Value(out);
    }
    if (const DateTime* dateTime = value.dateTime()) {
        DateTime out = *dateTime;
        out.time.offsetSeconds = offsetOf(out);
        return Value(out);
    }
    if (const Range* range = value.range()) {
        Range out = *range;
        out.low = plainOffsets(range->low);
        out.high = plainOffsets(range->high);
        return Value(std::move(out));
    }
    if (const List* list = value.list()) {
        List out;
        for (const Value& element : *list) out.push_back(plainOffsets(element));
        return Value(std::move(out));
    }
    Context out;
    for (const auto& [name, entry] : value.context()->entries()) out.put(name, plainOffsets(entry));
    return Value(std::move(out));
}

}  // namespace toitsu::rules
