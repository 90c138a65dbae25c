#pragma once

// Adoption: what one municipality has to change on its paper so that it asks what the common form asks, and what that
// costs. Where a field stands costs nothing: the common paper brings its own places.

#include <string>
#include <vector>

#include "forms/unification/comparison.h"
#include "forms/unification/proposal.h"

namespace toitsu::forms::unification {

struct Step {
    Action action = Action::addField;
    std::string item;    // row of the coverage; a group's id for its rows; "" for the paper
    std::string detail;  // an option's code
    Wording text;        // one sentence
    int points = 0;
};

struct Adoption {
    std::string paper;              // layout id
    std::vector<Step> steps;        // cheapest first
    int points = 0;                 // of all steps
    int unchanged = 0;              // fields that stay as they are
    std::vector<std::string> kept;  // local fields that stay the municipality's own, by id
};

// One for each paper, the municipality with least to change first.
std::vector<Adoption> adoptions(const std::vector<Paper>& papers, const Coverage& coverage, const Proposal& proposal,
                                const Decisions& decisions);

}  // namespace toitsu::forms::unification
