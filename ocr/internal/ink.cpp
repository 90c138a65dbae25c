#include "ocr/internal/ink.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

cv::Mat paperLevel(const cv::Mat& grey, double dpi) {
    const int reach = std::max(3, static_cast<int>(std::lround(5.0 / 25.4 * dpi)) | 1);  // no stroke is 5 mm wide
    cv::Mat level;
    // A median first, so that white speckles do not raise the level.
    cv::medianBlur(grey, level, 3);
    cv::morphologyEx(level, level, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {reach, reach}));
    cv::blur(level, level, {reach, reach});
    cv::max(level, 40, level);
    return level;
}

cv::Mat inkMask(const cv::Mat& grey, double dpi, double windowMm, int contrast) {
    int window = std::max(3, static_cast<int>(std::lround(windowMm / 25.4 * dpi)));
    window |= 1;
    cv::Mat mask;
    cv::adaptiveThreshold(grey, mask, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, window,
                          contrast > 0 ? contrast : 20);
    return mask;
}

}  // namespace toitsu::ocr
