#include "forms/checks/yucho.h"

#include <array>

#include "forms/checks/identifier.h"

namespace toitsu::forms {
namespace {

std::string filled(const std::string& digits, std::size_t width) {
    return digits.size() >= width ? digits : std::string(width - digits.size(), '0') + digits;
}

void nameBranch(TransferAccount& account) {
    constexpr std::array<std::string_view, 10> kanji{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    constexpr std::array<std::string_view, 10> kana{"ｾﾞﾛ", "ｲﾁ", "ﾆ", "ｻﾝ", "ﾖﾝ", "ｺﾞ", "ﾛｸ", "ﾅﾅ", "ﾊﾁ", "ｷｭｳ"};
    for (const char c : account.branch) {
        account.branchName += kanji[static_cast<std::size_t>(c - '0')];
        account.branchKana += kana[static_cast<std::size_t>(c - '0')];
    }
}

}  // namespace

TransferChecked transferAccount(std::string_view symbol, std::string_view number) {
    const Checked first = checkIdentifier(FieldType::yuchoSymbol, symbol, 5);
    if (!first.good()) return {first};
    const Checked second = checkIdentifier(FieldType::yuchoNumber, number, 8, true);
    if (!second.good()) return {second};
    const std::string& k = first.normalised;
    const bool savings = k[0] == '1';
    std::string digits = filled(second.normalised, savings ? 8 : 7);
    if (savings ? digits.back() != '1' : digits.size() > 7) {
        return {checkedError(
            "F229", {"記号と番号が合いません。1で始まる記号の番号は1で終わり、0で始まる記号の番号は7桁までです。通帳と"
                     "見比べてください。",
                     "symbol and number do not fit: with a symbol 1… the number ends with 1, with 0… it has "
                     "at most seven digits. Compare with the passbook."})};
    }
    if (savings) digits.pop_back();
    TransferAccount account{"9900", k.substr(1, 2) + (savings ? "8" : "9"), {}, {}, savings ? "1" : "2", digits};
    nameBranch(account);
    return {checkedOk(account.bank + "-" + account.branch + "-" + account.kind + "-" + account.number), account};
}

}  // namespace toitsu::forms
