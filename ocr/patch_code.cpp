#include "ocr/patch_code.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/reduced.h"

// Lines across the page every two millimetres, down and across: where seven runs of black and white have a patch code's
// widths, and the lines beside it say the same in the same place for 15 mm, there is one. Ten modules of 2 mm make a
// code; a wide bar has two and a half.

namespace toitsu::ocr {

namespace {

constexpr double kDpi = 100;
constexpr double kModules = 10, kWide = 2.5;
constexpr double kWidthMm = 20.3, kWidthTolerance = 0.12;  // printers scale, and paper shrinks less than this
constexpr double kStepMm = 2;
constexpr int kFewestLines = 8;
constexpr double kDriftMm = 0.6;    // from one line to the next: a sheet that lies askew by 15°
constexpr double kMostInk = 0.025;  // of the page, beside the code: more is a page that somebody wrote

struct Hit {
    char name = 0;
    double at = 0;  // pixels
};

// By which bars are wide, the first in the highest bit.
char nameOf(unsigned wide) {
    switch (wide) {
        case 0b1100:
            return '1';
        case 0b1001:
            return '2';
        case 0b1010:
            return '3';
        case 0b0110:
            return '4';
        case 0b0011:
            return '6';
        case 0b0101:
            return 'T';
        default:
            return 0;
    }
}

// The code that begins with run `first` (black), if there is one. Runs alternate.
char codeAt(const std::vector<int>& runs, std::size_t first, double width) {
    const double module = width / kModules;
    unsigned wide = 0;
    for (std::size_t n = 0; n < 7; ++n) {
        const double modules = runs[first + n] / module;
        const bool bar = n % 2 == 0, isWide = modules > (1 + kWide) / 2;
        if (std::abs(modules - (bar && isWide ? kWide : 1)) > 0.45) return 0;
        if (bar) wide = wide << 1 | (isWide ? 1u : 0u);
    }
    return nameOf(wide);
}

std::vector<Hit> hitsOn(const std::uint8_t* line, int length, double perMm) {
    std::vector<int> runs{0};  // white first
    for (int x = 0; x < length; ++x) {
        const bool black = line[x] != 0, inBlack = runs.size() % 2 == 0;
        if (black == inBlack)
            ++runs.back();
        else
            runs.push_back(1);
    }
    std::vector<Hit> hits;
    double at = 0;
    for (std::size_t n = 0; n + 7 <= runs.size(); at += runs[n], ++n) {
        if (n % 2 == 0) continue;
        double width = 0;
        for (std::size_t k = n; k < n + 7; ++k) width += runs[k];
        if (std::abs(width / perMm / kWidthMm - 1) > kWidthTolerance) continue;
        // Paper on both sides, or the edge of the sheet.
        const double quiet = 1.5 * width / kModules;
        const bool free = (n == 1 || runs[n - 1] >= quiet) && (n + 7 >= runs.size() || runs[n + 7] >= quiet);
        if (const char name = free ? codeAt(runs, n, width) : '\0'; name != 0) hits.push_back({name, at});
    }
    return hits;
}

// A code on enough neighbouring lines.
std::optional<char> along(const cv::Mat& ink, double perMm) {
    struct Chain {
        Hit last;
        int lines = 1;
    };
    std::vector<Chain> chains;
    const int step = std::max(1, static_cast<int>(kStepMm * perMm));
    for (int y = 0; y < ink.rows; y += step) {
        std::vector<Chain> next;
        for (const Hit& hit : hitsOn(ink.ptr<std::uint8_t>(y), ink.cols, perMm)) {
            Chain chain{hit};
            for (const Chain& before : chains)
                if (before.last.name == hit.name && std::abs(before.last.at - hit.at) < kDriftMm * perMm + 1)
                    chain.lines = std::max(chain.lines, before.lines + 1);
            if (chain.lines >= kFewestLines) return hit.name;
            next.push_back(chain);
        }
        chains = std::move(next);
    }
    return std::nullopt;
}

}  // namespace

std::optional<char> patchCode(const Page& page) {
    if (page.picture.empty()) return std::nullopt;
    const Reduced look = reduced(page, kDpi);
    cv::Mat grey = look.mat, ink, turned;
    if (grey.channels() == 3) cv::cvtColor(look.mat, grey, cv::COLOR_BGR2GRAY);
    cv::threshold(grey, ink, 0, 255, cv::THRESH_BINARY_INV | cv::THRESH_OTSU);
    cv::transpose(ink, turned);
    const double perMm = look.dpi / 25.4;
    auto found = along(ink, perMm);
    if (!found) found = along(turned, perMm);
    if (!found) return std::nullopt;
    // Thick bars are the only large black areas: what an opening by their width leaves is not writing.
    cv::Mat bars, rest;
    const int thick = std::max(3, static_cast<int>(1.2 * perMm));
    cv::morphologyEx(ink, bars, cv::MORPH_OPEN, cv::Mat::ones(thick, thick, CV_8U));
    cv::dilate(bars, bars, cv::Mat::ones(5, 5, CV_8U));
    cv::subtract(ink, bars, rest);
    if (cv::countNonZero(rest) > kMostInk * static_cast<double>(rest.total())) return std::nullopt;
    return found;
}

}  // namespace toitsu::ocr
