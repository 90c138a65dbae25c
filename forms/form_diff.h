#pragma once

// What differs between two versions of a form, in meaning: order, comments and foreign attributes do not count.
// Breaking is what makes an old record, a layout, a flow or a binding that was right for the old form wrong for the
// new.

#include <vector>

#include "forms/change.h"
#include "forms/form.h"

namespace toitsu::forms {

std::vector<Change> diffForms(const Form& before, const Form& after);

}  // namespace toitsu::forms
