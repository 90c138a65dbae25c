#pragma once

// Comparison: in what the papers differ. Nothing here proposes anything; two papers that are the same give nothing.

#include <vector>

#include "forms/unification/coverage.h"
#include "forms/unification/finding.h"

namespace toitsu::forms::unification {

// Heaviest first; within a weight by kind and in the order of the form.
std::vector<Finding> compare(const Form& form, const std::vector<Paper>& papers, const Coverage& coverage);

// The parts of compare, each for one row of the coverage.
void compareOptions(const std::vector<Paper>& papers, const Coverage& coverage, std::size_t item,
                    std::vector<Finding>& findings);
void compareShapes(const std::vector<Paper>& papers, const Coverage& coverage, std::size_t item,
                   std::vector<Finding>& findings);

// 「長野市・松本市は休職、小諸市は死亡」: the papers that do the same together, in the order in which they first do it.
Wording groupedText(const std::vector<Paper>& papers, const std::vector<Witness>& witnesses);

}  // namespace toitsu::forms::unification
