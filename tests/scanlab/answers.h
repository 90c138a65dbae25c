#pragma once

// Answers: what a synthetic person writes on one layout's paper, in canonical text as a truth file has it.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/form.h"
#include "forms/layout.h"
#include "forms/paper.h"
#include "tests/scanlab/random.h"

namespace toitsu::scanlab {

struct Answers {
    std::map<std::string, std::string> fields;  // every field that stands on the layout; "" = left empty
    std::vector<std::string> faults;            // what was made wrong on purpose, e.g. "difference"

    void set(const std::string& field, const std::string& text) { fields[field] = text; }
};

using forms::Paper;

Answers answerSalaryChange(const Paper& paper, Random& random, bool faulty);
Answers answerResidenceCopy(const Paper& paper, Random& random, bool faulty);
Answers answerAnyForm(const Paper& paper, Random& random);  // field by field, by type alone
bool knowsLibraryForm(const std::string& form);
Answers answerLibraryForm(const Paper& paper, Random& random, bool faulty);  // keeps the form's rules

// Answers for the form that the layout belongs to, cut to what the layout shows, each text brought to its canonical
// form. F2xx of parseField when an answer does not fit the form and is no deliberate fault.
Result<Answers> answer(const forms::Form& form, const forms::Layout& layout, Random& random, bool faulty);

}  // namespace toitsu::scanlab
