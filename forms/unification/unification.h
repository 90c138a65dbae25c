#pragma once

// Unification: everything that is said about N papers of one job – who asks what and how, in what they clash, one form
// and one paper for all, and what each municipality has to change. Plain values in, plain values out; the same whatever
// order the papers come in.
//
// A name of its own: forms::unify turns readings into a record; this makes papers into one form.

#include <map>
#include <string>
#include <vector>

#include "forms/unification/adoption.h"
#include "forms/unification/comparison.h"
#include "forms/unification/coverage.h"
#include "forms/unification/decisions.h"
#include "forms/unification/likeness.h"
#include "forms/unification/paper.h"
#include "forms/unification/proposal.h"

namespace toitsu::forms::unification {

struct Unification {
    std::vector<Paper> papers;  // by municipality
    Coverage coverage;
    std::vector<Finding> findings;
    std::vector<Likely> likely;
    Proposal proposal;
    std::vector<Adoption> adoptions;
    std::vector<Question> questions;  // not yet in the decisions
    std::vector<Answer> outdated;     // decisions about what is no longer there
    std::map<std::string, std::string> sectionTitles;
    Form form;                              // the proposed one
    std::vector<std::string> droppedRules;  // rules of the old form that read a dropped field
    Layout layout;                          // the common paper
};

Unification unification(const Form& form, std::vector<Paper> papers, const Decisions& decisions);

// The form as proposed: the next version, with the fields that came and went.
Form proposedForm(const Form& form, const Coverage& coverage, const Proposal& proposal,
                  std::vector<std::string>& droppedRules);

}  // namespace toitsu::forms::unification
