#include "ocr/recognizers/character_cell.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/ink.h"

// Everything is measured in heights of the crop, not in millimetres: print of 8 points and a hand's 8 mm look alike
// then.

namespace toitsu::ocr {

InkExtent PreparedCharacter::extent(int height) const {
    const double unit = std::max(1, height);
    return {ink.x / unit, ink.y / unit, ink.width / unit, ink.height / unit};
}

PreparedCharacter prepareCharacter(const cv::Mat& grey, CharacterCut cut, const CharacterInput& input) {
    const cv::Mat_<float> ink = inkStrength(grey);
    if (ink.empty()) return {cv::Mat_<float>(input.side, input.side, 0.0f), {}};
    const double height = grey.rows;
    const int edge = cut == CharacterCut::cell ? nearest(0.05 * height) : -1;
    const cv::Mat mask = keptMask(ink, 0.002 * height * height, edge);
    const cv::Rect box = cv::boundingRect(mask);
    return {centred(ink, mask, input.side, input.inner, input.mostScale / height), box};
}

}  // namespace toitsu::ocr
