#include "ocr/recognizers/sheet.h"

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/ink.h"
#include "ocr/internal/mat.h"
#include "ocr/internal/warp.h"

namespace toitsu::ocr {

Box grown(const Box& box, double mm) { return {box.x - mm, box.y - mm, box.width + 2 * mm, box.height + 2 * mm}; }

Sheet::Sheet(const Reference& reference, const Picture& scan, Mapping mapping)
    : reference_(&reference), mapping_(std::move(mapping)), colour_(view(scan)), grey_(greyOf(scan)), dropRed_(withoutRed(scan)) {
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
    return mat(cv::Rect(margin, margin, std::min(width, mat.cols - margin), std::min(height, mat.rows - margin))).clone();
}

}  // namespace

cv::Mat Sheet::flat(const cv::Mat& source, const Box& box) const {
    return inner(flattened(cutOut(source, mapping_, grown(box, kContextMm), kReadDpi), kReadDpi), box);
}

cv::Mat Sheet::grey(const Box& box) const { return flat(grey_, box); }
cv::Mat Sheet::dropRed(const Box& box) const { return flat(dropRed_, box); }
cv::Mat Sheet::colour(const Box& box) const { return cutOut(colour_, mapping_, box, kReadDpi); }

cv::Mat Sheet::blank(const Box& box) const {
    const cv::Rect wanted(static_cast<int>(std::lround(box.x * kPixelsPerMm)), static_cast<int>(std::lround(box.y * kPixelsPerMm)),
                          std::max(1, static_cast<int>(std::lround(box.width * kPixelsPerMm))),
                          std::max(1, static_cast<int>(std::lround(box.height * kPixelsPerMm))));
    cv::Mat out(wanted.size(), CV_8UC1, cv::Scalar(255));
    const cv::Rect there = wanted & cv::Rect({0, 0}, reference_->blank.size());
    if (!there.empty()) reference_->blank(there).copyTo(out(there - wanted.tl()));
    return out;
}

cv::Mat Sheet::newInk(const Box& box, bool red) const {
    cv::Mat scan = red ? grey(box) : dropRed(box);
    cv::GaussianBlur(scan, scan, {3, 3}, 0.8);
    cv::Mat printed = blank(box) < 200;
    // 0.3 mm around every printed stroke belongs to it: what registration and the scanner's blur may move.
    cv::dilate(printed, printed, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
    cv::resize(printed, printed, scan.size(), 0, 0, cv::INTER_NEAREST);
    cv::Mat ink = scan < 190;
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
    return {mapping_.toScan({box.x, box.y}), mapping_.toScan({box.right(), box.y}), mapping_.toScan({box.right(), box.bottom()}),
            mapping_.toScan({box.x, box.bottom()})};
}

}  // namespace toitsu::ocr
