#pragma once

// A telephone number in the groups that it is written in, joined by hyphens. Groups are not made up where the paper has
// none; where the numbering plan leaves no doubt (090, 050, 0120 …) the grouped number is a candidate.
// Source of the lengths: 総務省「電気通信番号制度」, 電気通信番号の種別 (www.soumu.go.jp/joho_tsusin/top/tel_number,
// the 電気通信番号計画 in short) – 0ABCDEFGHJ, ten digits with the leading 0, for lines; 0120, 0170, 0180, 0570 and
// 0990 ten as well, 0800 eleven; 020, 050, 060, 070, 080 and 090 eleven. That the area code and the exchange are six
// digits together, the 0 counted, follows from the four of the subscriber.

#include <string_view>

#include "forms/checks/checked.h"

namespace toitsu::forms {

// F205: not a number of 6–15 digits. F225, a warning: a number that nobody in Japan has – no area code, one digit too
// many, groups of wrong lengths. +81 becomes 0; other countries keep their +.
Checked checkPhone(std::string_view text);

}  // namespace toitsu::forms
