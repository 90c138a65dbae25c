#pragma once

// Inside ocr only: a scan made roughly upright and flat at a low resolution, in millimetres: where lines are compared.

#include <opencv2/core.hpp>

#include "ocr/internal/sketch.h"

namespace toitsu::ocr {

struct Frame {
    double width = 0, height = 0;  // mm
    cv::Matx33d toScan;            // mm of this frame → scan pixels
    cv::Mat distance;              // 32-bit float, kSketchDpi: millimetres to the nearest ink, at most kFarthest
    cv::Mat near;                  // 8-bit, of that size: 1 within kNear of ink, else 0
    RuledLines lines;
};

constexpr float kFarthest = 4;  // mm
constexpr double kNear = 0.4;   // mm: ink that lies so near is where it should be

// `toScan`: millimetres → scan pixels as first assumed (a resolution, or the outline of a sheet in a photograph);
// `size`: of the picture in those millimetres. The skew that is left (up to 12°) is found and taken out.
Frame makeFrame(const cv::Mat& scan, const cv::Matx33d& toScan, cv::Size2d size);

// Degrees by which rows of `ink` climb to the right (counter-clockwise), −12…12.
double skewOf(const cv::Mat& ink);

}  // namespace toitsu::ocr
