#pragma once

// Question (設問): places of a blank that belong together and want one answer – the three groups of a telephone number,
// era and year and month and day, the squares of one choice – with every text that may say what is asked.

#include <string>
#include <vector>

#include "forms/draft/seen_page.h"
#include "forms/layout.h"

namespace toitsu::forms {

struct DraftOption {
    std::string printed;
    Box box;           // where it is marked
    Box printedBox;    // where its text stands
    std::string code;  // of the form's option; "" while nothing is proposed
    double confidence = 0;
};

struct DraftPart {
    std::string part;  // "", era, year, month, day; 1, 2, 3
    Box box;           // of a text, of cells
    std::vector<Box> cells;
    std::string fixed;                 // era: printed once and for all
    std::vector<DraftOption> options;  // era: to be marked
};

struct Question {
    enum class Kind { text, cells, date, phone, postcode, choice, seal };
    Kind kind = Kind::text;
    int page = 1;
    std::vector<DraftPart> parts;      // all but choices and seals
    std::vector<DraftOption> options;  // choices
    Mark mark = Mark::check;
    Box box;                           // around everything
    int cells = 0;                     // of all parts
    std::string label;                 // nearest text that may name it: in its own region, left of it, above it
    std::vector<std::string> labels;   // other texts as near: the column's head, what stands before it in its cell
    std::vector<std::string> context;  // headings further off, nearest first
    std::string unit;                  // behind it: 円, 通
    int region = -1;                   // which ruled region it lies in; -1: none
    int block = -1;                    // which table
    bool office = false;               // the office fills it in
    std::string input;                 // name of the PDF's own field, where it comes from one

    std::string field;  // proposed; "" when none fits
    double confidence = 0;
};

// Everything that can be filled in on a page. `optionWords`: titles of the form's options, by which printed words are
// known to be options; may be empty.
std::vector<Question> findQuestions(const SeenPage& page, const std::vector<std::string>& optionWords = {});

}  // namespace toitsu::forms
