#pragma once

// A telephone number in the groups that it is written in, joined by hyphens. Groups are not made up where the paper has
// none; where the numbering plan leaves no doubt (090, 050, 0120 …) the grouped number is a candidate.
// Source of the lengths: 電気通信番号計画 (令和元年総務省告示第6号) – with the leading 0 ten digits for lines (area
// code and exchange six together, the number four) and free calls 0120, 0570; eleven for mobiles, 050 and 0800.

#include <string_view>

#include "forms/checks/checked.h"

namespace toitsu::forms {

// F205: not a number of 6–15 digits. F225, a warning: a number that nobody in Japan has – no area code, one digit too
// many, groups of wrong lengths. +81 becomes 0; other countries keep their +.
Checked checkPhone(std::string_view text);

}  // namespace toitsu::forms
