#pragma once

// Inside ocr only: from the probabilities of a place's cells to its candidates and how sure they are. The decision is
// the place's, not the cell's: what matters is whether the whole number is right.

#include <vector>

#include "forms/reading.h"
#include "ocr/recognizers/digit_form.h"
#include "ocr/recognizers/digit_network.h"

namespace toitsu::ocr {

struct DigitDecision {
    // Text of every cell, a space for an empty one. The first is what the network read cell by cell, unless
    // `reordered`.
    std::vector<forms::Candidate> candidates;
    double confidence = 1;   // of the first candidate, or of emptiness
    bool empty = false;      // nothing but empty cells
    bool noDigit = false;    // something that is no digit stands in a cell
    bool unfit = false;      // the first candidate is none that the field can hold
    bool reordered = false;  // the field's rule put another candidate in front of what the network read
};

DigitDecision decideDigits(const std::vector<DigitProbabilities>& cells, const DigitForm& form, bool rightAligned);

}  // namespace toitsu::ocr
