#pragma once

// toitsu record import and export: records that do not come from our own reader, and records for other programs.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct RecordImportOptions {
    std::vector<std::string> files;
    std::string library;
    std::string form;             // id
    std::string layout;           // id; empty: no paper is known
    std::string municipality;     // of the records, without a layout
    std::string map;              // mapping file
    std::string kind = "engine";  // engine or entered
    std::string encoding;         // utf-8, cp932; empty: found out
    std::string sheet;            // of a workbook; empty: its first one
    double confidence = 0;
    std::string source = "import";  // kept with every reading
    std::string out;                // file for the records; empty: standard output
};
// Records as JSON Lines, each as the store keeps it. C133 no such form or layout. What is wrong in a file is told
// with its line and column, and the other rows are taken all the same.
void recordImport(const RecordImportOptions& options, Terminal& terminal);

struct RecordExportOptions {
    std::vector<std::string> files;  // records as import writes them, or one record
    std::string library;
    std::string map;
    std::string format = "csv";  // csv, xlsx or json
    std::string headers = "titles";
    std::string encoding = "utf-8-bom";
    std::string missing = "geta";  // 〓, ●, map or fail
    std::string characters;        // character map
    std::string out;
    std::string losses;  // file for the loss report; empty: OUT.losses.csv
};
// C138 a workbook without a file to write it to, C133 no such form, C134 records of several forms in one table, C135
// characters that CP932 lacks, C136 the same where they are not allowed (nothing is written).
void recordExport(const RecordExportOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
