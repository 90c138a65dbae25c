#pragma once

// Plain binding: hands a form over as it is, a column a field, by files in a watched folder (docs/bindings.md). What a
// municipality begins with before somebody has written down what its own system wants.

#include <string>
#include <vector>

#include "forms/library.h"

namespace toitsu::authoring {

struct PlainBinding {
    std::string id;    // "benefit-claim-202185"
    std::string path;  // in the library: "bindings/202185/benefit-claim.register.xml"
    std::string xml;
};

// With the fields that the municipality's layouts add to the form. A flag is 1 or 0; of several choices each has a
// column of its own, 1 or 0. Pictures are left out.
PlainBinding plainBinding(const forms::Library& library, const forms::Form& form, const std::string& municipality);

}  // namespace toitsu::authoring
