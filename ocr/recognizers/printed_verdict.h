#pragma once

// Inside ocr only: how the readers of printed texts weigh what the print engine proposes and what the networks say.

#include <string>
#include <vector>

#include "base/result.h"
#include "forms/reading.h"
#include "ocr/recognizers/witness.h"

namespace toitsu::ocr {

constexpr double kSure = 0.9;    // support of each character that counts as a second source's word
constexpr double kLikely = 0.5;  // enough where both passes agree as well
constexpr double kFaint = 0.02;  // of an unsupported character among candidates

// What a field's reading is made of; confidence is that of the first candidate.
struct Verdict {
    std::string text, other;
    std::vector<forms::Candidate> ranked;  // instead of both, of what is not accepted
    double confidence = 1;
    double evidence =
        1;  // product of the characters' supports: no probability (printed_calibration.h), but it rises with it
    bool accepted = true;
    Wording why;

    void part();  // what a typist puts between words
    // What the networks say of the next characters: their support, as if each were independent of the others.
    void weigh(const std::u32string& next, const std::vector<Testimony>& testimonies);
    void doubt(double least, Wording reason);
    std::vector<forms::Candidate> candidates() const;
};

extern const Wording kUncertain, kLookAlikes, kUnknownPlace;  // why a printed text is in doubt

// One way to understand a segment, with what speaks for it.
struct Hypothesis {
    std::u32string text;
    Testimonies testimonies;

    double weight() const;  // the product of all supports, characters that no network knows left out
    bool supported(double least, bool unknownCounts) const { return testimonies.least(unknownCounts) >= least; }
};

// The same text with every character that the network sees otherwise, with certainty, as the network sees it.
std::u32string asSeen(const std::u32string& read, const std::vector<Testimony>& testimonies);

}  // namespace toitsu::ocr
