#pragma once

// Time zones of the IANA database inside FEEL ("10:15:00@Europe/Paris"). Time has only an offset, so while an
// expression is evaluated a zone travels as a number that no offset has; plainOffsets() makes it an offset before a
// value leaves.

#include <optional>
#include <string>
#include <string_view>

#include "base/value.h"

namespace toitsu::rules {

std::optional<int> zoneCode(std::string_view name);  // nothing for a zone that does not exist
bool isZoneCode(int offsetSeconds);
std::string zoneName(int code);

// Seconds east of UTC at that local time; nothing when there is neither offset nor zone.
std::optional<int> offsetOf(const DateTime& dateTime);
std::optional<int> offsetOf(const Time& time);  // a zone's standard offset: a time has no day

Value plainOffsets(const Value& value);

}  // namespace toitsu::rules
