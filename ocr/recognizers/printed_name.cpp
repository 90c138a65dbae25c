#include "ocr/recognizers/printed_name.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "ocr/recognizers/character_lattice.h"
#include "ocr/recognizers/name_decoder.h"
#include "ocr/recognizers/printed_text.h"
#include "ocr/recognizers/same_strokes.h"

// With t what a pass of the engine read, x the picture and c the character that stands there: P(c | t, x) ∝ P(c | x) ·
// P(t | c). The first is the network's, the second how often the engine errs so. The two passes share their network and
// many errors: the second one counts half.

namespace toitsu::ocr {

namespace {

constexpr double kRight = 0.97;        // P(t = c) of one that the engine knows
constexpr double kMistaken = 0.003;    // P(t | c) for another one
constexpr double kForUnknown = 0.3;    // the same where the engine lacks c
constexpr double kSameStrokes = 0.2;   // the same where both are the same strokes
constexpr double kOtherSize = 0.3;     // the same where both are one kana in two sizes
constexpr double kAlienScript = 0.05;  // of one katakana among kanji, or the reverse, where the strokes are the same
constexpr double kSecondPass = 0.5;    // of a vote
constexpr double kUnseen = 1e-4;       // P(c | x) of what the network knows and does not hold likely
constexpr double kUnknown = 0.02;      // P(c | x) of what has no class in the network

double logOfVote(char32_t read, char32_t c, const Testimony& testimony,
                 const std::function<bool(char32_t)>& engineKnows) {
    if (read == c) return std::log(kRight);
    if (sameStrokes(read) == c) return std::log(kSameStrokes);
    const auto isOne = [&](char32_t one) { return one == testimony.character || one == testimony.resized; };
    if (testimony.resized != 0 && isOne(read) && isOne(c)) return std::log(kOtherSize);
    return std::log(engineKnows(c) ? kMistaken : kForUnknown);
}

void add(std::vector<LatticeSymbol>& symbols, char32_t c, double probability) {
    if (std::none_of(symbols.begin(), symbols.end(), [&](const LatticeSymbol& s) { return s.character == c; }))
        symbols.push_back({c, std::log(std::max(probability, kUnseen))});
}

// What the network sees, and what the engine read if the network does not see it.
std::vector<LatticeSymbol> seenAt(const Testimony& testimony, char32_t second) {
    std::vector<LatticeSymbol> symbols;
    for (const auto& candidate : testimony.seen) {
        const std::u32string shapes = text::decode(candidate.characters);
        // A small kana and its large one are one class: their size tells which it is.
        const bool supposed = shapes.find(testimony.character) != std::u32string::npos;
        if (supposed && testimony.resized != 0) {
            add(symbols, testimony.character, candidate.confidence * (1 - testimony.resizedShare));
            add(symbols, testimony.resized, candidate.confidence * testimony.resizedShare);
        } else {
            add(symbols, supposed ? testimony.character : shapes.front(), candidate.confidence);
        }
    }
    add(symbols, testimony.character, testimony.known ? testimony.support : kUnknown);
    if (second != 0) add(symbols, second, testimony.known ? kUnseen : kUnknown);
    const std::size_t shapes = symbols.size();
    for (std::size_t n = 0; n < shapes; ++n)
        if (const char32_t twin = sameStrokes(symbols[n].character); twin != 0)
            add(symbols, twin, std::exp(symbols[n].log));
    return symbols;
}

bool isKatakana(char32_t c) {
    return c >= U'ァ' && c <= U'ヾ';
}

bool isHiragana(char32_t c) {
    return c >= U'ぁ' && c <= U'ゖ';
}

// What scripts the characters of a word are of that have no double in another one.
struct Scripts {
    bool kanji = false, katakana = false, hiragana = false;

    explicit Scripts(const std::vector<Testimony>& characters) {
        for (const Testimony& t : characters) {
            if (sameStrokes(t.character) != 0) continue;
            katakana = katakana || isKatakana(t.character);
            hiragana = hiragana || isHiragana(t.character);
            kanji = kanji || (t.character >= U'㐀' && t.character <= U'鿿');
        }
    }

    // One of two characters of the same strokes, where the word's script is the other one's. 三ツ is of two scripts.
    bool alien(char32_t c) const {
        const char32_t twin = sameStrokes(c);
        if (twin == 0) return false;
        const auto only = [&](char32_t one, char32_t other) { return has(one) && !has(other); };
        return only(twin, c);
    }

private:
    bool has(char32_t c) const { return isKatakana(c) ? katakana : isHiragana(c) ? hiragana : kanji; }
};

}  // namespace

void addPrintedName(Lattice& lattice, const std::vector<Testimony>& characters, const std::u32string& other,
                    const std::function<bool(char32_t)>& engineKnows) {
    if (characters.empty()) return;
    if (lattice.nodes > 1) lattice.append({{kGap, 0}});
    const bool both = other.size() == characters.size();
    const Scripts scripts(characters);
    for (std::size_t n = 0; n < characters.size(); ++n) {
        const char32_t second = both ? other[n] : 0;
        auto symbols = seenAt(characters[n], second);
        for (auto& symbol : symbols) {
            symbol.log += logOfVote(characters[n].character, symbol.character, characters[n], engineKnows);
            if (scripts.alien(symbol.character)) symbol.log += std::log(kAlienScript);
            if (both) symbol.log += kSecondPass * logOfVote(second, symbol.character, characters[n], engineKnows);
        }
        lattice.append(std::move(symbols));
    }
}

void readPrintedName(std::vector<PrintedSegment>& segments, const Engines& engines, Verdict& verdict) {
    constexpr std::size_t proposals = 5;
    Lattice lattice;
    for (std::size_t n = 0; n < segments.size(); ++n) {
        if (n > 0) verdict.part();
        const BothPasses read = readPrintedText(segments[n], verdict);
        auto characters = read.best.testimonies.characters;
        // Type that is not set by the em fits no pieces. Where both passes see the same they are proposed all the same.
        if (characters.empty() && read.best.text == read.other.text)
            for (const char32_t c : read.best.text) characters.emplace_back().character = c;
        if (characters.empty())  // not what the engine says: the network alone
            addKanjiLine(lattice, segments[n].grey(), segments[n].ink(), engines.kanji);
        else
            addPrintedName(lattice, characters, read.other.text, [&](char32_t c) { return engines.text->knows(c); });
    }
    if (verdict.accepted) return;
    verdict.ranked =
        asCandidates(scoreName(lattice, NameScript::written, engines.names.get()), NameScript::written, proposals);
    for (auto& candidate : verdict.ranked) candidate.confidence *= verdict.confidence;
}

}  // namespace toitsu::ocr
