#pragma once

// 外字: what becomes of characters that CP932 does not have – ideographs outside it, and variation selectors.
// Nothing is lost silently: every one is named, by where it stands and its code point, never by the text around
// it.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::forms {

enum class MissingCharacter {
    geta,  // 〓, the printers' mark
    dot,   // ●
    fail,  // nothing is written
    map,   // another form of the character: of the given map, else of our own table
           // (forms/checks/kanji_variants.h), else 〓
};

struct CharacterLoss {
    std::size_t position = 0;  // of the character in its value, from 1
    char32_t code = 0;
    std::string instead{};  // what stands there now; empty: it was dropped (a
                            // variation selector)
};

// Characters for characters, as a CSV without a header: from,to – each one character. F250 with the line when it
// is none.
using CharacterMap = std::map<char32_t, char32_t>;
Result<CharacterMap> parseCharacterMap(std::string_view csv, const std::string& file);

// The text with every character that CP932 lacks replaced; `losses` lists them. UTF-8 in and out.
std::string inCp932(std::string_view utf8, MissingCharacter policy, const CharacterMap& map,
                    std::vector<CharacterLoss>& losses);

}  // namespace toitsu::forms
