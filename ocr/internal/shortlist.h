#pragma once

// Inside ocr only: which of hundreds of layouts a scan may show, by ruled lines alone. No training, a few milliseconds.

#include <span>
#include <vector>

#include "ocr/internal/frame.h"
#include "ocr/internal/sketch.h"

namespace toitsu::ocr {

struct Guess {
    const Sketch* sketch = nullptr;
    int turns = 0;        // quarter turns clockwise that bring the frame upright
    double score = 0;     // share of the lines of both that stand together, 0–1
    cv::Matx33d toFrame;  // mm of the layout → mm of the frame
};

// The best `most` guesses, best first. Every layout is tried upright, sideways and upside down, at 94–106 % of its
// size.
std::vector<Guess> shortlist(std::span<const Sketch> sketches, const Frame& frame, std::size_t most);

}  // namespace toitsu::ocr
