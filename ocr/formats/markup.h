#pragma once

// What the markup formats share: numbers, texts and names as they may stand in XML. Inside ocr/formats only.

#include <string>
#include <string_view>

#include "ocr/formats/field_text.h"

namespace toitsu::ocr {

// A point, whatever the locale says, at most so many digits after it, no exponent and no trailing zeros.
std::string plain(double number, int digits);

// For text and attribute values: escaped; bytes that are no UTF-8 and characters that XML 1.0 forbids become U+FFFD.
std::string markup(std::string_view text);
std::string attribute(std::string_view name, std::string_view value);  // ` name="value"`
std::string attribute(std::string_view name, int value);

// The last part of a path. What stands before it is the business of the machine that read the scan.
std::string lastPart(std::string_view path);

// The corners as "x,y x,y x,y x,y" in whole pixels within the picture.
std::string points(const Quad& quad, const Picture& picture);

const char* statusName(PageStatus status);  // "read", "ambiguous", "rejected"

}  // namespace toitsu::ocr
