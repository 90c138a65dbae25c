#pragma once

// Inside ocr only: where each character of a text stands on its line, once the text is supposed.

#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace toitsu::ocr {

struct LineCut {
    std::vector<cv::Rect> boxes;  // one for each character, from left to right, as high as the line
    double em = 0;                // pixels that a kanji takes
    double cost = 0;              // of the cut, less for a better one: compares texts of one line
};

// `ink`: one segment of a line, 255 where there is ink. No boxes when the text cannot be what stands there: too few or
// too many pieces, or a character much wider or narrower than it is printed.
LineCut cutAlong(const cv::Mat& ink, const std::u32string& text);

// The pieces that columns without ink part it into, as high as the line.
std::vector<cv::Rect> piecesOf(const cv::Mat& ink);

bool isWide(char32_t c);  // kanji and kana: as wide as they are high, whatever the typeface

}  // namespace toitsu::ocr
