#pragma once

// Spreadsheet workbooks (XLSX, ECMA-376 SpreadsheetML): what a clerk or an author keeps in Excel or LibreOffice, as
// tables of text. No formula is computed: a cell has the value that was saved with it.

#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"

namespace toitsu::xlsx {

struct Sheet {
    std::string name;
    csv::Table rows;  // rows without any value are left out; the others are as long as the first one, or longer
};

// A file of this kind begins so (a ZIP archive).
bool isWorkbook(std::string_view bytes);

// All sheets in their order. A cell's place is the file with the row as its line and the column as its column; from the
// second sheet on the file is called "list.xlsx#choices". Dates are written 2026-11-28 (with the time behind a T where
// there is one), whole numbers without a point, phonetic guides are left out. X040 no workbook – an old .xls or one
// with a password, too –, X041 larger than 64 MiB unpacked or more than 1,000,000 cells.
Result<std::vector<Sheet>> read(std::string_view bytes, const std::string& file);

struct SheetText {
    std::string name;
    std::vector<csv::Row> rows;  // the first one is the header
};

// Every cell is text, so that numbers keep their zeros. X013 cannot be written.
Result<void> write(const std::string& path, const std::vector<SheetText>& sheets);

}  // namespace toitsu::xlsx
