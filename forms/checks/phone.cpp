#include "forms/checks/phone.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace toitsu::forms {
namespace {

bool isGap(char32_t c) {
    constexpr std::u32string_view gaps = U"-()（） ー−‐‑–—―－.・/";
    return gaps.find(c) != std::u32string_view::npos;
}

std::string digitsOf(const std::string& phone) {
    std::string digits;
    std::copy_if(phone.begin(), phone.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

bool beginsWith(const std::string& digits, std::initializer_list<std::string_view> prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return digits.rfind(prefix, 0) == 0; });
}

// The groups of a number whose kind its beginning tells; empty for lines, whose area codes have one to four digits.
std::vector<std::size_t> groupsOf(const std::string& digits) {
    if (beginsWith(digits, {"0800"})) return {4, 3, 4};
    if (beginsWith(digits, {"050", "060", "070", "080", "090", "020"})) return {3, 4, 4};
    if (beginsWith(digits, {"0120", "0170", "0180", "0570", "0990"})) return {4, 3, 3};
    return {};
}

bool dialled(const std::string& phone) {
    const std::string digits = digitsOf(phone);
    const auto groups = text::split(phone, '-');
    if (const auto kind = groupsOf(digits); !kind.empty()) return digits.size() == kind[0] + kind[1] + kind[2];
    if (digits.size() != 10 || digits[0] != '0' || digits[1] == '0') return false;
    if (groups.size() == 1) return true;
    return groups.size() == 3 && groups[0].size() >= 2 && groups[0].size() <= 5 &&
           groups[0].size() + groups[1].size() == 6 && groups[2].size() == 4;
}

std::string grouped(const std::string& digits) {
    const auto kind = groupsOf(digits);
    if (kind.empty() || digits.size() != kind[0] + kind[1] + kind[2]) return {};
    return digits.substr(0, kind[0]) + "-" + digits.substr(kind[0], kind[1]) + "-" + digits.substr(kind[0] + kind[1]);
}

}  // namespace

Checked checkPhone(std::string_view text) {
    std::string phone;
    bool good = true, abroad = false;
    for (const char32_t c : text::decode(text::trim(text::halfWidthAscii(text)))) {
        if (c >= U'0' && c <= U'9') {
            phone += static_cast<char>(c);
        } else if (c == U'+' && phone.empty() && !abroad) {
            abroad = true;
        } else if (isGap(c)) {
            if (!phone.empty() && phone.back() != '-') phone += '-';
        } else {
            good = false;
        }
    }
    while (!phone.empty() && phone.back() == '-') phone.pop_back();
    if (abroad && phone.rfind("81", 0) == 0) {
        abroad = false;
        phone.erase(0, phone.size() > 2 && phone[2] == '-' ? 3 : 2);
        if (phone.empty() || phone[0] != '0') phone.insert(0, "0");
    }
    const std::string digits = digitsOf(phone);
    if (!good || digits.size() < 6 || digits.size() > 15) {
        return checkedError("F205", {"電話番号は6〜15桁の数字とハイフンです。026-232-0111 の形で入力してください。",
                                     "a phone number has 6 to 15 digits and hyphens. Enter it as 026-232-0111."});
    }
    if (abroad) return checkedOk("+" + phone);
    Checked known = checkedOk(phone);
    if (!dialled(phone)) {
        known = checkedWarning(phone, "F225",
                               {"市外局番がないか、桁の数が電話番号と合いません。書類と見比べてください。",
                                "the area code is missing, or no number in Japan has so many digits. Compare with the "
                                "paper."});
    } else if (const std::string better = grouped(digits); !better.empty() && better != phone) {
        known.candidates = {better};
    }
    return known;
}

}  // namespace toitsu::forms
