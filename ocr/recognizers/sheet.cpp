#include "ocr/recognizers/sheet.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/ink.h"
#include "ocr/internal/mat.h"
#include "ocr/internal/warp.h"

namespace toitsu::ocr {

Box grown(const Box& box, double mm) {
    return {box.x - mm, box.y - mm, box.width + 2 * mm, box.height + 2 * mm};
}

Sheet::Sheet(const Reference& reference, const Picture& scan, Mapping mapping)
    : reference_(&reference),
      mapping_(std::move(mapping)),
      colour_(view(scan)),
      grey_(greyOf(scan)),
      dropRed_(withoutRed(scan)) {
    const double spread = paperSpread();
    inkLevel_ = std::clamp(255 - 3.0 * spread - 28, 165.0, 222.0);
    traceLevel_ = std::clamp(255 - 2.0 * spread - 12, 180.0, 240.0);
    if (scan.channels != 3) return;
    // Coloured when more than stray pixels differ between the channels (a grey page saved as RGB does not).
    cv::Mat small, difference;
    cv::resize(colour_, small, {}, 0.125, 0.125, cv::INTER_AREA);
    cv::Mat channels[3];
    cv::split(small, channels);
    cv::absdiff(channels[2], channels[1], difference);
    coloured_ = cv::countNonZero(difference > 30) > 10;
}

namespace {

// Pixels around the crop that flattening needs to know the paper.
constexpr double kContextMm = 6;

cv::Mat inner(const cv::Mat& mat, const Box& box) {
    const int margin = static_cast<int>(std::lround(kContextMm * kPixelsPerMm));
    const int width = std::max(1, static_cast<int>(std::lround(box.width * kPixelsPerMm)));
    const int height = std::max(1, static_cast<int>(std::lround(box.height * kPixelsPerMm)));
    return mat(cv::Rect(margin, margin, std::min(width, mat.cols - margin), std::min(height, mat.rows - margin)))
        .clone();
}

}  // namespace

// How far the paper itself strays from white where the blank prints nothing: the median over the page of each spot's
// first percentile. A spot that is written on does not move the median.
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
            cv::resize(printed, printed, seen.size(), 0, 0, cv::INTER_NEAREST);
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
    const auto middle = spreads.begin() + static_cast<std::ptrdiff_t>(spreads.size() / 2);
    std::nth_element(spreads.begin(), middle, spreads.end());
    return *middle;
}

cv::Mat Sheet::flat(const cv::Mat& source, const Box& box) const {
    return inner(flattened(cutOut(source, mapping_, grown(box, kContextMm), kReadDpi), kReadDpi), box);
}

cv::Mat Sheet::grey(const Box& box) const {
    return flat(grey_, box);
}
cv::Mat Sheet::dropRed(const Box& box) const {
    return flat(dropRed_, box);
}
cv::Mat Sheet::colour(const Box& box) const {
    return cutOut(colour_, mapping_, box, kReadDpi);
}

cv::Mat Sheet::blank(const Box& box) const {
    const cv::Rect wanted(static_cast<int>(std::lround(box.x * kPixelsPerMm)),
                          static_cast<int>(std::lround(box.y * kPixelsPerMm)),
                          std::max(1, static_cast<int>(std::lround(box.width * kPixelsPerMm))),
                          std::max(1, static_cast<int>(std::lround(box.height * kPixelsPerMm))));
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
    cv::resize(printed, printed, scan.size(), 0, 0, cv::INTER_NEAREST);
    cv::Mat ink = scan < (faint ? traceLevel_ : inkLevel_);
    ink.setTo(0, printed);
    cv::morphologyEx(ink, ink, cv::MORPH_OPEN, cv::Mat::ones(2, 2, CV_8U));  // speckles
    return ink;
}

cv::Mat Sheet::withoutPrint(const Box& box) const {
    cv::Mat scan = dropRed(box);
    cv::Mat printed = blank(box) < 200;
    cv::dilate(printed, printed, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    cv::resize(printed, printed, scan.size(), 0, 0, cv::INTER_NEAREST);
    scan.setTo(255, printed);
    return scan;
}

std::array<Point, 4> Sheet::quad(const Box& box) const {
    return {mapping_.toScan({box.x, box.y}), mapping_.toScan({box.right(), box.y}),
            mapping_.toScan({box.right(), box.bottom()}), mapping_.toScan({box.x, box.bottom()})};
}

}  // namespace toitsu::ocr
