#include "ocr/internal/ink.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

cv::Mat flattened(const cv::Mat& grey, double dpi) {
    // Paper level: the grey closing over 5 mm (no stroke is that wide) of a shrunk picture, smoothed.
    const double shrink = std::max(1.0, dpi / 50.0);
    cv::Mat small;
    cv::resize(grey, small, {}, 1 / shrink, 1 / shrink, cv::INTER_AREA);
    const int reach = std::max(3, static_cast<int>(std::lround(5.0 / 25.4 * dpi / shrink)) | 1);
    // A median first, so that white speckles do not raise the level.
    if (small.cols > 3 && small.rows > 3) cv::medianBlur(small, small, 3);
    cv::morphologyEx(small, small, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {reach, reach}));
    cv::blur(small, small, {reach, reach});
    cv::Mat paper, out;
    cv::resize(small, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
    cv::max(paper, 40, paper);  // black borders of a scanner stay black
    cv::divide(grey, paper, out, 255.0, CV_8U);
    return out;
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
