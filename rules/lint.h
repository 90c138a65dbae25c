#pragma once

// Static checks of a decision model: everything that cannot be read, and what can be told without an input.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::rules {

struct DecisionFindings {
    std::vector<Error> errors;
    std::vector<Error> warnings;  // the model works, and probably not as it was meant
};

// R001…R022 what cannot be read. R030 a name hides another, R031 no such type, R032 an input that nobody uses, R033 a
// requirement that is not read, R034 a knowledge model that is never called, R035 rules that match at once, R036 inputs
// that no rule covers, R037 a rule that is never reached, R038 a rule that can never match, R039 what could not be
// checked, R040 an output that its column does not allow, R041 a name that nothing gives, R042 what types alone tell.
DecisionFindings lintDecisions(const std::string& path);
// The same of a text; what it imports cannot be followed.
DecisionFindings lintDecisionText(std::string_view xml, const std::string& file);

}  // namespace toitsu::rules
