#pragma once

// A picture as SVG that stands alone: fonts by family name, colours inside, no script, no outside reference.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "workflows/drawing/picture.h"

namespace toitsu::workflows::drawing {

// The way of a case through the picture.
struct Trail {
    std::map<std::string, int> entered;  // elements, and how many times
    std::map<std::string, int> waiting;  // elements where tokens wait now, and how many
    std::set<std::string> taken;         // sequence flows
    std::set<std::string> troubled;      // elements with an incident

    bool empty() const { return entered.empty() && waiting.empty(); }
};

std::string svg(const Picture& picture, const Trail& trail = {});

}  // namespace toitsu::workflows::drawing
