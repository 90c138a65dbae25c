#pragma once

// toitsu form draft: a layout (and a form) from the picture of a blank.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct DraftOptions {
    std::string blank;         // PDF, PNG, JPEG, TIFF, WebP
    std::string form;          // form.xml; "" drafts one as well
    std::string municipality;  // six digits; "" leaves 000000 for the author to replace
    std::string id;            // of the layout; "" takes the blank's file name
    std::string out;           // layout file; "" is <id>.xml here
    std::string preview;       // PNG; "" for none
};
void formDraft(const DraftOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
