#pragma once

// Inside ocr only: one hand-printed or printed kana made ready for the network as its training did it
// (ocr/training/kana_cells.py, prepare(): the same steps, the same constants; golden crops hold both together).

#include <opencv2/core.hpp>

#include "ocr/recognizers/kana_network.h"

namespace toitsu::ocr {

struct PreparedKana {
    cv::Mat_<float> input;  // 36×36, ink = 1; all zeros: empty
    cv::Rect ink;           // what was kept of the crop, in its pixels; no area when empty
};

PreparedKana prepareKana(const cv::Mat& grey, KanaCut cut);

}  // namespace toitsu::ocr
