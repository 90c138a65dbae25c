#pragma once

// Inside ocr only: a field's text cut into lines and, at wide gaps, into segments.

#include <vector>

#include <opencv2/core.hpp>

namespace toitsu::ocr {

struct TextLine {
    std::vector<cv::Rect> segments;  // left to right
    int height = 0;                  // of the line, pixels
};

// `ink`: 255 where there is ink.
std::vector<TextLine> textLines(const cv::Mat& ink, double pixelsPerMm);

}  // namespace toitsu::ocr
