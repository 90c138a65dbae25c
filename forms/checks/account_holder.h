#pragma once

// 口座名義 as 全銀 transfers write it: half-width kana with ﾞ and ﾟ as characters of their own, large letters only,
// A–Z, 0–9, space and ( ) - . / ¥ ｢ ｣ ,; at most 30 characters (受取人名 of 総合振込).

#include <string_view>

#include "forms/checks/checked.h"
#include "forms/form.h"

namespace toitsu::forms {

// On ヲ and ー banks differ (some forbid them, some keep them): without a profile they are refused (F232) and both ways
// are candidates. F230: a character that no transfer can carry. F231: too long; `most` characters, 0 = 30.
Checked checkAccountHolder(std::string_view text, HolderProfile profile, int most = 0);

}  // namespace toitsu::forms
