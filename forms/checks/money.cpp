#include "forms/checks/money.h"

#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"

namespace toitsu::forms {
namespace {

constexpr std::size_t kMostDigits = 18;

Checked noAmount() {
    return checkedError("F206", {"金額は円単位の整数です。1234567 か 1,234,567 の形で入力してください。",
                                 "an amount is a whole number of yen. Enter it as 1234567 or 1,234,567."});
}

struct Read {
    std::string digits;
    bool negative = false, good = true;
    char32_t unit = 0;  // 千 or 万
};

Read read(std::string_view text) {
    Read out;
    for (const char32_t c : text::decode(text::halfWidthAscii(text))) {
        constexpr std::u32string_view beside = U",、，¥\\￥円 也";
        if (c >= U'0' && c <= U'9' && out.unit == 0) {
            out.digits += static_cast<char>(c);
        } else if ((c == U'-' || c == U'−' || c == U'△' || c == U'▲') && out.digits.empty() && !out.negative) {
            out.negative = true;
        } else if ((c == U'千' || c == U'万') && out.unit == 0 && !out.digits.empty()) {
            out.unit = c;
        } else if (beside.find(c) == std::u32string_view::npos) {
            out.good = false;
        }
    }
    return out;
}

}  // namespace

Checked checkMoney(std::string_view text, int most) {
    Read amount = read(text);
    if (amount.unit != 0 && amount.good) amount.digits += amount.unit == U'千' ? "000" : "0000";
    if (!amount.good || amount.digits.empty() || amount.digits.size() > kMostDigits) return noAmount();
    const std::size_t zeros = std::min(amount.digits.find_first_not_of('0'), amount.digits.size() - 1);
    const std::string significant = amount.digits.substr(zeros);
    if (most > 0 && significant != "0" && significant.size() > static_cast<std::size_t>(most)) {
        const std::string count = std::to_string(most);
        return checkedError("F206", {"金額は " + count + " 桁までです。桁を確かめてください。",
                                     "the amount has at most " + count + " digits. Check it."});
    }
    const std::string number = (amount.negative && significant != "0" ? "-" : "") + significant;
    if (amount.negative) {
        return checkedWarning(number, "F226",
                              {"金額が負です。書類のとおりか確かめてください。",
                               "the amount is negative. Check that the paper says so."});
    }
    if (amount.unit != 0) {
        return checkedWarning(number, "F227",
                              {"千円・万円の単位を円に直しました。確かめてください。",
                               "thousands or tens of thousands were turned into yen. Check it."});
    }
    return checkedOk(number);
}

}  // namespace toitsu::forms
