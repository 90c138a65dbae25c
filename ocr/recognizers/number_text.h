#pragma once

// Inside ocr only: what a print engine's text of a number can mean. Ways of printing that look alike become one –
// full-width and plain digits, every level stroke between digits, a comma that was taken for a point. Nothing else
// changes.

#include <string>

#include "forms/form.h"

namespace toitsu::ocr {

bool isNumberType(forms::FieldType type);  // postcode, phone, date, money, digits and the codes

// "090一1234ー5678" → "090-1234-5678".
std::u32string plainNumber(const std::u32string& text, forms::FieldType type);

// Whether the plain text is complete as a number of its type is printed: 3 and 4 digits of a postcode, groups of three
// in money, an era with year, month and day. `part`: of the place, as in the layout.
bool fitsNumber(const std::u32string& plain, forms::FieldType type, const std::string& part);

}  // namespace toitsu::ocr
