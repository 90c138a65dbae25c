#pragma once

// What `toitsu form test` prints: a row for each sample, a row for each field that is not always right, what changed.

#include <string>
#include <vector>

#include "apps/authoring/sample_outcome.h"
#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FormTested {
    std::string form;
    std::vector<authoring::SampleOutcome> outcomes;
    bool golden = false;  // there was a golden.json
    authoring::Comparison comparison;
    std::string written;  // golden.json, when it was written
    int unread = 0;       // samples that could not be read at all: nothing is accepted then
};

void reportFormTests(const std::vector<FormTested>& tested, const std::string& format, Terminal& terminal);

}  // namespace toitsu::cli
