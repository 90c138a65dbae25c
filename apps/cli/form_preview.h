#pragma once

// toitsu form preview: a layout as an author wants to see it, once as files or in a browser that follows every save.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FormPreviewOptions {
    std::string layout;  // layout file
    std::string out = ".";
    bool watch = false;
    int port = 0;  // of the watch; 0: any free one
    double dpi = 150;
};

// <layout>.html and <layout>-preview.png (with several pages -preview-1.png …). With `watch`: a page on the loopback
// that is drawn again whenever the layout, its form or anything beside it is saved; ends with Ctrl-C.
void formPreview(const FormPreviewOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
