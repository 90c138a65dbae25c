#include "ocr/recognizers/digit_cell.h"

#include "ocr/recognizers/ink.h"

namespace toitsu::ocr {

cv::Mat_<float> prepareCell(const cv::Mat& cell, double dpi) {
    constexpr int side = 28, inner = 20;
    const cv::Mat_<float> ink = inkStrength(cell);
    if (ink.empty()) return cv::Mat_<float>(side, side, 0.0f);
    const double perMm = dpi / 25.4;
    const cv::Mat mask = keptMask(ink, 0.15 * perMm * perMm, nearest(0.4 * perMm));
    return centred(ink, mask, side, inner, 1.6 * 26 / cell.rows);
}

}  // namespace toitsu::ocr
