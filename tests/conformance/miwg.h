#pragma once

// The BPMN MIWG round trip: each reference model is imported, written by us, and read again by a plain XML reader; six
// measures say what came through (percent of what the original has). The suite itself is runMiwg in suite.h.

#include <string_view>

#include "base/result.h"

namespace toitsu::conformance {

struct RoundTrip {
    double ids = 0;         // elements with the same id and tag
    double semantics = 0;   // (tag, name) pairs
    double attributes = 0;  // BPMN's own attributes of an element
    double references = 0;  // reference attributes and elements (incoming, …Ref)
    double diagram = 0;     // bounds and waypoints, within one unit
    double extensions = 0;  // elements and attributes of other namespaces

    double least() const;
};

// Both are XML texts. An error when one of them is no XML.
Result<RoundTrip> compare(std::string_view original, std::string_view written);

}  // namespace toitsu::conformance
