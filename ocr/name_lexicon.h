#pragma once

// NameLexicon: Japanese family and given names, how each reading is written and how usual that is. What it says is a
// prior for candidates that were read; it never makes a name that nobody read. The data: ocr/weights/names.txt.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace toitsu::ocr {

enum class NameKind { family, given };

struct NameWriting {
    std::u32string text;  // kanji or kana
    double share = 0;     // of all names of its kind
};

class NameLexicon {
public:
    // S034 when names.txt is missing in the folder or is no such file.
    static Result<NameLexicon> load(const std::string& folder);

    // Share of a reading (katakana) among all of its kind; a reading that the lexicon lacks gets what its sequence of
    // kana would have, and all those together kUnlisted.
    double readingShare(NameKind kind, std::u32string_view katakana) const;
    // Share of a writing; 0 when the lexicon lacks it. Variants of one kanji (髙 高) count as the same.
    double writingShare(NameKind kind, std::u32string_view written) const;
    // Share of the writing with this reading; 0 when the lexicon does not know that it is read so.
    double pairShare(NameKind kind, std::u32string_view written, std::u32string_view katakana) const;
    bool lists(NameKind kind, std::u32string_view katakana) const;

    std::vector<std::u32string> readingsOf(NameKind kind, std::u32string_view written) const;  // most usual first

    // Probability of a kana after another one inside names; U'\0' begins and ends a name.
    double following(char32_t before, char32_t kana) const;

    static constexpr double kUnlisted = 0.05;  // share of people whose name's reading no such list has

private:
    struct Names {
        std::unordered_map<std::u32string, std::vector<NameWriting>> byReading;
        std::unordered_map<std::u32string, std::vector<std::u32string>> readings;  // of each folded writing
        std::unordered_map<std::u32string, double> shareOfReading;
    };
    const Names& of(NameKind kind) const { return kind == NameKind::family ? family_ : given_; }

    Names family_, given_;
    std::unordered_map<std::u32string, double> pairs_;  // two kana → probability of the second after the first
};

// One form for the variants that people and registers use for the same name: 髙 → 高, 﨑 → 崎, 澤 → 沢. For comparing
// only; a name is kept as it is written.
std::u32string foldedVariants(std::u32string_view written);

}  // namespace toitsu::ocr
