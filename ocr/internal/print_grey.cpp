#include "ocr/internal/print_grey.h"

#include <algorithm>

#include "ocr/internal/mat.h"

// A page is printed in a colour when most of its ink is coloured. A seal, a stamp and a blue pen are little beside
// black print; a coloured sheet or table top is too much to be ink.

namespace toitsu::ocr {

namespace {

constexpr int kStep = 4;             // every fourth pixel of every fourth row is asked
constexpr int kInk = 195;            // ink is darker than this in one channel at least
constexpr int kColour = 50;          // between the lightest and the darkest channel
constexpr double kMostly = 0.5;      // of the ink
constexpr double kMostPrint = 0.25;  // of the picture

bool printedInColour(const cv::Mat& bgr) {
    long asked = 0, ink = 0, coloured = 0;
    for (int y = 0; y < bgr.rows; y += kStep) {
        const auto* row = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgr.cols; x += kStep) {
            const int dark = std::min({row[x][0], row[x][1], row[x][2]});
            ++asked;
            if (dark >= kInk) continue;
            ++ink;
            if (std::max({row[x][0], row[x][1], row[x][2]}) - dark > kColour) ++coloured;
        }
    }
    return static_cast<double>(ink) < kMostPrint * static_cast<double>(asked) &&
           static_cast<double>(coloured) > kMostly * static_cast<double>(ink);
}

}  // namespace

cv::Mat printGrey(const Picture& picture) {
    if (picture.channels == 1 || picture.empty()) return greyOf(picture);
    const cv::Mat bgr = view(picture);
    if (!printedInColour(bgr)) return greyOf(picture);
    cv::Mat darkest, channel;
    cv::extractChannel(bgr, darkest, 0);
    for (const int n : {1, 2}) {
        cv::extractChannel(bgr, channel, n);
        cv::min(darkest, channel, darkest);
    }
    return darkest;
}

}  // namespace toitsu::ocr
