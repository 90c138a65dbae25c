#pragma once

// Inside the drafting only: every question of a blank weighed against everything a form can ask.

#include <vector>

#include "forms/draft/asks.h"
#include "forms/draft/question.h"

namespace toitsu::forms {

struct FitTable {
    // What is given together: a column of rows to a group's field, a question to any other.
    struct Unit {
        std::vector<std::size_t> questions;
        bool rows;  // to a group's field
    };
    std::vector<Ask> asks;
    std::vector<Unit> units;
    std::vector<std::vector<double>> fits;  // [question][ask], 0…1
};

// Labels that are none (から between two dates) are set right in the questions.
FitTable fitTable(const Form& form, std::vector<Question>& questions);

}  // namespace toitsu::forms
