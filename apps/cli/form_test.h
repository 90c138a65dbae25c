#pragma once

// toitsu form test: reads a form's samples and compares with their truth and with what the author accepted before.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FormTestOptions {
    std::vector<std::string> paths;  // form.xml, a layout, a form's folder, a library; none: the library that ships
    std::string library;             // to read with; "": the one that the form stands in
    std::string weights, lineModel;
    std::string format = "text";  // text, json
    bool update = false;          // write golden.json
    int jobs = 0;
};

// Ends with "differs" when a field or a residual is worse than in golden.json, or an accepted value of a sample that
// golden.json does not know is wrong. C142 a form without samples.
void formTest(const FormTestOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
