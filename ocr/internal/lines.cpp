#include "ocr/internal/lines.h"

#include <algorithm>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

namespace {

// Runs of rows or columns with ink; gaps narrower than `bridge` are closed.
std::vector<std::pair<int, int>> runs(const cv::Mat& ink, int direction, int bridge) {
    cv::Mat sums;
    cv::reduce(ink > 0, sums, direction, cv::REDUCE_MAX);
    const int length = static_cast<int>(sums.total());
    std::vector<std::pair<int, int>> out;
    for (int n = 0; n < length; ++n) {
        if (sums.at<std::uint8_t>(n) == 0) continue;
        if (!out.empty() && n - out.back().second < bridge)
            out.back().second = n + 1;
        else
            out.emplace_back(n, n + 1);
    }
    return out;
}

}  // namespace

std::vector<TextLine> textLines(const cv::Mat& ink, double pixelsPerMm) {
    std::vector<TextLine> lines;
    auto rows = runs(ink, 1, static_cast<int>(0.35 * pixelsPerMm));
    // Runs under 0.8 mm are dots or remains of a rule, parts of the line that stands nearest.
    for (std::size_t n = 0; n < rows.size() && rows.size() > 1;) {
        if (rows[n].second - rows[n].first >= 0.8 * pixelsPerMm) {
            ++n;
            continue;
        }
        const bool withNext =
            n == 0 || (n + 1 < rows.size() && rows[n + 1].first - rows[n].second < rows[n].first - rows[n - 1].second);
        const std::size_t into = withNext ? n + 1 : n - 1;
        rows[into] = {std::min(rows[into].first, rows[n].first), std::max(rows[into].second, rows[n].second)};
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(n));
    }
    for (const auto& [top, bottom] : rows) {
        TextLine line;
        line.height = bottom - top;
        // A word gap: an ideographic space is an em and more. Gaps inside words (イト, around ・ or 1) stay below 0.9.
        const int gap = std::max(2, static_cast<int>(0.95 * line.height));
        for (const auto& [left, right] : runs(ink.rowRange(top, bottom), 0, gap))
            line.segments.emplace_back(left, top, right - left, bottom - top);
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace toitsu::ocr
