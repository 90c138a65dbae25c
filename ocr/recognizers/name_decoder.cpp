#include "ocr/recognizers/name_decoder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"

namespace toitsu::ocr {

namespace {

constexpr std::size_t kKept = 200;        // texts that are weighed against one another
constexpr double kUnusualShape = -9;      // a name of one word or of three: log of how seldom
constexpr double kAnyKanji = 1.0 / 2000;  // a character of a name that no list has
constexpr double kAnyKana = 1.0 / 80;     // the same where the whole word is kana of one script
constexpr double kInKana = 0.1;           // of such names are in kana of each script
constexpr double kOtherScript = 0.1;      // of people write hiragana where フリガナ is asked for, or the reverse
// Scores are too sure or too timid by these; fitted on names written by hand.py with seeds of their own.
constexpr double kKanaTemperature = 1.0, kWrittenTemperature = 1.0;

bool fits(char32_t c, KanaScript script) {
    if (script == KanaScript::both || c == U'ー' || c == U'・') return true;
    return (c >= U'ぁ' && c <= U'ゖ') == (script == KanaScript::hiragana);
}

bool isOneKanaScript(std::u32string_view word) {
    for (const KanaScript script : {KanaScript::hiragana, KanaScript::katakana})
        if (std::all_of(word.begin(), word.end(), [&](char32_t c) {
                return ((c >= U'ぁ' && c <= U'ゖ') || (c >= U'ァ' && c <= U'ヺ') || c == U'ー') && fits(c, script);
            }))
            return true;
    return false;
}

double logOfWord(const NameLexicon& lexicon, NameKind kind, NameScript script, std::u32string_view word) {
    if (script == NameScript::kana) return std::log(lexicon.readingShare(kind, inKatakana(word)));
    const auto length = static_cast<double>(word.size());
    const double unlisted = NameLexicon::kUnlisted * (isOneKanaScript(word) ? kInKana * std::pow(kAnyKana, length)
                                                                            : std::pow(kAnyKanji, length));
    return std::log((1 - NameLexicon::kUnlisted) * lexicon.writingShare(kind, word) + unlisted);
}

// A name written without a gap: the gap where it is likeliest, and how likely that is.
std::pair<std::u32string, double> parted(const NameLexicon& lexicon, NameScript script, const std::u32string& whole) {
    std::pair<std::u32string, double> best{whole, -1e9};
    for (std::size_t n = 1; n < whole.size(); ++n) {
        const auto family = whole.substr(0, n), given = whole.substr(n);
        const double log =
            logOfWord(lexicon, NameKind::family, script, family) + logOfWord(lexicon, NameKind::given, script, given);
        if (log > best.second) best = {family + kGap + given, log};
    }
    return best;
}

double logPrior(const NameLexicon& lexicon, NameScript script, const std::u32string& text) {
    const auto words = wordsOf(text);
    if (words.empty()) return kUnusualShape;
    if (words.size() == 2)
        return logOfWord(lexicon, NameKind::family, script, words[0]) +
               logOfWord(lexicon, NameKind::given, script, words[1]);
    if (words.size() > 2) {
        double sum = kUnusualShape;
        for (const auto& word : words) sum += logOfWord(lexicon, NameKind::given, script, word);
        return sum;
    }
    return std::max(kUnusualShape + std::max(logOfWord(lexicon, NameKind::family, script, words[0]),
                                             logOfWord(lexicon, NameKind::given, script, words[0])),
                    parted(lexicon, script, words[0]).second);
}

// Without gaps at the ends, one gap for several.
std::u32string tidy(const std::u32string& text) {
    std::u32string out;
    for (const auto& word : wordsOf(text)) out += (out.empty() ? U"" : U"\u3000") + word;
    return out;
}

}  // namespace

std::vector<std::u32string> wordsOf(std::u32string_view text) {
    std::vector<std::u32string> words;
    bool open = false;
    for (const char32_t c : text) {
        if (c == kGap) {
            open = false;
            continue;
        }
        if (!open) words.emplace_back();
        open = true;
        words.back() += c;
    }
    return words;
}

std::u32string inKatakana(std::u32string_view kana) {
    std::u32string out(kana);
    for (char32_t& c : out)
        if (c >= U'ぁ' && c <= U'ゖ') c += U'ァ' - U'ぁ';
    return out;
}

std::vector<ScoredText> scoreName(const Lattice& lattice, NameScript script, const NameLexicon* lexicon) {
    const auto following = [&](char32_t before, char32_t next) {
        if (lexicon == nullptr || script == NameScript::written || next == kGap) return 0.0;
        const auto kana = [](char32_t c) { return c == kGap ? U'\0' : inKatakana(std::u32string(1, c)).front(); };
        return std::log(lexicon->following(before == 0 ? 0 : kana(before), kana(next)));
    };
    std::vector<ScoredText> scored;
    for (auto& path : bestPaths(lattice, kKept, following)) {
        std::u32string text = tidy(path.text);
        if (text.empty()) continue;
        const double prior = lexicon == nullptr ? 0 : logPrior(*lexicon, script, text);
        if (lexicon != nullptr && text.find(kGap) == std::u32string::npos) {
            // People seldom leave as much room between family and given name as between two words.
            auto [apart, log] = parted(*lexicon, script, text);
            if (log >= prior) text = std::move(apart);
        }
        const auto same = std::find_if(scored.begin(), scored.end(), [&](const auto& s) { return s.text == text; });
        if (same == scored.end())
            scored.push_back({std::move(text), path.log + prior});
        else
            same->score = std::max(same->score, path.log + prior);
    }
    return scored;
}

Lattice inScript(Lattice lattice, KanaScript script) {
    for (auto& edge : lattice.edges) {
        const auto alien = [&](const LatticeSymbol& s) { return s.character != kGap && !fits(s.character, script); };
        edge.symbols.erase(std::remove_if(edge.symbols.begin(), edge.symbols.end(), alien), edge.symbols.end());
    }
    return lattice;
}

std::vector<ScoredText> scoreKana(const Lattice& lattice, KanaScript asked, const NameLexicon* lexicon) {
    std::vector<ScoredText> scored;
    for (const auto script : {KanaScript::katakana, KanaScript::hiragana}) {
        const double share = std::log(script == asked ? 1 - kOtherScript : kOtherScript);
        for (auto& text : scoreName(inScript(lattice, script), NameScript::kana, lexicon))
            scored.push_back({std::move(text.text), text.score + share});
    }
    return scored;
}

std::vector<forms::Candidate> asCandidates(std::vector<ScoredText> scored, NameScript script, std::size_t most) {
    if (scored.empty()) return {};
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    const double temperature = script == NameScript::kana ? kKanaTemperature : kWrittenTemperature;
    double sum = 0;
    for (const auto& s : scored) sum += std::exp((s.score - scored.front().score) / temperature);
    std::vector<forms::Candidate> out;
    for (const auto& s : scored) {
        if (out.size() == most) break;
        out.push_back({text::encode(s.text), std::exp((s.score - scored.front().score) / temperature) / sum});
    }
    return out;
}

}  // namespace toitsu::ocr
