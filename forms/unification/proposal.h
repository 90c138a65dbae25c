#pragma once

// Proposal: one form and one paper for all, as the papers and the decisions so far suggest. Every choice in it is a
// proposal that a decision can overrule.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "forms/unification/coverage.h"
#include "forms/unification/decisions.h"
#include "forms/unification/printed_sign.h"

namespace toitsu::forms::unification {

struct ProposedOption {
    std::string code;
    PrintedSign printed;
};

struct ProposedItem {
    std::size_t item = 0;  // row of the coverage
    bool onPaper = true;   // has a place on the common paper
    bool inForm = true;    // stays a field of the form
    bool asked = false;    // a person decided about it
    Shape shape;
    std::vector<ProposedOption> options;
};

struct Proposal {
    std::vector<ProposedItem> items;   // one for each row of the coverage
    std::map<std::string, int> rows;   // of each repeating group on the common paper
    double width = 210, height = 297;  // mm
};

Proposal propose(const Form& form, const std::vector<Paper>& papers, const Coverage& coverage,
                 const Decisions& decisions);

// Everything that a person could decide, with what is taken meanwhile; in the order of the form.
std::vector<Question> questionsOf(const std::vector<Paper>& papers, const Coverage& coverage, const Proposal& proposal);

// The parts of propose.
Shape proposedShape(const Item& item, const std::vector<Presence>& row, const Decisions& decisions);
std::vector<ProposedOption> proposedOptions(const Item& item, const std::vector<Presence>& row,
                                            const Decisions& decisions);

// How a field is filled in where no paper asks for it.
Shape usualShape(const Field& field);

}  // namespace toitsu::forms::unification
