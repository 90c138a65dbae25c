#pragma once

// Synthetic answers: what a person who does not exist writes on one layout's paper. Names go with their kana, postcodes
// with their addresses, numbers have their check digits, and the form's rules hold.

#include <map>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::forms {

struct SyntheticAnswers {
    std::map<std::string, std::string>
        fields;                      // every field that stands on the layout, canonical text; "" = left empty
    std::vector<std::string> unmet;  // ids of rules that no drawing satisfied
};

// Draws every field by its type and title, then redraws fields of broken rules until the rules hold: values of other
// fields, their sums and differences, other options, nothing at all. F2xx when a drawn value does not fit its field:
// then the form asks for something that cannot be written.
Result<SyntheticAnswers> drawAnswers(const Form& form, const Layout& layout, Random& random);

}  // namespace toitsu::forms
