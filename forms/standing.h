#pragma once

// Standing: one field, or one part of it, as it stands on a page – whatever element the layout wrote it with. What
// compares papers works on these.

#include <string>
#include <string_view>
#include <vector>

#include "forms/layout.h"

namespace toitsu::forms {

enum class Manner {
    line,    // text without ruled cells
    column,  // the same, in vertical columns
    cells,   // one character per ruled cell
    check,   // options or a flag to tick
    circle,  // options to circle
    cross,   // options to cross
    seal,
    image,
    barcode,
    fixed,  // printed on the paper itself
};
std::string_view mannerName(Manner manner);  // "cells"
Wording mannerWording(Manner manner);        // 「マス」, "cells"

struct Standing {
    int page = 1;
    std::string field;
    std::string part;  // "" or era, year, month, day; 1, 2, 3
    Manner manner = Manner::line;
    Box box;  // mm; of options: what surrounds them all; empty for fixed
    int cells = 0;
    Written written = Written::hand;
    bool rightAligned = false;
    std::vector<OptionPlace> options;  // check, circle, cross
    std::string value;                 // fixed: what is printed; barcode: its kind
    Place place;
};

// In the order of the pages and, on a page, of the layout's lists.
std::vector<Standing> standings(const Layout& layout);

}  // namespace toitsu::forms
