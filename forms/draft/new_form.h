#pragma once

// A form for a blank that has none yet: a field for every question, its id and type from its label and its shape.

#include <string>
#include <vector>

#include "forms/draft/question.h"
#include "forms/form.h"

namespace toitsu::forms {

// Sets the questions' fields, the options' codes and confidences; leaves out what the office fills in. Ids are unique.
// What repeats as the rows of a table is a group, and a place missing in one row is added.
Form draftForm(const std::string& id, const std::string& title, std::vector<Question>& questions);

// The same for what a drafted form lacks: a field for every question without one, an option for every printed word
// without a code. So the blanks of several offices share one form.
void extendForm(Form& form, std::vector<Question>& questions);

}  // namespace toitsu::forms
