#pragma once

// CSV by RFC 4180: quotes, embedded line breaks, CRLF. UTF-8 in and out; CP932 is a matter of the caller.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::csv {

using Row = std::vector<std::string>;

struct Cell {
    std::string text;
    Place place;  // of its first character, or of its quotation mark
};

using Table = std::vector<std::vector<Cell>>;

Result<std::vector<Row>> parse(std::string_view text, const std::string& file = {});  // X030 with line and column
// The same with the place of every cell, for a reader that has to say which one is wrong.
Result<Table> parseCells(std::string_view text, const std::string& file = {});
std::string write(const Row& row, std::string_view lineEnd = "\r\n");

}  // namespace toitsu::csv
