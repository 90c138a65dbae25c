#pragma once

// Doubts of a record's fields: from reading, from the form's policy, and from broken rules.

#include "forms/record.h"

namespace toitsu::forms {

void addDoubt(FieldValue& field, const Wording& why);  // to its own doubts

// Evaluates every rule, writes Record::broken, and sets each field's doubt from its own and that of broken rules.
void judge(const Form& form, Record& record);

}  // namespace toitsu::forms
