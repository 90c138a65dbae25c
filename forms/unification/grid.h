#pragma once

// Grid: the fields of one block in rows of twelve columns, label left, entry right. Fields keep their order; what
// belongs together stands together: フリガナ over the name, the postcode in the address.

#include <string>
#include <vector>

#include "forms/unification/entry.h"

namespace toitsu::forms::unification {

struct GridCell {
    std::vector<Entry> entries;       // over one another
    std::vector<std::string> labels;  // one for each entry; a shared one stands first and the others are empty
    int span = 12;                    // columns
};

struct GridRow {
    std::vector<GridCell> cells;
    double height = 9;  // mm
};

struct GridField {
    Entry entry;
    std::string label;
    std::string prefix;  // what stands before the last dot of its id: fields of one person
};

// Rows for a block as wide as `width` mm; spans fill each row.
std::vector<GridRow> arrange(const std::vector<GridField>& fields, double width);

// Frames, labels and places of the row, its upper left corner at (x, y), as high as `height`.
void drawRow(const GridRow& row, double x, double y, double width, double height, LayoutPage& page);

}  // namespace toitsu::forms::unification
