#pragma once

// What the lexicon of names makes of a lattice of characters: family and given name, apart or not, in kana or as they
// are written. Likelihood of the characters times how usual such a name is; names that no list has stay possible.

#include <string>
#include <vector>

#include "forms/reading.h"
#include "ocr/name_lexicon.h"
#include "ocr/recognizers/kana_network.h"
#include "ocr/recognizers/lattice.h"

namespace toitsu::ocr {

constexpr char32_t kGap = U'\u3000';  // between words, as a typist puts it

enum class NameScript { kana, written };

struct ScoredText {
    std::u32string text;
    double score = 0;  // logarithm, up to a constant that all scores of one field share
};

// `lexicon`: null where the field is no person's name; only the characters count then. Nothing written, no texts.
std::vector<ScoredText> scoreName(const Lattice& lattice, NameScript script, const NameLexicon* lexicon);

// Kana in one script, whichever: the one that the form asks for is likelier.
std::vector<ScoredText> scoreKana(const Lattice& lattice, KanaScript asked, const NameLexicon* lexicon);

// Shares of all scores, sharpened or dulled so that they are the share of right ones, best first, at most `most`.
std::vector<forms::Candidate> asCandidates(std::vector<ScoredText> scored, NameScript script, std::size_t most);

// Without the kana of the other script.
Lattice inScript(Lattice lattice, KanaScript script);

// The words of a name between gaps.
std::vector<std::u32string> wordsOf(std::u32string_view text);
// Hiragana → katakana, for looking up.
std::u32string inKatakana(std::u32string_view kana);

}  // namespace toitsu::ocr
