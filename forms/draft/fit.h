#pragma once

// Inside the drafting only: how well a question of a blank fits a field of a form, by its kind and by its words.

#include <string>

#include "forms/draft/question.h"
#include "forms/form.h"

namespace toitsu::forms {

// 0…1: whether such places can hold such a field at all. 12 cells hold a 個人番号, hardly anything else.
double typeFit(const Question& question, const Field& field);

// 0…1, of everything that is printed around.
double labelFit(const Question& question, const Field& field);

// Printed option and option of the field, 0…1. Numbers and letters before the words do not count.
double optionFit(const std::string& printed, const Option& option);

// Chooses the field's option for each printed one, best pairs first; answers the mean fit (0…1), short lists weighed
// down when the field has many more options.
double matchOptions(std::vector<DraftOption>& options, const Field& field);

double fit(const Question& question, const Field& field);

}  // namespace toitsu::forms
