#pragma once

// Likeness: whether a local field of one municipality is perhaps a field of the form, or another municipality's local
// field under another name.

#include <string>
#include <vector>

#include "forms/unification/coverage.h"

namespace toitsu::forms::unification {

struct Likely {
    std::string local;    // item of the coverage
    std::string as;       // item that it is perhaps the same as
    double likeness = 0;  // 0 to 1
};

// 0 to 1: titles by pairs of characters they share, then type and options. 1 for the same title and type.
double likeness(const Field& a, const Field& b);

// For each local field what is most like it, the likest first; nothing below `least`. Pairs of one municipality's own
// fields, and fields that already stand beside the local one on its paper, are left out: a paper does not ask twice.
std::vector<Likely> likelyIdentities(const Coverage& coverage, double least = 0.5);

}  // namespace toitsu::forms::unification
