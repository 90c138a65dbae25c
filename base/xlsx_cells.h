#pragma once

// Inside base only: what a cell of a workbook says.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml.h"

namespace toitsu::xlsx {

// What the parts of a workbook tell about its cells.
struct Cells {
    std::vector<std::string> strings;  // shared
    std::vector<bool> dates;           // of each cell format: the number is a date
    bool from1904 = false;             // days are counted from 1904-01-01, not from 1900
};

std::vector<std::string> sharedStrings(const xml::Element& sst);
// Which cell formats show a date: the built-in ones (ECMA-376 18.8.30) and those whose code has a year, month or day.
std::vector<bool> dateFormats(const xml::Element& styleSheet);
std::string cellText(const xml::Element& c, const Cells& known);

// Serial day numbers (ECMA-376 18.17.4.1): 2026-11-28, with T09:30:00 behind it where the number has a fraction. Before
// 1900-03-01 Excel counts a day that never was. Nothing for what is no day of the years to 9999.
std::optional<std::string> dateOf(double serial, bool from1904);

// "AB12" → 28, counted from 1; 0 when there is no letter.
int columnOf(std::string_view reference);

}  // namespace toitsu::xlsx
