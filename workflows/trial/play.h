#pragma once

// Plays a flow test: every test on a stage of its own, so that none can depend on another.

#include <optional>
#include <string>
#include <vector>

#include "workflows/definition.h"
#include "workflows/trial/script.h"

namespace toitsu::workflows::trial {

struct Difference {
    Place place;  // of the step
    Wording expected;
    Wording got;
};

struct TestOutcome {
    std::string id;
    std::string title;
    Place place;
    std::optional<Difference> difference;  // the first; what comes after it would only follow from it
    std::vector<std::string> path;         // elements that were entered
};

struct ScriptOutcome {
    std::vector<TestOutcome> tests;
    std::vector<std::string> untouched;  // elements that no test came to
};

// W302 with what is wrong inside: a flow or overlay that cannot be used. R01x a decision that cannot be read.
Result<ScriptOutcome> play(const Script& script);

}  // namespace toitsu::workflows::trial
