#pragma once

// toitsu quality: how good reading is, from what people confirmed and from scans whose truth is known.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct QualityCommandOptions {
    std::string library;
    std::string weights, lineModel;
    std::string data;
    std::string format = "text";  // text, json, csv
    double target = 99.5;         // per cent
    int jobs = 0;
    std::vector<std::string> folders;  // scans with a truth file beside each
};

void quality(const QualityCommandOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
