#pragma once

// toitsu check: what a field type makes of a text. For authors who want to try a type before they write it into a
// form.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct CheckCommandOptions {
    std::string type;                // "date", "yucho" …, or a field of a form: FORM#FIELD
    std::vector<std::string> texts;  // "-" with `file`: one on each line of standard input
    std::string file;
    std::string library;
    std::vector<std::string> towns;  // CSV files, for addresses
    std::string holder = "undecided";
    int length = 0;
};

// One JSON object on each line: {type, status, normalised, reason, why, candidates}. C130 no such type, C131 no
// text. The exit code is 1 when a text is in error; warnings leave it 0.
void check(const CheckCommandOptions& options, Terminal& terminal);

struct TownsCommandOptions {
    std::vector<std::string> files;
    std::string out;
};
// Lists of towns as the address book that reading takes (ocr/weights/postcodes.txt). C132 nothing with a postcode.
void townsImport(const TownsCommandOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
