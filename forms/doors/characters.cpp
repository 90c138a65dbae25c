#include "forms/doors/characters.h"

#include "base/csv.h"
#include "base/text.h"
#include "forms/checks/kanji_variants.h"

namespace toitsu::forms {
namespace {

bool encodable(char32_t c) {
    return text::toCp932(text::encode(std::u32string(1, c))).has_value();
}

char32_t replacement(char32_t c, MissingCharacter policy, const CharacterMap& map) {
    if (policy == MissingCharacter::dot) return U'●';
    if (policy == MissingCharacter::map) {
        const auto it = map.find(c);
        if (it != map.end() && encodable(it->second)) return it->second;
        if (const char32_t plain = plainKanji(c); plain != c && encodable(plain)) return plain;
    }
    return U'〓';
}

}  // namespace

Result<CharacterMap> parseCharacterMap(std::string_view csv, const std::string& file) {
    const auto rows = csv::parseCells(csv, file);
    if (!rows) return fail(rows.error());
    CharacterMap map;
    for (const auto& row : *rows) {
        const auto one = [&](std::size_t n) { return n < row.size() ? text::decode(row[n].text) : std::u32string(); };
        if (row.size() == 1 && row[0].text.empty()) continue;
        if (one(0).size() != 1 || one(1).size() != 1) {
            return fail(ErrorKind::input, "F250",
                        {"置き換え表の行は「元の1文字,置き換える1文字」です。",
                         "a row of the character map is one character, a comma and the character to write instead."},
                        row.front().place);
        }
        map[one(0)[0]] = one(1)[0];
    }
    return map;
}

std::string inCp932(std::string_view utf8, MissingCharacter policy, const CharacterMap& map,
                    std::vector<CharacterLoss>& losses) {
    std::u32string out;
    std::size_t position = 0;
    for (const char32_t c : text::decode(utf8)) {
        ++position;
        if (encodable(c)) {
            out += c;
        } else if (isVariationSelector(c)) {
            losses.push_back({position, c, {}});
        } else {
            const char32_t instead = replacement(c, policy, map);
            out += instead;
            losses.push_back({position, c, text::encode(std::u32string(1, instead))});
        }
    }
    return text::encode(out);
}

}  // namespace toitsu::forms
