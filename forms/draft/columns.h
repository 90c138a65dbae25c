#pragma once

// Inside the drafting only: questions of one shape that follow each other at one distance, as the rows of a table have
// them. Only the first row carries the words, often; the others ask the same.

#include <vector>

#include "forms/draft/question.h"

namespace toitsu::forms {

// Indices of questions, each list in the order of the rows; a question is in one list at most.
std::vector<std::vector<std::size_t>> findColumns(const std::vector<Question>& questions);

// Words without what only counts rows: 第2希望 → 第希望, 3 → "".
std::string withoutRowNumber(const std::string& words);

// The numbers in them: 2 of 第2希望, 3 of ③, 1 and 2 of 1面の2の方.
std::vector<int> numbersIn(const std::string& words);

}  // namespace toitsu::forms
