#pragma once

// A table that somebody keeps in a file: CSV in UTF-8 or CP932, or a sheet of an XLSX workbook.

#include <string>

#include "base/csv.h"

namespace toitsu::cli {

// `sheet`: of a workbook; "" is its first one. A CSV has one table alone and does not mind. `encoding`: "utf-8",
// "cp932",
// "" finds out. X01x, X020 and X030 of the file; X040, X041 no workbook or too large; X042 it has no such sheet.
Result<csv::Table> readTable(const std::string& path, const std::string& sheet = {}, const std::string& encoding = {});

// The text of a file in UTF-8, with or without its mark, or in CP932: whatever Excel in Japan wrote. X01x, X020.
Result<std::string> readTableText(const std::string& path, const std::string& encoding = {});

// Whether the file's name says that it is a workbook.
bool namesWorkbook(const std::string& path);

}  // namespace toitsu::cli
