#pragma once

// 記号番号 of ゆうちょ銀行 → the account that other banks transfer to
// (ゆうちょ銀行「記号番号から振込用の店名・預金種目・口座番号への変換」).

#include <string>
#include <string_view>

#include "forms/checks/checked.h"

namespace toitsu::forms {

struct TransferAccount {
    std::string bank;        // 9900
    std::string branch;      // 店番, 3 digits
    std::string branchName;  // 〇五八
    std::string branchKana;  // ｾﾞﾛｺﾞﾊﾁ; a transfer writes its small letters large (checkAccountHolder)
    std::string kind;        // 預金種目: "1" 普通, "2" 当座
    std::string number;      // 口座番号, 7 digits
};

struct TransferChecked {
    Checked checked;  // normalised: 9900-058-1-1234567
    TransferAccount account{};
};

// 記号 1xxxx (総合口座): 店番 is its second and third digit and 8, 普通, the number without its last digit, which must
// be 1. 記号 0xxxx (振替口座): 店番 ends with 9, 当座, the number filled to seven digits. F207, F228 as for each alone;
// F229: the number of a 総合口座 does not end with 1, or that of a 振替口座 has more than seven digits.
TransferChecked transferAccount(std::string_view symbol, std::string_view number);

}  // namespace toitsu::forms
