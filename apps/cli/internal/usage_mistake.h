#pragma once

// What is wrong with a command line, in the language of whoever typed it: CLI11 says it in English only.

#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"

namespace toitsu::cli {

// `app` as the failed parse has left it. Words that may be somebody's name are counted, never repeated.
Wording usageMistake(const CLI::App& app, const CLI::ParseError& problem);

// The same for the words alone of the messages that CLI11 2.2–2.4 writes; the other ones stay English.
Wording usageWording(const std::string& message);

}  // namespace toitsu::cli
