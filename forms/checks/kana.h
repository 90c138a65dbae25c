#pragma once

// フリガナ: full-width katakana. Hiragana and half-width kana become katakana, split voicing marks are joined (ｳﾞ, ウ゛
// → ヴ), and whatever looks like a dash behind a kana is the long mark ー. Small letters stay small.

#include <string>
#include <string_view>

#include "forms/checks/checked.h"

namespace toitsu::forms {

// F202: kanji. F201: too long. F221, a warning: a sign that no name has.
Checked checkKana(std::string_view text, int most = 0);

// What two readings of one name are compared by, in the order of デジタル庁's 氏名突合 (kanjikana-model): katakana,
// full width, marks joined, small letters large, ヲヰヱ → オイエ, dashes → ー, 成年後見人 and 成年被後見人 dropped; and
// spaces.
std::string kanaKey(std::string_view text);

}  // namespace toitsu::forms
