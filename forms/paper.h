#pragma once

// Paper: what one layout can show of its form.

#include <string>
#include <vector>

#include "base/date.h"
#include "base/random.h"
#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::forms {

class Paper {
public:
    Paper(const Form& form, const Layout& layout) : form_(form), layout_(layout) {}

    const Form& form() const { return form_; }
    const Layout& layout() const { return layout_; }
    const std::string& municipality() const { return layout_.municipality; }
    bool shows(const std::string& field) const;
    // Codes of the options that are printed; all of the form's where the layout prints none.
    std::vector<std::string> options(const std::string& field) const;
    bool offers(const std::string& field, const std::string& option) const;
    Date day(Random& random) const;  // a day in the first year of the layout's validity

private:
    const Form& form_;
    const Layout& layout_;
};

}  // namespace toitsu::forms
