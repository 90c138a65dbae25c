#pragma once

// Inside ocr only: whether a place's own printed surroundings – its frame, its label – stand where the mapping puts
// them. It asks the picture itself, so it holds whatever the paper did.

#include <optional>

#include <opencv2/core.hpp>

#include "ocr/internal/reference.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

struct Surroundings {
    double offMm = 0;     // of the worst end of the box; a line alone tells nothing along itself
    double likeness = 1;  // correlation there with what the blank prints, 0–1; least of all ends
};

// Looks within a millimetre around the ends of the box (mm on the layout). Nothing where the blank prints nothing.
// Costs a fifth of a millisecond for each end.
std::optional<Surroundings> surroundingsOf(const Reference& reference, const cv::Mat& grey, const Mapping& mapping,
                                           const Box& box);

}  // namespace toitsu::ocr
