#pragma once

// Proposing: which field of a form each question of a blank asks for.

#include "forms/draft/question.h"
#include "forms/form.h"

namespace toitsu::forms {

// Sets field, confidence and the options' codes; a question that fits nothing keeps an empty field. A field goes to one
// question, a choice's options may stand in several. Squares in one area that belong to two fields become two
// questions.
void proposeFields(const Form& form, std::vector<Question>& questions);

}  // namespace toitsu::forms
