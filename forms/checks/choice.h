#pragma once

// A choice by its option's code or title; several are joined by '|'. Width does not matter.

#include <string_view>

#include "forms/checks/checked.h"
#include "forms/form.h"

namespace toitsu::forms {

// Normalised is the code; of `choices` the codes in the form's order, joined by '|'. F209: no option of the form;
// options whose title begins with the text are candidates.
Checked checkChoice(const Field& field, std::string_view text);

// "true" or "false": はい, 有, あり, 1, ✓, ○, ☑ … F210.
Checked checkFlag(std::string_view text);

}  // namespace toitsu::forms
