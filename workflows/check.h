#pragma once

// Structure: does the drawing mean what it seems to say? Dangling references, dead ends, unreachable elements.

#include <set>
#include <string>
#include <vector>

#include "workflows/definition.h"

namespace toitsu::workflows {

// Resolves references (incoming, outgoing, boundaries, byId) and appends what is wrong: W003–W014, W017. References to
// `refused` elements are not reported again.
void connect(Definition& definition, const std::set<std::string>& refused, const Place& process,
             std::vector<Error>& mistakes);

}  // namespace toitsu::workflows
