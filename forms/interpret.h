#pragma once

// Interpretation: what the texts of one field's parts mean, and why a person should look when they do not fit.

#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "forms/form.h"

namespace toitsu::forms {

struct PartText {
    std::string part{};  // as in the layout
    std::string text{};  // of all cells; a space is an empty cell
    bool fixed = false;  // printed on the paper
    bool cells = false;  // one character per cell: a gap inside is an empty cell
};

struct Interpretation {
    Value value{};       // null when nothing is there or nothing can be made of it
    std::string raw{};   // as it stands on the paper: 昭和61年4月30日
    bool empty = false;  // nothing was written
    bool doubt = false;
    Wording why{};
};

// Never repairs: a number with a wrong check digit keeps its digits, a date that does not exist has no value.
Interpretation interpret(const Field& field, const std::vector<PartText>& parts);
Interpretation interpretDate(const Field& field, const std::vector<PartText>& parts);

Interpretation doubtful(Value value, std::string raw, Wording why);

}  // namespace toitsu::forms
