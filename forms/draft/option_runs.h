#pragma once

// Option runs: printed words side by side of which one is circled, told from labels by how they stand – short, none
// with room to write behind it.

#include <string>
#include <vector>

#include "forms/draft/regions.h"

namespace toitsu::forms {

// Indices in the page's texts, left to right; two or more each, from the top. What names a place to write in (氏名), a
// unit, an era or a sentence is in none. `optionWords`: as findQuestions.
std::vector<std::vector<std::size_t>> optionRuns(const SeenPage& page, const Region& region,
                                                 const std::vector<std::string>& optionWords);

// ア, 2: what stands before an option's words.
bool isOptionNumber(const std::string& text);

// Whether the words are an option of the form's, with or without a number before them; 変更: 住所 is printed as 住所
// under 変更.
bool isOptionWord(const std::string& words, const std::vector<std::string>& optionWords);

// 円, 通, 年: what stands behind a place.
bool isUnit(const std::string& text);

// Asks for writing: 氏名, 住所, 電話.
bool asksForWriting(const std::string& label);
// Ends with what asks for writing: 世帯番号.
bool asksLast(const std::string& label);

}  // namespace toitsu::forms
