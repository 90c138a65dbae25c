#pragma once

// Findings as an author's tools want them: lines for a person, JSON for a script, SARIF 2.1.0 for an editor or a
// review.

#include <string>

#include "apps/cli/terminal.h"
#include "forms/form.h"

namespace toitsu::cli {

// Format: "text" (errors and warnings to standard error), "json", "sarif" (both to standard output). Errors decide the
// exit code in every format; texts are in the terminal's language.
void reportFindings(const forms::Findings& findings, const std::string& format, Terminal& terminal);

// The line below a lint's findings: how many files were looked at, how many mistakes and warnings.
void sumUp(int files, const forms::Findings& findings, Terminal& terminal);

// What a code is about, in one line; "" for a code that nobody described. English is docs/errors.md's own wording.
Wording findingTitle(const std::string& code);

}  // namespace toitsu::cli
