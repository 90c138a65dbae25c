#pragma once

// Inside ocr only: printed columns (縦書き) as lines. Every character is cut out of its column and set beside the one
// before it, so that what reads lines reads columns, too.

#include <opencv2/core.hpp>

namespace toitsu::ocr {

struct UprightLines {
    cv::Mat grey;             // one line below the other for the columns from right to left; paper white
    bool strokeLeft = false;  // an upright stroke stands there as it was printed
};

// `grey`: a place's crop, 300 dpi, paper white. `kana`: a lone upright stroke is ー, which a column turns; elsewhere it
// may be a 1 or a dash and stays as it is. A column whose characters cannot be told apart is left out.
UprightLines uprightLines(const cv::Mat& grey, bool kana);

}  // namespace toitsu::ocr
