#pragma once

// AIRead's definition (AIRead_format.ini), tab-separated, one line an item, its first column the section. Known to us
// are section 0 (position: width and height of the page and three reference points, in pixels) and section 2 (places to
// read: optional group and row, x y w h, type, …, name; type 1 is a number). Of sections 1 and 3–7 only the names are
// known – output, check, tick, picture, barcode, keyword – and not their columns.

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/imported_layout.h"
#include "forms/layout.h"

namespace toitsu::cli {

struct AireadOptions {
    double width = 210, height = 297;  // of the paper, mm: AIRead knows pixels only
    bool leaveOut = false;             // lines of sections that we do not know: a warning instead of an error
};

// C152 a section whose columns are not known, C153 a line that does not have the known form, C154 (a warning) a type
// that is not known: read as text. `form`: names that are titles of its fields become these fields, others field-1 ….
std::optional<ImportedPage> pageFromAiread(const std::string& text, const std::string& file, const forms::Form* form,
                                           const AireadOptions& options, forms::Findings& findings);

// Sections 0 and 2 at 300 dpi. C155 (a warning) for each element that AIRead reads by a section we do not know.
std::string aireadOf(const forms::Form& form, const forms::Layout& layout, const forms::LayoutPage& page,
                     forms::Findings& findings);

}  // namespace toitsu::cli
