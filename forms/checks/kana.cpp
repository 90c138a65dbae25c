#include "forms/checks/kana.h"

#include <algorithm>

#include "base/text.h"
#include "forms/checks/text.h"

namespace toitsu::forms {
namespace {

constexpr std::u32string_view kDashes = U"－-−‐‑‒–—─━―ｰ";

bool isKana(char32_t c) {
    return (c >= U'ァ' && c <= U'ヺ') || (c >= U'ー' && c <= U'ヿ') || (c >= U'ㇰ' && c <= U'ㇿ');
}

// 1 and 2 of the order: katakana, then full width with the marks joined. ゛ and ゜ of full width count as ﾞ and ﾟ.
std::u32string joined(std::string_view text) {
    std::u32string marks = text::decode(text::katakana(text));
    for (char32_t& c : marks) {
        if (c == U'゛' || c == 0x3099) c = U'ﾞ';
        if (c == U'゜' || c == 0x309A) c = U'ﾟ';
    }
    // A full-width kana with a half-width mark behind it is joined as well.
    return text::decode(text::fullWidthKana(text::encode(marks)));
}

bool usual(char32_t c) {
    constexpr std::u32string_view beside = U" 　・，．,.&＆()（）-－'’";
    const bool latin = (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') ||
                       (c >= U'０' && c <= U'９') || (c >= U'Ａ' && c <= U'Ｚ') || (c >= U'ａ' && c <= U'ｚ');
    return isKana(c) || latin || beside.find(c) != std::u32string_view::npos;
}

void drop(std::u32string& text, std::u32string_view word) {
    for (auto at = text.find(word); at != std::u32string::npos; at = text.find(word)) text.erase(at, word.size());
}

}  // namespace

Checked checkKana(std::string_view text, int most) {
    std::u32string kana = joined(composed(text));
    for (std::size_t n = 1; n < kana.size(); ++n)
        if (kDashes.find(kana[n]) != std::u32string_view::npos && isKana(kana[n - 1])) kana[n] = U'ー';
    std::string normalised = text::trim(text::encode(kana));
    if (text::containsKanji(normalised)) {
        return checkedError(
            "F202", {"漢字は使えません。カタカナで入力してください。", "kanji are not possible. Enter katakana."});
    }
    if (most > 0 && static_cast<int>(kana.size()) > most) return tooLong(most);
    if (std::all_of(kana.begin(), kana.end(), usual)) return checkedOk(std::move(normalised));
    return checkedWarning(std::move(normalised), "F221",
                          {"フリガナに使わない文字があります。書類と見比べてください。",
                           "there is a character that no kana name has. Compare with the paper."});
}

std::string kanaKey(std::string_view text) {
    constexpr std::u32string_view small = U"ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿヲヰヱ";
    constexpr std::u32string_view large = U"アイウエオツヤユヨワカケクシストヌハヒフヘホムラリルレロオイエ";
    static_assert(small.size() == large.size());
    std::u32string key = joined(composed(text));
    for (char32_t& c : key) {
        if (const auto at = small.find(c); at != std::u32string_view::npos) c = large[at];
        if (kDashes.find(c) != std::u32string_view::npos) c = U'ー';
    }
    for (const std::u32string_view word : {U"成年被後見人", U"成年後見人"}) drop(key, word);
    std::erase_if(key, [](char32_t c) { return c == U' ' || c == U'　'; });
    return text::encode(key);
}

}  // namespace toitsu::forms
