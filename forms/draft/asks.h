#pragma once

// Inside the drafting only: what a place can be given to.

#include <string>
#include <vector>

#include "forms/form.h"

namespace toitsu::forms {

// A field, or one of a repeating group's fields in any of its rows.
struct Ask {
    Field field;  // a group's: with its title told whole
    const Group* group = nullptr;
    std::size_t places = 1;  // at most so many

    std::string prefix() const;  // how the ids of what belongs together begin
};

std::vector<Ask> asksOf(const Form& form);  // in its order; points into the form

bool isChoice(const Field& field);

}  // namespace toitsu::forms
