#include <array>
#include <string_view>

#include "base/text.h"

namespace toitsu::text {

namespace {

// U+FF61 … U+FF9F in order, as full-width characters.
constexpr std::u32string_view fullForms =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリ"
    U"ルレロワン゛゜";
static_assert(fullForms.size() == 0xFF9F - 0xFF61 + 1);

struct Voiced {
    char32_t full;
    char32_t plain;
    char32_t mark;  // ゛ or ゜
};

constexpr auto voicedForms = [] {
    std::array<Voiced, 28> out{};
    constexpr std::u32string_view voiced = U"ガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヺパピプペポ";
    constexpr std::u32string_view plain = U"カキクケコサシスセソタチツテトハヒフヘホウワヲハヒフヘホ";
    static_assert(voiced.size() == out.size() && plain.size() == out.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = {voiced[i], plain[i], i < 23 ? U'゛' : U'゜'};
    return out;
}();

constexpr char32_t combiningVoice = 0x3099;
constexpr char32_t combiningHalfVoice = 0x309A;

bool isDigit(char32_t c) {
    return c >= '0' && c <= '9';
}

bool isDash(char32_t c) {
    constexpr std::u32string_view dashes = U"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u30FC\uFF70";
    return dashes.find(c) != std::u32string_view::npos;
}

char32_t fullForm(char32_t half) {
    return half >= 0xFF61 && half <= 0xFF9F ? fullForms[half - 0xFF61] : half;
}

char32_t halfForm(char32_t full) {
    const std::size_t at = fullForms.find(full);
    if (full == combiningVoice) return 0xFF9E;
    if (full == combiningHalfVoice) return 0xFF9F;
    return at == std::u32string_view::npos ? full : static_cast<char32_t>(0xFF61 + at);
}

}  // namespace

std::string halfWidthAscii(std::string_view text) {
    std::u32string out = decode(text);
    for (char32_t& c : out) {
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        if (c == 0x3000) c = ' ';
    }
    // Only between digits is a long mark surely a hyphen (１２ー３４); in a word it is a sound (ローマ).
    for (std::size_t i = 1; i + 1 < out.size(); ++i)
        if (isDash(out[i]) && isDigit(out[i - 1]) && isDigit(out[i + 1])) out[i] = '-';
    return encode(out);
}

std::string fullWidthKana(std::string_view text) {
    const std::u32string read = decode(text);
    std::u32string out;
    for (const char32_t c : read) {
        const char32_t full = fullForm(c);
        if ((c == 0xFF9E || c == 0xFF9F) && !out.empty()) {
            bool joined = false;
            for (const Voiced& voiced : voicedForms) {
                if (voiced.plain != out.back() || voiced.mark != full) continue;
                out.back() = voiced.full;
                joined = true;
                break;
            }
            if (joined) continue;
        }
        out.push_back(full);
    }
    return encode(out);
}

std::string halfWidthKana(std::string_view text) {
    std::u32string out;
    for (const char32_t c : decode(text)) {
        const Voiced* found = nullptr;
        for (const Voiced& voiced : voicedForms)
            if (voiced.full == c) found = &voiced;
        out.push_back(halfForm(found != nullptr ? found->plain : c));
        if (found != nullptr) out.push_back(halfForm(found->mark));
    }
    return encode(out);
}

std::string katakana(std::string_view text) {
    std::u32string out = decode(text);
    for (char32_t& c : out)
        if ((c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E) c += 0x60;
    return encode(out);
}

std::string hiragana(std::string_view text) {
    std::u32string out = decode(text);
    for (char32_t& c : out)
        if ((c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE) c -= 0x60;
    return encode(out);
}

std::string digitsOnly(std::string_view text) {
    std::string out;
    for (const char c : halfWidthAscii(text))
        if (c >= '0' && c <= '9') out.push_back(c);
    return out;
}

bool isKatakana(std::string_view text) {
    bool letter = false;
    for (const char32_t c : decode(text)) {
        const bool full = (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FD || c == 0x30FE || (c >= 0x31F0 && c <= 0x31FF);
        const bool half = (c >= 0xFF66 && c <= 0xFF9F) && c != 0xFF70;
        const bool beside = c == 0x30FC || c == 0xFF70 || c == 0x30FB || c == 0xFF65 || c == ' ' || c == 0x3000;
        if (!full && !half && !beside) return false;
        letter = letter || full || half;
    }
    return letter;
}

}  // namespace toitsu::text
