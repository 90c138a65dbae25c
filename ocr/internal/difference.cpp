#include "ocr/internal/difference.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/warp.h"

// Pixels at which the two blanks differ are gathered into places. At each place the scan
// is compared with what either layout prints there, by correlation; what a layout leaves white cannot be correlated,
// so the other one's print must simply be there or not. Where much differs, half the resolution shows it as well at a
// quarter of the cost.

namespace toitsu::ocr {

namespace {

constexpr double kPixel = 25.4 / kCoarseDpi;
constexpr int kOtherGrey = 48;      // grey levels: blanks are drawn alike to a pixel
constexpr double kLeastInk = 0.15;  // mm²
constexpr std::size_t kPlaces = 16;
constexpr double kPresent = 0.45;        // correlation of print that is there, worn, is above; of anything else, below
constexpr int kSearch = 6;               // pixels either way, 1 mm: curled paper is not placed better everywhere
constexpr double kLeastPossible = 0.05;  // less is what copies of one blank differ by
constexpr int kLarge = 5000;             // pixels: 1.4 cm²
constexpr double kAlike = 0.15;          // prints that differ by less are compared where they differ only

cv::Mat halved(const cv::Mat& picture) {
    cv::Mat half;
    cv::resize(picture, half, {}, 0.5, 0.5, cv::INTER_AREA);
    return half;
}

bool textured(const cv::Mat& picture) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(picture, mean, deviation);
    return deviation[0] > 4;
}

double correlation(const cv::Mat& seen, const cv::Mat& print, cv::Point* where = nullptr) {
    cv::Mat scores;
    cv::matchTemplate(seen, print, scores, cv::TM_CCOEFF_NORMED);
    double best = 0;
    cv::minMaxLoc(scores, nullptr, &best, nullptr, where);
    return std::clamp(best, 0.0, 1.0);
}

// How much either print looks like what is seen.
struct Likeness {
    double first = kPresent, second = kPresent;
};

Likeness likenessOf(const Difference& d, const cv::Mat& seen) {
    Likeness found;
    cv::Point there, second;
    if (!d.first.empty()) found.first = correlation(seen, d.first, &there);
    if (!d.second.empty()) found.second = correlation(seen, d.second, &second);
    if (d.core.empty() || std::max(found.first, found.second) < kPresent) return found;
    // What both print alike has shown where it stands; now the part in which they differ alone.
    if (found.second > found.first) there = second;
    const cv::Rect around = (d.core + there - cv::Point(1, 1) + cv::Size(2, 2)) & cv::Rect({0, 0}, seen.size());
    if (around.width < d.core.width || around.height < d.core.height) return found;
    return {correlation(seen(around), d.first(d.core)), correlation(seen(around), d.second(d.core))};
}

// One digit of a number is little beside the rest of it: `apart` marks the pixels that differ.
void narrow(Difference& d, const cv::Mat& apart) {
    const cv::Rect core = cv::boundingRect(apart);
    d.core = (core - cv::Point(2, 2) + cv::Size(4, 4)) & cv::Rect({0, 0}, apart.size());
    if (textured(d.first(d.core)) && textured(d.second(d.core)))
        d.apart = 1 - correlation(d.first(d.core), d.second(d.core));
    else
        d.core = {};
}

}  // namespace

Differences differencesOf(const cv::Mat& first, const cv::Mat& second) {
    cv::Mat other = second;
    if (other.size() != first.size()) {
        // Another paper size: compared in the first one's frame, the rest is white.
        cv::Mat same(first.size(), CV_8UC1, cv::Scalar(255));
        const cv::Rect common = cv::Rect({0, 0}, same.size()) & cv::Rect({0, 0}, other.size());
        other(common).copyTo(same(common));
        other = same;
    }
    cv::Mat apart;
    cv::absdiff(first, other, apart);
    cv::threshold(apart, apart, kOtherGrey, 255, cv::THRESH_BINARY);
    cv::Mat places, labels, stats, centres;
    const int join = static_cast<int>(std::lround(3.0 / kPixel)) | 1;
    cv::dilate(apart, places, cv::Mat::ones(join, join, CV_8U));
    const int count = cv::connectedComponentsWithStats(places, labels, stats, centres, 8, CV_32S);
    std::vector<int> ink(static_cast<std::size_t>(count), 0);
    for (int y = 0; y < apart.rows; ++y)
        for (int x = 0; x < apart.cols; ++x)
            if (apart.at<std::uint8_t>(y, x) != 0) ++ink[static_cast<std::size_t>(labels.at<int>(y, x))];
    Differences differences;
    for (int n = 1; n < count; ++n) {
        Difference d;
        d.ink = ink[static_cast<std::size_t>(n)] * kPixel * kPixel;
        if (d.ink < kLeastInk) continue;
        d.at = cv::Rect(stats.at<int>(n, cv::CC_STAT_LEFT), stats.at<int>(n, cv::CC_STAT_TOP),
                        stats.at<int>(n, cv::CC_STAT_WIDTH), stats.at<int>(n, cv::CC_STAT_HEIGHT)) &
               cv::Rect({0, 0}, apart.size());
        if (textured(first(d.at))) d.first = first(d.at).clone();
        if (textured(other(d.at))) d.second = other(d.at).clone();
        if (d.first.empty() && d.second.empty()) continue;
        d.halved = d.at.area() > kLarge;
        for (cv::Mat* print : {&d.first, &d.second})
            if (d.halved && !print->empty()) *print = halved(*print);
        // How far apart the two prints are themselves: no scan can tell them apart by more.
        d.apart = 1 - (d.first.empty() || d.second.empty() ? kPresent : correlation(d.first, d.second));
        if (d.apart < kAlike && !d.halved && !d.first.empty() && !d.second.empty()) narrow(d, apart(d.at));
        differences.push_back(std::move(d));
    }
    std::sort(differences.begin(), differences.end(), [](const auto& a, const auto& b) { return a.ink > b.ink; });
    if (differences.size() > kPlaces) differences.resize(kPlaces);
    return differences;
}

double tellApart(const Differences& differences, const cv::Mat& scan, const Mapping& mapping, double enough) {
    const auto weight = [](const Difference& d) { return std::sqrt(d.ink); };
    double sum = 0, possible = 0, rest = 0;
    for (const auto& d : differences) rest += weight(d) * d.apart;
    for (const auto& d : differences) {
        if (std::abs(sum) - rest > enough * (possible + rest)) break;
        rest -= weight(d) * d.apart;
        const Box box{(d.at.x - kSearch) * kPixel, (d.at.y - kSearch) * kPixel, (d.at.width + 2 * kSearch) * kPixel,
                      (d.at.height + 2 * kSearch) * kPixel};
        cv::Mat seen = cutOut(scan, mapping, box, kCoarseDpi);
        cv::GaussianBlur(seen, seen, {3, 3}, 0.8);
        if (d.halved) seen = halved(seen);
        const auto [first, second] = likenessOf(d, seen);
        // Neither print is there: written over, torn off or placed wrongly. Such a place is no witness.
        if (std::max(first, second) < kPresent + 0.05 && !d.first.empty() && !d.second.empty()) continue;
        sum += weight(d) * (first - second);
        possible += weight(d) * d.apart;
    }
    return possible > kLeastPossible ? std::clamp(sum / possible, -1.0, 1.0) : 0;
}

}  // namespace toitsu::ocr
