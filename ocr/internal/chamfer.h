#pragma once

// Inside ocr only: laying a layout's ink over a scan's ink (chamfer matching, Barrow 1977), by distances only.

#include <opencv2/core.hpp>

#include "ocr/internal/frame.h"
#include "ocr/internal/sketch.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

struct Laid {
    cv::Matx33d toFrame;  // mm of the layout → mm of the frame
    double recall = 0;    // share of the layout's ink with ink of the scan within 0.4 mm, 0–1
};

// Starts from `guess` (right within some 3 mm) and moves the layout until its ink lies on the scan's: an affine map.
// Quick and rough, a few hundred points.
Laid layRoughly(const Sketch& sketch, const Frame& frame, const cv::Matx33d& guess);

// The same with all points, then a homography.
Laid layOver(const Sketch& sketch, const Frame& frame, const cv::Matx33d& guess);

// Share of the layout's first `most` points with ink of the scan within 0.4 mm, to the pixel; nothing is moved.
double recallAt(const Sketch& sketch, const Frame& frame, const cv::Matx33d& toFrame, std::size_t most);

// The same of all points, where a page was placed. `toBest`: mm of the sketch → mm of the placed layout.
double recallOf(const Sketch& sketch, const Frame& frame, const Mapping& mapping, const cv::Matx33d& toBest);

}  // namespace toitsu::ocr
