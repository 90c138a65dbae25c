#pragma once

// Inside ocr only: where two layouts of nearly the same ruling print something else, and which of the two a scan shows
// there.

#include <vector>

#include <opencv2/core.hpp>

#include "ocr/internal/reference.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

struct Difference {
    cv::Rect at;                    // pixels at kCoarseDpi, in both layouts' frame
    cv::Mat first, second;          // what each prints there, softened; empty when it prints nothing
    cv::Rect core;                  // of both: the part that differs, where that is little of it; else empty
    bool halved = false;            // both at half the resolution: there is enough to compare
    cv::Mat fineFirst, fineSecond;  // the same at the full one, where print of both is there and it is no large piece
    double ink = 0;                 // mm² that differ
    double apart = 0;               // 1 − correlation of the two prints
};

using Differences = std::vector<Difference>;

// The places that tell the two pages apart, those with most ink first; none when they print the same. Both as
// `Reference::coarse`.
Differences differencesOf(const cv::Mat& first, const cv::Mat& second);

// Whether a scan shows the first layout's print (towards 1) or the second's (towards −1); about 0 when nothing tells.
// `mapping` places the first layout in the scan. No further places are looked at once the rest of them, all against it,
// cannot bring the answer between −enough and enough; and where all of them leave it there, print that is missing
// tells: a ring about an option spoils its likeness, but nothing takes away a character beside it.
double tellApart(const Differences& differences, const cv::Mat& scan, const Mapping& mapping, double enough);

}  // namespace toitsu::ocr
