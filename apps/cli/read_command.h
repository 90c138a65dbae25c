#pragma once

// toitsu read: pages in; lines, a table or files for other programs out. Changes nothing.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct ReadOptions {
    std::string library;
    std::string weights, lineModel;
    std::string crops;
    std::string format = "jsonl";    // jsonl, text, or a name of ocr::outputFormats()
    std::string out;                 // file or folder; "" is standard output
    std::string rows = "pages";      // csv: pages, fields
    std::string encoding = "utf-8";  // csv: utf-8, utf-8-bom, cp932
    bool explain = false;            // a picture of every page with what was found on it
    bool dated = false;              // the time of reading stands in the files
    int jobs = 0;                    // threads; 0: all cores but one
    std::vector<std::string> files;
};

void read(const ReadOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
