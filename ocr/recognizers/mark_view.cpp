#include "ocr/recognizers/mark_view.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

// Nine parts of the cut-out are shrunk each by its own scale: the box, the four strips beside it, the four corners.

namespace toitsu::ocr {

namespace {

constexpr double kFullInk = 120;  // grey levels below the paper's own noise: black for every pen

// How much paper around the box a picture shows, and on how many of its pixels.
struct Frame {
    double acrossMm, downMm;
    int margin;
};

constexpr Frame kNear{kMarkReachMm, kMarkReachMm, kMarkMargin};
constexpr Frame kFar{14, 7, 16};  // a neighbouring option or two, the rows above and below

// From `size` pixels, `around` of them on either side of the box, to kMarkSide with its margin, along one direction.
cv::Mat squeezed(const cv::Mat& source, int around, int margin, bool across) {
    const int size = across ? source.cols : source.rows;
    const int from[4] = {0, around, size - around, size};
    const int to[4] = {0, margin, kMarkSide - margin, kMarkSide};
    cv::Mat out(across ? source.rows : kMarkSide, across ? kMarkSide : source.cols, source.type());
    for (int n = 0; n < 3; ++n) {
        const cv::Range there(from[n], std::max(from[n] + 1, from[n + 1])), here(to[n], to[n + 1]);
        cv::Mat part = across ? out.colRange(here) : out.rowRange(here);
        cv::resize(across ? source.colRange(there) : source.rowRange(there), part, part.size(), 0, 0, cv::INTER_AREA);
    }
    return out;
}

// Red ink is a little dark even where only red light counts. By how much darker it looks in all light, that rest is
// told from a faint pencil, which looks the same in both.
constexpr double kRedRest = 0.4;

cv::Mat inkOf(const Sheet& sheet, const Box& window, bool red) {
    if (red) return sheet.grey(window);
    cv::Mat dropped = sheet.dropRed(window);
    if (!sheet.coloured()) return dropped;
    cv::Mat excess;
    cv::subtract(dropped, sheet.grey(window), excess);  // nothing where all light shows it no darker
    cv::addWeighted(dropped, 1, excess, kRedRest, 0, dropped);
    return dropped;
}

cv::Mat_<float> picture(const Sheet& sheet, const Box& option, const Frame& frame, bool red) {
    const Box window{option.x - frame.acrossMm, option.y - frame.downMm, option.width + 2 * frame.acrossMm,
                     option.height + 2 * frame.downMm};
    cv::Mat scan = inkOf(sheet, window, red);
    cv::GaussianBlur(scan, scan, {3, 3}, 0.8);
    cv::Mat printed = sheet.blank(window) < 200;
    cv::dilate(printed, printed, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
    cv::Mat ink, print;
    scan.convertTo(ink, CV_32F, -1 / kFullInk, sheet.traceLevel() / kFullInk);
    ink = cv::min(cv::max(ink, 0.0), 1.0);
    ink.setTo(0, printed);
    printed.convertTo(print, CV_32F, 1 / 255.0);
    const auto pixels = [](double mm) { return static_cast<int>(std::lround(mm * kPixelsPerMm)); };
    const cv::Mat view = ink + kPrintedTone * print;
    return squeezed(squeezed(view, pixels(frame.acrossMm), frame.margin, true), pixels(frame.downMm), frame.margin,
                    false);
}

}  // namespace

cv::Mat_<float> markView(const Sheet& sheet, const Box& option, bool red) {
    return picture(sheet, option, kNear, red);
}

cv::Mat_<float> withSurroundings(const cv::Mat_<float>& view, const Sheet& sheet, const Box& option, bool red) {
    cv::Mat_<float> both;
    cv::hconcat(view, picture(sheet, option, kFar, red), both);
    return both;
}

}  // namespace toitsu::ocr
