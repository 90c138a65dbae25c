#pragma once

// What other programs make of the command line: the manual page, and completion in a shell. Both are written from the
// commands themselves, so that they never say anything else than --help does.

#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"

namespace toitsu::cli {

std::string manualPage(const CLI::App& app, const std::string& version, Language language);  // man(7)
std::string bashCompletion(const CLI::App& app);  // to be read by bash, or put among its completions

}  // namespace toitsu::cli
