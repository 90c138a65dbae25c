#include "ocr/recognizers/kana_cell.h"

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/ink.h"

// Everything is measured in heights of the crop, not in millimetres: print of 8 points and a hand's 8 mm look alike
// then.

namespace toitsu::ocr {

PreparedKana prepareKana(const cv::Mat& grey, KanaCut cut) {
    constexpr int side = 36, inner = 30;
    const cv::Mat_<float> ink = inkStrength(grey);
    if (ink.empty()) return {cv::Mat_<float>(side, side, 0.0f), {}};
    const double height = grey.rows;
    const cv::Mat mask = keptMask(ink, 0.002 * height * height, cut == KanaCut::cell ? nearest(0.05 * height) : -1);
    const cv::Rect box = cv::boundingRect(mask);
    return {centred(ink, mask, side, inner, 100 / height), box};
}

}  // namespace toitsu::ocr
