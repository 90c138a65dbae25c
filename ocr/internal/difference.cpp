#include "ocr/internal/difference.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/warp.h"

// Pixels at which the two blanks differ are gathered into places. At each place the scan
// is compared with what either layout prints there, by correlation; what a layout leaves white cannot be correlated,
// so the other one's print must simply be there or not. Where much differs, half the resolution shows it as well at a
// quarter of the cost. Writing only adds ink: where likeness does not tell, a layout of which a part is not there,
// while all of the other's is, is not the one.

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
constexpr int kLargest = 30000;          // pixels: 8.6 cm²
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
        if (!d.first.empty() && !d.second.empty() && d.at.area() < kLargest) {
            d.fineFirst = d.first;
            d.fineSecond = d.second;
        }
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

namespace {

// `margin`: pixels around the place.
cv::Mat seenAt(const Difference& d, const cv::Mat& scan, const Mapping& mapping, int margin) {
    const Box box{(d.at.x - margin) * kPixel, (d.at.y - margin) * kPixel, (d.at.width + 2 * margin) * kPixel,
                  (d.at.height + 2 * margin) * kPixel};
    cv::Mat seen = cutOut(scan, mapping, box, kCoarseDpi);
    cv::GaussianBlur(seen, seen, {3, 3}, 0.8);
    return seen;
}

constexpr int kDark = 150, kPale = 215;  // grey levels of a blank: ink for sure, and not paper for sure
constexpr double kAllThere = 0.97;       // of a print's ink: worn print shows that much
constexpr double kMissing = 0.7;         // writing across it and strokes of the other nearby cover less
constexpr double kLessThere = 0.05;      // what a part that is missing takes from the whole
constexpr int kSlack = 3;                // pixels either way: both layouts stand in one frame, here as elsewhere
constexpr double kContrast = 30;         // grey levels between the print in the scan and its paper

double areaOf(const cv::Mat& mask) {
    return cv::countNonZero(mask) * kPixel * kPixel;  // mm²
}

struct Presence {
    double whole = 0;  // share of the print's ink that is there
    cv::Point where;
    double bound = 0;  // grey level that parts ink from paper there; 0: nothing tells
};

double covered(const cv::Mat& seen, const cv::Mat& mask, double bound) {
    cv::Mat ink;
    cv::compare(seen, bound, ink, cv::CMP_LE);
    cv::dilate(ink, ink, cv::Mat::ones(3, 3, CV_8U));
    return cv::countNonZero(ink & mask) / std::max(1.0, static_cast<double>(cv::countNonZero(mask)));
}

// Ink and paper are told apart half way between the paper and what stands where the print should.
Presence presenceOf(const cv::Mat& print, const cv::Mat& seen) {
    Presence found;
    const cv::Mat ink = print < kDark;
    correlation(seen, print, &found.where);
    const cv::Mat there = seen(cv::Rect(found.where, print.size()));
    const double paper = cv::mean(there, print > kPale)[0], dark = cv::mean(there, ink)[0];
    if (paper - dark < kContrast) return found;
    found.bound = (paper + dark) / 2;
    found.whole = covered(there, ink, found.bound);
    return found;
}

// Whether all of `print` is there, and of `other` a part that it alone prints is not.
bool disproved(const cv::Mat& other, const cv::Mat& print, const cv::Mat& seen) {
    const Presence found = presenceOf(print, seen);
    if (found.whole < kAllThere || presenceOf(other, seen).whole > found.whole - kLessThere) return false;
    // Not where the other's strokes pass so near that they would answer for it.
    cv::Mat near = print < kPale;
    cv::dilate(near, near, cv::Mat::ones(3, 3, CV_8U));
    const cv::Mat alone = (other < kDark) & ~near;
    if (areaOf(alone) < kLeastInk) return false;
    double most = 0;
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x) {
            const cv::Rect there = cv::Rect(found.where + cv::Point(x, y), print.size());
            if ((there & cv::Rect({0, 0}, seen.size())) == there)
                most = std::max(most, covered(seen(there), alone, found.bound));
        }
    return most < kMissing;
}

// 1 or −1 when something of the second layout, or of the first, is missing and nothing of the other one.
double byAbsence(const Differences& differences, const cv::Mat& scan, const Mapping& mapping) {
    bool first = false, second = false;  // disproved
    for (const auto& d : differences) {
        if (d.fineFirst.empty()) continue;
        const cv::Mat seen = seenAt(d, scan, mapping, kSlack);
        first = first || disproved(d.fineFirst, d.fineSecond, seen);
        second = second || disproved(d.fineSecond, d.fineFirst, seen);
    }
    if (first == second) return 0;
    return second ? 1 : -1;
}

}  // namespace

double tellApart(const Differences& differences, const cv::Mat& scan, const Mapping& mapping, double enough) {
    const auto weight = [](const Difference& d) { return std::sqrt(d.ink); };
    double sum = 0, possible = 0, rest = 0;
    for (const auto& d : differences) rest += weight(d) * d.apart;
    for (const auto& d : differences) {
        if (std::abs(sum) - rest > enough * (possible + rest)) break;
        rest -= weight(d) * d.apart;
        cv::Mat seen = seenAt(d, scan, mapping, kSearch);
        if (d.halved) seen = halved(seen);
        const auto [first, second] = likenessOf(d, seen);
        // Neither print is there: written over, torn off or placed wrongly. Such a place is no witness.
        if (std::max(first, second) < kPresent + 0.05 && !d.first.empty() && !d.second.empty()) continue;
        sum += weight(d) * (first - second);
        possible += weight(d) * d.apart;
    }
    const double evidence = possible > kLeastPossible ? std::clamp(sum / possible, -1.0, 1.0) : 0;
    return std::abs(evidence) < enough ? byAbsence(differences, scan, mapping) : evidence;
}

}  // namespace toitsu::ocr
