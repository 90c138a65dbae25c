#pragma once

// The path that a node reads, seen through the names that the expression itself brings.

#include <string>
#include <vector>

#include "rules/node.h"

namespace toitsu::rules {

// A name that the expression itself brings, and the path whose elements it stands for ("" when it is no plain path).
struct Bound {
    std::string name;
    std::string elementOf;
};

const Bound* findBound(const std::vector<Bound>& bound, const std::string& name);

// "child" for `child` and `child[…]`, "household.child.name" for `h.child.name` where h runs over household.
std::string plainPath(const Node& node, const std::vector<Bound>& bound);

}  // namespace toitsu::rules
