#pragma once

// What a printed label says, compared with what a form calls its fields. Labels are short, and every town words them a
// little differently: フリガナ and ふりがな, 電話 and 連絡先, 申請者 and 窓口に来た方. Words that mean the same count
// as one.

#include <string>
#include <string_view>
#include <vector>

namespace toitsu::forms {

// Letters of one width and one kana, without spaces, signs and the particles that labels drop; words of one meaning are
// one private letter.
std::u32string labelWords(std::string_view text);

// How much of `title` (of a field or an option) the texts around a place say, and how much of the label is said by it;
// 0…1. `context`: headings further off; they can only explain what the label leaves open.
double titleFit(std::string_view title, std::string_view label, const std::vector<std::string>& context = {});

// How much of the label the title says, 0…1; 1 for a label without words.
double labelSaid(std::string_view title, std::string_view label);

// Two short printed texts, e.g. an option: 0…1.
double alike(std::string_view a, std::string_view b);

// A word for an identifier: 氏名 → name; "" when the label has none that is known. `last`: the meaning that comes last
// in the label decides; else the first.
std::string identifierOf(std::string_view label, bool last);

// Words that stand only where the office writes: 受付, 決裁, 職員記入欄.
bool isForOffice(std::string_view label);

}  // namespace toitsu::forms
