#pragma once

// Inside the drafting only: one area's options that belong to several fields.

#include <vector>

#include "forms/draft/question.h"
#include "forms/form.h"

namespace toitsu::forms {

// Options that another field fits much better than the one of the others become questions of their own.
void splitChoices(const Form& form, std::vector<Question>& questions);

}  // namespace toitsu::forms
