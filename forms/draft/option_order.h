#pragma once

// Options whose words said nothing, by their order: between two that are known, as many as the form has there.

#include <vector>

#include "forms/draft/question.h"
#include "forms/form.h"

namespace toitsu::forms {

// Gives codes to options without one in questions that have their field, with little confidence; changes no other.
void orderOptions(const Form& form, std::vector<Question>& questions);

}  // namespace toitsu::forms
