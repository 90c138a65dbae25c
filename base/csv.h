#pragma once

// CSV by RFC 4180: quotes, embedded line breaks, CRLF. UTF-8 in and out; CP932 is a matter of the caller.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::csv {

using Row = std::vector<std::string>;

Result<std::vector<Row>> parse(std::string_view text, const std::string& file = {});  // X030 with line and column
std::string write(const Row& row, std::string_view lineEnd = "\r\n");

}  // namespace toitsu::csv
