#pragma once

// Reading (読取結果): what a recogniser saw in one place of a page. It enters unify from our OCR or from another
// engine.

#include <array>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/geometry.h"

namespace toitsu::forms {

struct Candidate {
    std::string text;       // characters, or an option's canonical code
    double confidence = 0;  // calibrated probability that this is right, 0–1
};

struct Reading {
    std::string field;
    std::string part;             // as in the layout
    int page = 1;                 // of the file, 1-based
    Box box;                      // mm on the layout's page
    std::array<Point, 4> quad{};  // the same place in scan pixels: upper left, upper right, lower right, lower left
    std::vector<Candidate> candidates;  // best first; empty when nothing is there or nothing could be read
    double confidence = 0;              // of the first candidate, or of emptiness when there is none
    bool doubt = false;                 // the recogniser itself asks for a person
    Wording why;                        // of the doubt
    std::string recognizer;             // "digits", "mark", "circle", "seal", "printed"
    std::string version;                // of the recogniser or its weights
    std::string crop;                   // file with the picture of the place, when one was written
};

}  // namespace toitsu::forms
