#pragma once

// Inside ocr only: the printed words of a blank, cut out and read.

#include <vector>

#include <opencv2/core.hpp>

#include "base/result.h"
#include "forms/draft/seen_page.h"
#include "ocr/recognizers/text_engine.h"

namespace toitsu::ocr {

struct WordBox {
    cv::Rect box;  // pixels
    bool vertical = false;
    bool afterDot = false;
};

// `ink`: what is left of it without ruled lines, squares and rings. `regions`: mm; no word crosses their edges.
std::vector<WordBox> findWords(const cv::Mat& ink, const std::vector<forms::Box>& regions);

// `flat`: grey, paper white.
forms::SeenText readWord(const cv::Mat& flat, const cv::Mat& ink, const WordBox& word, const TextEngine& engine);

}  // namespace toitsu::ocr
