#pragma once

// Inside ocr only: the second source for printed text. Another engine supposes a text; the networks look at each of its
// characters alone and say whether it can be that one.

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "ocr/recognizers/character.h"
#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

struct Testimony {
    char32_t character = 0;  // as supposed
    bool known = false;      // a network knows this character, or its shape alone tells it (a dash)
    double support = 0;      // probability that this character stands there
    char32_t other = 0;  // what the network sees most likely, where it knows better and `support` is low; 0: nothing
    double otherSupport = 0;
    std::vector<CharacterCandidate> seen;  // kanji and kana: all that the network holds likely, best first
    // Kana of one shape in two sizes: the other one (ツ where ッ is supposed), and the share that its size gives it.
    char32_t resized = 0;
    double resizedShare = 0;
};

struct Testimonies {
    std::vector<Testimony> characters;       // empty: the text does not fit the pieces of the line
    double least(bool unknownCounts) const;  // the weakest support; unknown characters as 0 or not at all
};

// Which kanji of a text are looked at: it takes 1.5 ms each, and where a grammar tells them nobody needs it.
using AskKanji = std::function<bool(std::size_t at)>;
inline bool noKanji(std::size_t) {
    return false;
}
inline bool everyKanji(std::size_t) {
    return true;
}

// What the networks have said of the places of one segment. Two texts that differ in a character cut the line at the
// same places mostly, and a network looks at each of them once.
struct PlaceAnswers {
    using Place = std::pair<int, int>;  // left edge and width
    std::map<Place, DigitProbabilities> digits;
    std::map<Place, std::vector<CharacterCandidate>> kana, kanji;  // likeliest first
};

// `grey`: one segment of a line, paper white; `ink`: the same, 255 where there is ink. `text` has no spaces. `answers`:
// of this segment, from texts that were supposed before.
Testimonies testify(const cv::Mat& grey, const cv::Mat& ink, const std::u32string& text, const Engines& engines,
                    const AskKanji& kanji, PlaceAnswers& answers);

// Digits, dashes and commas without anybody's supposition, one for each piece of the line; "" when a piece is none.
std::u32string seenNumber(const cv::Mat& grey, const cv::Mat& ink, const DigitNetwork& network);

bool isDash(char32_t c);  // every character that is a level stroke: - － ‐ − ― ー 一

}  // namespace toitsu::ocr
