#include "ocr/recognizers/line_pieces.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"

namespace toitsu::ocr {

namespace {

constexpr std::size_t kMostPieces = 60;
constexpr double kWidest = 1.25;  // line heights: no character is wider

std::vector<std::pair<int, int>> inkedColumns(const cv::Mat& ink) {
    cv::Mat columns;
    cv::reduce(ink > 0, columns, 0, cv::REDUCE_MAX);
    std::vector<std::pair<int, int>> pieces;
    for (int x = 0; x < columns.cols; ++x) {
        if (columns.at<std::uint8_t>(x) == 0) continue;
        if (!pieces.empty() && pieces.back().second == x)
            pieces.back().second = x + 1;
        else
            pieces.emplace_back(x, x + 1);
    }
    return pieces;
}

}  // namespace

LinePieces cutLine(const cv::Mat& grey, const cv::Mat& ink, std::size_t mostJoined) {
    const auto pieces = inkedColumns(ink);
    if (pieces.empty() || pieces.size() > kMostPieces) return {};
    LinePieces line{pieces.size(), {}};
    const int side = std::max(1, grey.rows / 8);
    for (std::size_t n = 0; n < pieces.size(); ++n)
        for (std::size_t count = 1; count <= mostJoined && n + count <= pieces.size(); ++count) {
            const int left = pieces[n].first, right = pieces[n + count - 1].second;
            if (count > 1 && right - left > kWidest * grey.rows) break;
            cv::Mat crop;
            cv::copyMakeBorder(grey.colRange(left, right), crop, 0, 0, side, side,
                               cv::BORDER_CONSTANT | cv::BORDER_ISOLATED, cv::Scalar(255));
            line.groups.push_back({n, count, own(crop)});
        }
    return line;
}

}  // namespace toitsu::ocr
