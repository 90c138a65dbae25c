#pragma once

// Unicode text as municipal forms need it (ICU inside). Names are never NFKC-normalised and keep their variation
// selectors (domain rule: a name is stored as written; only a comparison key may be folded).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::text {

bool validUtf8(std::string_view text);
std::u32string decode(std::string_view utf8);  // ill-formed bytes become U+FFFD
std::string encode(std::u32string_view text);
std::size_t length(std::string_view utf8);  // code points

std::string nfc(std::string_view text);   // safe for names: canonical composition only
std::string trim(std::string_view text);  // ASCII and ideographic spaces, both ends

std::string halfWidthAscii(
    std::string_view text);  // Ａ１－ → A1-; also － ‐ ― ー between digits → -; space U+3000 → ' '
std::string fullWidthKana(std::string_view text);  // ｶﾞ → ガ (joins ﾞ and ﾟ)
std::string halfWidthKana(std::string_view text);  // ガ → ｶﾞ
std::string katakana(std::string_view text);       // ひらがな → カタカナ
std::string hiragana(std::string_view text);
std::string digitsOnly(std::string_view text);  // ASCII digits after halfWidthAscii
bool isKatakana(std::string_view text);         // only katakana, long mark, middle dot, spaces
bool containsKanji(std::string_view text);

// Windows-31J. Encoding answers the first character that has no faithful counterpart; decode(encode(x)) == x is
// checked.
struct Cp932Loss {
    std::u32string characters;  // every character that could not be written, in order
};
tl::expected<std::string, Cp932Loss> toCp932(std::string_view utf8);
Result<std::string> fromCp932(std::string_view bytes);  // X020 with the byte offset in the message

std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string jsonish(std::string_view text);  // printable, control characters as \u00XX: safe for terminals and messages

}  // namespace toitsu::text
