#include "ocr/recognizers/crossing_line.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

// Faint ink counts, too: folds are grey. Every pair of inked points beyond the cell's opposite borders is joined; where
// the blank prints, nothing is known and nothing is counted – nor beside it, where the print's own blur is as faint as
// a fold and as straight.

namespace toitsu::ocr {

namespace {

constexpr double kBeyondMm = 1.4;  // how far outside the cell is looked
constexpr int kHalo = 15;          // pixels: 0.6 mm on every side of what the blank prints
constexpr std::uint8_t kInk = 2, kPrinted = 1, kPaper = 0;

// The row of [from, to) where the blank prints least: the line passes every row, so the clearest one is asked.
int clearestRow(const cv::Mat_<std::uint8_t>& seen, int from, int to) {
    int best = from, least = seen.cols + 1;
    for (int y = from; y < to; ++y) {
        const int printed = static_cast<int>(std::count(seen[y], seen[y] + seen.cols, kPrinted));
        if (printed < least) {
            least = printed;
            best = y;
        }
    }
    return best;
}

// From above the cell to below it.
bool lineDown(const cv::Mat_<std::uint8_t>& seen, int strip) {
    const int reach = seen.rows / 5;  // at most 11° from the vertical
    const int top = clearestRow(seen, 0, strip), bottom = clearestRow(seen, seen.rows - strip, seen.rows);
    for (int from = 0; from < seen.cols; ++from) {
        if (seen(top, from) != kInk) continue;
        for (int to = std::max(0, from - reach); to <= std::min(seen.cols - 1, from + reach); ++to) {
            if (seen(bottom, to) != kInk) continue;
            int known = 0, inked = 0;
            for (int y = top; y <= bottom; ++y) {
                const int x = from + (to - from) * (y - top) / (bottom - top);
                if (seen(y, x) == kPrinted) continue;
                ++known;
                inked += seen(y, x) == kInk ? 1 : 0;
            }
            if (known > seen.rows / 2 && inked >= 0.93 * known) return true;
        }
    }
    return false;
}

}  // namespace

bool crossedByLine(const Sheet& sheet, const Box& cell) {
    const Box window = grown(cell, kBeyondMm);
    cv::Mat grey = sheet.grey(window);
    cv::GaussianBlur(grey, grey, {3, 3}, 0.8);
    cv::Mat printed = sheet.blank(window) < 200;
    cv::dilate(printed, printed, cv::getStructuringElement(cv::MORPH_ELLIPSE, {kHalo, kHalo}));
    cv::Mat_<std::uint8_t> seen(grey.size(), kPaper);
    seen.setTo(kInk, grey < 225);
    seen.setTo(kPrinted, printed);
    const int strip = static_cast<int>(std::lround(kBeyondMm * kPixelsPerMm));
    if (lineDown(seen, strip)) return true;
    cv::Mat_<std::uint8_t> turned;
    cv::transpose(seen, turned);
    return lineDown(turned, strip);
}

}  // namespace toitsu::ocr
