#pragma once

// The clerk of the demonstration: answers every doubtful field with what the truth file beside the sample says, as a
// person with the paper in hand would, and nothing else.

#include <memory>
#include <vector>

#include "apps/authoring/samples.h"
#include "apps/station/intake.h"

namespace toitsu::cli {

struct ClerkWork {
    int tasks = 0;
    int fields = 0;  // doubtful fields answered
};

// All open tasks of samples, once. A task of a page without truth is left to wait.
Result<ClerkWork> answerFromTruth(const std::vector<authoring::Sample>& samples, const station::DataFolder& data,
                                  const forms::Library& library, std::shared_ptr<const station::Decisions> decisions,
                                  const std::string& person);

}  // namespace toitsu::cli
