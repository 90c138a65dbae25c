#pragma once

// A layout that comes from another program's definition: boxes in millimetres, and which field each probably is.
// Written as a layout.xml that its author goes on with; what is not known yet is told by lint.

#include <string>
#include <vector>

#include "forms/form.h"
#include "forms/geometry.h"

namespace toitsu::cli {

struct ImportedBox {
    std::string kind = "place";  // place, choice, flag, seal, image, barcode
    std::string field, part;
    std::string option, printed;  // of a choice; its boxes follow one another
    std::string mark = "check";
    forms::Box box;
    int cells = 0;
};

struct ImportedPage {
    int number = 1;
    double width = 210, height = 297;  // mm
    std::vector<ImportedBox> boxes;
};

struct ImportedHead {
    std::string id, form, municipality, title;
};

std::string importedLayout(const ImportedHead& head, const std::vector<ImportedPage>& pages);

std::string millimetres(double value);  // at most two decimals, none that are zero

}  // namespace toitsu::cli
