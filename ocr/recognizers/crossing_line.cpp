#include "ocr/recognizers/crossing_line.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

// Faint ink counts, too: folds are grey. Every pair of inked points beyond the cell's opposite borders is joined; where
// the blank prints, nothing is known and nothing is counted. The print's own blur is as faint as a fold and as
// straight: beside the cell and along its rules nothing is counted within its reach, but well inside the cell
// everything is.

namespace toitsu::ocr {

namespace {

constexpr double kBeyondMm = 1.4;  // how far outside the cell is looked
constexpr double kAroundMm = 0.8;  // further out what the blank prints is known, too: its blur reaches inwards
constexpr int kHalo = 15;          // pixels: 0.6 mm on every side of what the blank prints
constexpr int kNarrowHalo = 7;     // pixels: 0.3 mm, for lines that run well inside the cell
constexpr double kInsideMm = 0.5;  // from the cell's rules
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

// From above the cell to below it; a line that begins or ends within `side` columns of the window's edges does not
// count.
bool lineDown(const cv::Mat_<std::uint8_t>& seen, int strip, int side) {
    const int reach = seen.rows / 5;  // at most 11° from the vertical
    const int top = clearestRow(seen, 0, strip), bottom = clearestRow(seen, seen.rows - strip, seen.rows);
    for (int from = side; from < seen.cols - side; ++from) {
        if (seen(top, from) != kInk) continue;
        for (int to = std::max(side, from - reach); to <= std::min(seen.cols - 1 - side, from + reach); ++to) {
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

int pixels(double mm) {
    return static_cast<int>(std::lround(mm * kPixelsPerMm));
}

bool lineAcross(const cv::Mat& grey, const cv::Mat& printed, int halo, int strip, int side) {
    cv::Mat near;
    cv::dilate(printed, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {halo, halo}));
    cv::Mat_<std::uint8_t> seen(grey.size(), kPaper), turned;
    seen.setTo(kInk, grey < 225);
    seen.setTo(kPrinted, near);
    const int around = pixels(kAroundMm);
    seen = seen(cv::Rect(around, around, seen.cols - 2 * around, seen.rows - 2 * around));
    cv::transpose(seen, turned);
    return lineDown(seen, strip, side) || lineDown(turned, strip, side);
}

}  // namespace

bool crossedByLine(const Sheet& sheet, const Box& cell) {
    const Box window = grown(cell, kBeyondMm + kAroundMm);
    cv::Mat grey = sheet.grey(window);
    cv::GaussianBlur(grey, grey, {3, 3}, 0.8);
    const cv::Mat printed = sheet.blank(window) < 200;
    const int strip = pixels(kBeyondMm);
    return lineAcross(grey, printed, kHalo, strip, 0) ||
           lineAcross(grey, printed, kNarrowHalo, strip, pixels(kBeyondMm + kInsideMm));
}

}  // namespace toitsu::ocr
