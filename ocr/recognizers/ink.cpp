#include "ocr/recognizers/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

namespace {

// The smallest grey that at least this share of the pixels does not exceed.
int quantile(const std::array<int, 256>& counts, double share) {
    int total = 0;
    for (const int count : counts) total += count;
    const int wanted = static_cast<int>(std::ceil(share * total));
    int sum = 0;
    for (int grey = 0; grey < 256; ++grey) {
        sum += counts[static_cast<std::size_t>(grey)];
        if (sum >= wanted) return grey;
    }
    return 255;
}

}  // namespace

int nearest(double x) {
    return static_cast<int>(std::floor(x + 0.5));
}

cv::Mat_<float> inkStrength(const cv::Mat& crop) {
    cv::Mat grey;
    cv::GaussianBlur(crop, grey, {3, 3}, 0.8);
    std::array<int, 256> counts{};
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x) ++counts[grey.at<std::uint8_t>(y, x)];
    const int paper = quantile(counts, 0.90);
    int dark = quantile(counts, 0.005);
    if (paper - dark < 30) return {};
    dark = std::min(dark, paper - 70);
    cv::Mat_<float> ink(grey.size());
    const auto range = static_cast<float>(paper - dark);
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x)
            ink(y, x) = std::clamp(
                (static_cast<float>(paper) - static_cast<float>(grey.at<std::uint8_t>(y, x))) / range, 0.0f, 1.0f);
    return ink;
}

cv::Mat keptMask(const cv::Mat_<float>& ink, double leastArea, int edge) {
    const int width = ink.cols, height = ink.rows;
    cv::Mat labels, stats, centroids;
    const int number = cv::connectedComponentsWithStats(ink >= 0.35f, labels, stats, centroids, 8, CV_32S);
    const int mx = nearest(0.12 * width), my = nearest(0.12 * height);
    std::vector<int> inner(static_cast<std::size_t>(number), 0);
    for (int y = my; y < height - my; ++y)
        for (int x = mx; x < width - mx; ++x) ++inner[static_cast<std::size_t>(labels.at<int>(y, x))];
    std::vector<bool> kept(static_cast<std::size_t>(number), false);
    for (int n = 1; n < number; ++n) {
        const int* s = stats.ptr<int>(n);
        const int x = s[cv::CC_STAT_LEFT], y = s[cv::CC_STAT_TOP], area = s[cv::CC_STAT_AREA];
        const int right = x + s[cv::CC_STAT_WIDTH], bottom = y + s[cv::CC_STAT_HEIGHT];
        const bool atEdge = edge >= 0 && (x < edge || y < edge || right > width - edge || bottom > height - edge);
        const int outer = area - inner[static_cast<std::size_t>(n)];
        kept[static_cast<std::size_t>(n)] = !(area < leastArea) && !(atEdge && outer >= 0.6 * area);
    }
    cv::Mat mask(ink.size(), CV_8UC1);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            mask.at<std::uint8_t>(y, x) = kept[static_cast<std::size_t>(labels.at<int>(y, x))] ? 1 : 0;
    return mask;
}

cv::Mat_<float> centred(cv::Mat_<float> ink, const cv::Mat& mask, int side, int inner, double mostScale) {
    cv::Mat_<float> result(side, side, 0.0f);
    const cv::Rect box = cv::boundingRect(mask);
    if (box.empty()) return result;
    cv::Mat grown;
    cv::dilate(mask, grown, cv::Mat::ones(3, 3, CV_8U));
    ink.setTo(0, grown == 0);
    const double scale = std::min(static_cast<double>(inner) / std::max(box.width, box.height), mostScale);
    const int across = std::max(1, nearest(box.width * scale)), down = std::max(1, nearest(box.height * scale));
    cv::Mat_<float> small;
    cv::resize(ink(box), small, {across, down}, 0, 0, cv::INTER_AREA);
    double mass = 0, cx = 0, cy = 0;
    for (int y = 0; y < down; ++y)
        for (int x = 0; x < across; ++x) {
            const double m = small(y, x);
            mass += m;
            cx += m * (x + 0.5);
            cy += m * (y + 0.5);
        }
    if (mass <= 0) return result;
    const int left = std::clamp(nearest(side / 2.0 - cx / mass), 0, side - across);
    const int top = std::clamp(nearest(side / 2.0 - cy / mass), 0, side - down);
    small.copyTo(result(cv::Rect(left, top, across, down)));
    return result;
}

}  // namespace toitsu::ocr
