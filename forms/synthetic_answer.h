#pragma once

// One answer of a synthetic person, by the field's type alone: right check digits, dates near a day, printed options.

#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/random.h"
#include "forms/form.h"
#include "forms/synthetic_person.h"

namespace toitsu::forms {

// Who answers, and what the paper allows.
struct Answerer {
    Person person;
    Address address;
    Date today;
    std::vector<std::string> options;  // codes to choose from
};

// Canonical text; "" for a picture, and for a choice without options. The same seed gives the same answers: samples of
// the library are drawn with it.
std::string drawAnswer(const Field& field, const Answerer& who, Random& random);

// How many rows of each repeating group people fill: mostly one or two, seldom all, sometimes none.
std::map<std::string, int> drawFilledRows(const Form& form, Random& random);

}  // namespace toitsu::forms
