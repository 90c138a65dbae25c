#pragma once

#include <string>

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

// Numbers, amounts, telephone numbers, postcodes and dates written by hand where there are no cells.
bool readsFreeDigits(const Target& target);
forms::Reading readFreeDigits(const Target& target, const Sheet& sheet, const Engines& engines);

// The same in two steps: the place's picture at 300 dpi, print painted over; and what stands in it.
Picture cutFreeLine(const forms::TextPlace& place, const Sheet& sheet);
forms::Reading readFreeLine(const Picture& grey, const forms::Field& field, const forms::TextPlace& place,
                            const DigitNetwork& network);

// A line's text as the field's type means it: a foot mark is a dot in a date and a comma in an amount, the dash after
// an amount is none of it.
std::string asWritten(std::string text, forms::FieldType type);
// Whether the field (or the part that stands in this place) can hold this text.
bool canHold(const forms::Field& field, const forms::TextPlace& place, const std::string& text);

}  // namespace toitsu::ocr
