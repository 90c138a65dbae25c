#include "forms/unification/printed_sign.h"

#include <string>

#include "base/text.h"

namespace toitsu::forms::unification {
namespace {

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool isLetter(char32_t c) {
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}
bool isKatakana(char32_t c) {
    return c >= U'ア' && c <= U'ン';
}
bool isSpace(char32_t c) {
    return c == U' ' || c == U'　' || c == U'\t' || c == U'\n';
}
bool isSeparator(char32_t c) {
    return isSpace(c) || std::u32string_view(U".)）．、,:：・]］").find(c) != std::u32string_view::npos;
}
// What turns the digits before it into a date or a quantity: 12月, 65歳, 3人.
bool counts(char32_t c) {
    return std::u32string_view(U"年月日歳人枚号円時分週度級割番回第～~-－/").find(c) != std::u32string_view::npos;
}

// ① … ⑳, ㋐ … as the digit or letter inside the ring.
std::u32string unringed(std::u32string_view text) {
    std::u32string out;
    for (const char32_t c : text) {
        if (c >= U'①' && c <= U'⑳') {
            for (const char digit : std::to_string(c - U'①' + 1)) out += static_cast<char32_t>(digit);
            out += U' ';
        } else if (c >= U'㋐' && c <= U'㋾') {
            constexpr std::u32string_view kRinged =
                U"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲ";
            out += kRinged[c - U'㋐'];
            out += U' ';
        } else {
            out += c;
        }
    }
    return out;
}

// How many characters at `from` are a sign: digits, one letter or katakana, or one kanji with a letter (普C).
std::size_t signLength(std::u32string_view text, std::size_t from) {
    const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : U'\0'; };
    const auto ends = [&](std::size_t i) { return i >= text.size() || isSeparator(text[i]); };
    std::size_t digits = 0;
    while (isDigit(at(from + digits))) ++digits;
    if (digits > 0 && digits <= 2) {
        const char32_t next = at(from + digits);
        return ends(from + digits) || !(counts(next) || isLetter(next) || isDigit(next)) ? digits : 0;
    }
    if (digits > 0) return 0;
    if ((isLetter(at(from)) || isKatakana(at(from))) && ends(from + 1)) return 1;
    const char32_t first = at(from);
    const bool kanji = first >= 0x4E00 && first <= 0x9FFF;
    return kanji && isLetter(at(from + 1)) && ends(from + 2) ? 2 : 0;
}

}  // namespace

PrintedSign printedSign(std::string_view printed) {
    const std::u32string text =
        text::decode(text::trim(text::encode(unringed(text::decode(text::halfWidthAscii(printed))))));
    const std::size_t open = !text.empty() && (text[0] == U'(' || text[0] == U'[') ? 1 : 0;
    const std::size_t length = signLength(text, open);
    if (length == 0) return {"", text::encode(text)};
    std::size_t rest = open + length;
    while (rest < text.size() && isSeparator(text[rest])) ++rest;
    const std::u32string_view view = text;
    return {text::encode(view.substr(open, length)), text::trim(text::encode(view.substr(rest)))};
}

std::string comparable(std::string_view words) {
    std::u32string out;
    int depth = 0;
    for (const char32_t c : text::decode(text::halfWidthAscii(words))) {
        if (c == U'(' || c == U'（' || c == U'[') ++depth;
        const bool inside = depth > 0;
        if (c == U')' || c == U'）' || c == U']') depth = depth > 0 ? depth - 1 : 0;
        if (!inside && !isSpace(c)) out += c;
    }
    return text::encode(out);
}

std::string unspaced(std::string_view words) {
    std::u32string out;
    for (const char32_t c : text::decode(text::halfWidthAscii(words)))
        if (!isSpace(c)) out += c;
    return text::encode(out);
}

std::string joined(const PrintedSign& printed) {
    if (printed.sign.empty() || printed.words.empty()) return printed.sign + printed.words;
    return printed.sign + " " + printed.words;
}

}  // namespace toitsu::forms::unification
