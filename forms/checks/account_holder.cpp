#include "forms/checks/account_holder.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::forms {
namespace {

constexpr int kLongest = 30;
constexpr char32_t kWo = U'ｦ', kLong = U'ｰ';

char32_t large(char32_t c) {
    constexpr std::u32string_view small = U"ｧｨｩｪｫｬｭｮｯ", full = U"ｱｲｳｴｵﾔﾕﾖﾂ";
    const auto at = small.find(c);
    return at == std::u32string_view::npos ? c : full[at];
}

// ㇰ … ㇿ, ヵ, ヶ and ヮ have no half-width form of their own.
char32_t plainKana(char32_t c) {
    constexpr std::u32string_view small = U"ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿヵヶヮヰヱ";
    constexpr std::u32string_view full = U"クシストヌハヒフヘホムラリルレロカケワイエ";
    static_assert(small.size() == full.size());
    const auto at = small.find(c);
    return at == std::u32string_view::npos ? c : full[at];
}

bool isLongMark(char32_t c) {
    constexpr std::u32string_view marks = U"ー‐‑‒–—―─━－−";
    return marks.find(c) != std::u32string_view::npos;
}

bool isHalfKana(char32_t c) {
    return c >= U'ｦ' && c <= U'ﾟ';
}

bool allowed(char32_t c) {
    constexpr std::u32string_view marks = U" ()-./¥｢｣,";
    return (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') || isHalfKana(c) ||
           marks.find(c) != std::u32string_view::npos;
}

std::u32string halfWidth(std::string_view text) {
    std::u32string kana = text::decode(text::katakana(text::fullWidthKana(text::halfWidthAscii(text))));
    std::transform(kana.begin(), kana.end(), kana.begin(), plainKana);
    std::u32string half;
    for (char32_t c : text::decode(text::halfWidthKana(text::encode(kana)))) {
        if (c >= U'a' && c <= U'z') c -= 0x20;
        if (c == U'\\' || c == U'￥') c = U'¥';
        if (isLongMark(c)) c = !half.empty() && isHalfKana(half.back()) ? kLong : U'-';
        half += large(c);
    }
    return half;
}

std::string profiled(std::u32string half, HolderProfile profile) {
    if (profile == HolderProfile::replace) {
        std::replace(half.begin(), half.end(), kWo, U'ｵ');
        std::replace(half.begin(), half.end(), kLong, U'-');
    }
    return text::encode(half);
}

}  // namespace

Checked checkAccountHolder(std::string_view text, HolderProfile profile, int most) {
    const std::u32string half = halfWidth(text::trim(text::nfc(text)));
    if (half.empty()) return checkedOk("");
    if (!std::all_of(half.begin(), half.end(), allowed)) {
        return checkedError(
            "F230", {"口座名義に使えない文字があります。カナ・英数字・空白と ( ) - . / ¥ ｢ ｣ , だけで書いてください。",
                     "an account holder is written in kana, letters, digits, spaces and ( ) - . / ¥ ｢ ｣ , only."});
    }
    const int longest = most > 0 ? most : kLongest;
    if (static_cast<int>(half.size()) > longest) {
        const std::string count = std::to_string(longest);
        return checkedError(
            "F231", {"口座名義は半角 " + count + " 文字までです(濁点も1文字)。通帳の名義のとおりに略してください。",
                     "an account holder has at most " + count +
                         " half-width characters, a voicing mark counted as one. Shorten it as the "
                         "passbook does."});
    }
    const bool disputed = half.find(kWo) != std::u32string::npos || half.find(kLong) != std::u32string::npos;
    if (disputed && profile == HolderProfile::undecided) {
        Checked refused = checkedError(
            "F232",
            {"「ヲ」と長音「ー」は金融機関によって扱いが違います。様式の holder=\"keep\" か \"replace\" "
             "で決めてください。",
             "banks differ on ヲ and the long mark ー. Decide it in the form: holder=\"keep\" or \"replace\"."});
        refused.candidates = {profiled(half, HolderProfile::keep), profiled(half, HolderProfile::replace)};
        return refused;
    }
    return checkedOk(profiled(half, profile));
}

}  // namespace toitsu::forms
