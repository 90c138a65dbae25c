#include "ocr/recognizers/sheet.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"
#include "ocr/internal/warp.h"

namespace toitsu::ocr {

Box grown(const Box& box, double mm) {
    return {box.x - mm, box.y - mm, box.width + 2 * mm, box.height + 2 * mm};
}

Sheet::Sheet(const Reference& reference, const Picture& scan, Mapping mapping)
    : reference_(&reference), mapping_(std::move(mapping)), scan_(view(scan)), canvas_(scan_, mapping_) {
    const double spread = paperSpread();
    inkLevel_ = std::clamp(255 - 3.0 * spread - 28, 165.0, 222.0);
    traceLevel_ = std::clamp(255 - 2.0 * spread - 12, 180.0, 240.0);
}

// How far the paper itself strays from white where the blank prints nothing: the lower quartile over the page of each
// spot's first percentile. Up to three spots in four may be written on, as on a sheet that is full of marks.
double Sheet::paperSpread() const {
    constexpr int across = 6, down = 6;
    constexpr double side = 5;  // mm
    std::vector<double> spreads;
    for (int j = 0; j < down; ++j)
        for (int i = 0; i < across; ++i) {
            const Box spot{(i + 0.5) * reference_->page->width / across, (j + 0.5) * reference_->page->height / down,
                           side, side};
            cv::Mat seen = grey(spot);
            cv::GaussianBlur(seen, seen, {3, 3}, 0.8);
            cv::Mat printed = blank(spot) < 200;
            cv::dilate(printed, printed, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9}));
            std::vector<std::uint8_t> values;
            for (int y = 0; y < seen.rows; ++y)
                for (int x = 0; x < seen.cols; ++x)
                    if (printed.at<std::uint8_t>(y, x) == 0) values.push_back(seen.at<std::uint8_t>(y, x));
            if (values.size() < 400) continue;
            const auto first = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 100);
            std::nth_element(values.begin(), first, values.end());
            spreads.push_back(255.0 - *first);
        }
    if (spreads.empty()) return 20;
    const auto quarter = spreads.begin() + static_cast<std::ptrdiff_t>(spreads.size() / 4);
    std::nth_element(spreads.begin(), quarter, spreads.end());
    return *quarter;
}

cv::Mat Sheet::grey(const Box& box) const {
    return canvas_.at(pixelsOf(box), Inks::all);
}
cv::Mat Sheet::dropRed(const Box& box) const {
    return canvas_.at(pixelsOf(box), Inks::notRed);
}
cv::Mat Sheet::colour(const Box& box) const {
    return cutOut(scan_, mapping_, box, kReadDpi);
}

cv::Mat Sheet::blank(const Box& box) const {
    const cv::Rect wanted = pixelsOf(box);
    cv::Mat out(wanted.size(), CV_8UC1, cv::Scalar(255));
    const cv::Rect there = wanted & cv::Rect({0, 0}, reference_->blank.size());
    if (!there.empty()) reference_->blank(there).copyTo(out(there - wanted.tl()));
    return out;
}

cv::Mat Sheet::newInk(const Box& box, bool red, bool faint) const {
    cv::Mat scan = red ? grey(box) : dropRed(box);
    cv::GaussianBlur(scan, scan, {3, 3}, 0.8);
    cv::Mat printed = blank(box) < 200;
    // 0.3 mm around every printed stroke belongs to it: what registration and the scanner's blur may move.
    cv::dilate(printed, printed, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
    cv::Mat ink = scan < (faint ? traceLevel_ : inkLevel_);
    ink.setTo(0, printed);
    cv::morphologyEx(ink, ink, cv::MORPH_OPEN, cv::Mat::ones(2, 2, CV_8U));  // speckles
    return ink;
}

cv::Mat Sheet::print(const Box& box) const {
    cv::Mat printed = blank(box) < 200;
    cv::dilate(printed, printed, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    return printed;
}

namespace {

// A stroke that crosses a printed rule goes on in it: what is dark on both sides of the rule, straight or slanting
// across it, is dark between, too. Print that is no rule is not crossed but written over, and stays paper.
constexpr int kAcross = 11;     // pixels: 0.9 mm, a rule of 0.4 mm and what registration and blur add to it
constexpr int kAlongRule = 41;  // pixels: print at least so long is a rule

std::vector<cv::Mat> directionsAcross(bool level) {
    std::vector<cv::Mat> all;
    constexpr int reach = kAcross / 2, side = 2 * reach + 1;
    for (const int slant : {-reach, -reach / 2, 0, reach / 2, reach}) {
        cv::Mat one = cv::Mat::zeros(side, side, CV_8U);
        const cv::Point middle{reach, reach}, half = level ? cv::Point{slant, reach} : cv::Point{reach, slant};
        cv::line(one, middle - half, middle + half, 1);
        all.push_back(one);
    }
    return all;
}

// What `scan` would hold where level (or upright) rules were painted over.
void drawAcross(const cv::Mat& scan, const cv::Mat& rules, bool level, cv::Mat& out) {
    static const std::array<std::vector<cv::Mat>, 2> directions{directionsAcross(false), directionsAcross(true)};
    if (cv::countNonZero(rules) == 0) return;
    cv::Mat drawn = scan.clone(), one;
    for (const auto& direction : directions[level ? 1 : 0]) {
        cv::morphologyEx(scan, one, cv::MORPH_OPEN, direction);  // closes light gaps in what is dark
        cv::min(drawn, one, drawn);
    }
    cv::Mat darker;
    cv::min(out, drawn, darker);
    darker.copyTo(out, rules);
}

}  // namespace

cv::Mat Sheet::withoutPrint(const Box& box) const {
    cv::Mat scan = dropRed(box);
    const cv::Mat printed = print(box);
    scan.setTo(255, printed);
    // Only where ink reaches the print at all.
    cv::Mat beside;
    cv::dilate(printed, beside, cv::Mat::ones(3, 3, CV_8U));
    const cv::Rect touched = cv::boundingRect(beside & (scan < inkLevel_));
    if (touched.empty()) return scan;
    const cv::Point reach(kAcross, kAcross);
    const cv::Rect part = cv::Rect(touched.tl() - reach, touched.br() + reach) & cv::Rect({0, 0}, scan.size());
    const cv::Mat bare = scan(part).clone();
    cv::Mat mended = scan(part);
    for (const bool level : {true, false}) {
        cv::Mat rules;  // told in the whole cut-out, not in the part of it that ink reaches
        cv::morphologyEx(printed, rules, cv::MORPH_OPEN,
                         level ? cv::Mat::ones(1, kAlongRule, CV_8U) : cv::Mat::ones(kAlongRule, 1, CV_8U));
        drawAcross(bare, rules(part), level, mended);
    }
    return scan;
}

std::array<Point, 4> Sheet::quad(const Box& box) const {
    return {mapping_.toScan({box.x, box.y}), mapping_.toScan({box.right(), box.y}),
            mapping_.toScan({box.right(), box.bottom()}), mapping_.toScan({box.x, box.bottom()})};
}

}  // namespace toitsu::ocr
