#include "ocr/internal/sketch.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/ink.h"
#include "ocr/internal/reference.h"

namespace toitsu::ocr {

namespace {

constexpr double kThickestLine = 2;  // mm: what is thicker is a shaded field or dirt

// Runs of ink along a row that touch runs of the row above are one line.
struct Gathered {
    int left, right, top, bottom;
    double rows = 0, area = 0;  // sum of row numbers times pixels; pixels
};

void gather(std::vector<Gathered>& lines, std::vector<std::size_t>& open, int left, int right, int row) {
    for (const auto n : open) {
        auto& line = lines[n];
        if (line.bottom < row - 1 || right < line.left || left > line.right) continue;
        line.left = std::min(line.left, left);
        line.right = std::max(line.right, right);
        line.bottom = row;
        line.rows += static_cast<double>(row) * (right - left);
        line.area += right - left;
        return;
    }
    open.push_back(lines.size());
    lines.push_back(
        {left, right, row, row, static_cast<double>(row) * (right - left), static_cast<double>(right - left)});
}

std::vector<RuledLine> linesAcross(const cv::Mat& ink, double dpi, double shortest, std::size_t most) {
    const double pixel = 25.4 / dpi;
    const int length = static_cast<int>(std::lround(shortest / pixel));
    // Widened by a pixel to each side, a line that climbs by three pixels over its length is still one run.
    cv::Mat wide, runs;
    cv::dilate(ink, wide, cv::Mat::ones(3, 1, CV_8U));
    cv::morphologyEx(wide, runs, cv::MORPH_OPEN, cv::Mat::ones(1, length, CV_8U));
    std::vector<Gathered> all;
    std::vector<std::size_t> open;
    for (int y = 0; y < runs.rows; ++y) {
        const auto* row = runs.ptr<std::uint8_t>(y);
        open.erase(std::remove_if(open.begin(), open.end(), [&](std::size_t n) { return all[n].bottom < y - 1; }),
                   open.end());
        for (int x = 0; x < runs.cols; ++x) {
            if (row[x] == 0) continue;
            const int left = x;
            while (x < runs.cols && row[x] != 0) ++x;
            gather(all, open, left, x, y);
        }
    }
    std::vector<RuledLine> lines;
    for (const auto& line : all) {
        const double width = (line.right - line.left) * pixel, thick = (line.bottom - line.top + 1) * pixel;
        if (thick > kThickestLine + 0.02 * width) continue;
        lines.push_back({(line.rows / line.area + 0.5) * pixel, line.left * pixel, line.right * pixel});
    }
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.length() > b.length(); });
    if (lines.size() > most) lines.resize(most);
    return lines;
}

// One pixel of ink from each 4 mm square in turn, until no square has any left or there are enough.
std::vector<cv::Point2f> spreadPoints(const cv::Mat& ink, double dpi, std::size_t most) {
    constexpr double side = 4;  // mm
    const double pixel = 25.4 / dpi;
    const int across = static_cast<int>(ink.cols * pixel / side) + 1,
              down = static_cast<int>(ink.rows * pixel / side) + 1;
    std::vector<std::vector<cv::Point>> squares(static_cast<std::size_t>(across * down));
    for (int y = 0; y < ink.rows; ++y)
        for (int x = 0; x < ink.cols; ++x)
            if (ink.at<std::uint8_t>(y, x) != 0)
                squares[static_cast<std::size_t>(static_cast<int>(y * pixel / side) * across +
                                                 static_cast<int>(x * pixel / side))]
                    .push_back({x, y});
    // A fixed shuffle: squares and their pixels come in no order of the page, the same on every machine.
    std::uint32_t state = 12345;
    const auto next = [&](std::size_t below) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::size_t>(state >> 8) % below;
    };
    squares.erase(std::remove_if(squares.begin(), squares.end(), [](const auto& s) { return s.empty(); }),
                  squares.end());
    for (std::size_t n = squares.size(); n > 1; --n) std::swap(squares[n - 1], squares[next(n)]);
    std::vector<cv::Point2f> points;
    for (int round = 0; round < 4; ++round)
        for (auto& square : squares) {
            if (square.empty()) continue;
            if (points.size() == most) return points;
            const auto chosen = next(square.size());
            points.emplace_back(static_cast<float>((square[chosen].x + 0.5) * pixel),
                                static_cast<float>((square[chosen].y + 0.5) * pixel));
            square[chosen] = square.back();
            square.pop_back();
        }
    return points;
}

// Whether there are places enough that a line alone does not make. Half the resolution is enough to count them.
bool isTextured(const cv::Mat& blank, const forms::LayoutPage& page) {
    cv::Mat half;
    cv::resize(blank, half, {}, 0.5, 0.5, cv::INTER_AREA);
    return texturedPlaces(half, kSketchDpi / 2, page).size() >= 20;
}

}  // namespace

RuledLines ruledLines(const cv::Mat& ink, double dpi, double shortest, std::size_t most) {
    cv::Mat turned;
    cv::transpose(ink, turned);
    return {linesAcross(ink, dpi, shortest, most), linesAcross(turned, dpi, shortest, most)};
}

Result<Sketch> makeSketch(std::shared_ptr<const forms::Layout> layout, const forms::LayoutPage& page) {
    const auto blank = blankOf(*layout, page, kSketchDpi);
    if (!blank) return fail(blank.error());
    const cv::Mat ink = inkMask(*blank, kSketchDpi);
    Sketch sketch;
    sketch.lines = ruledLines(ink, kSketchDpi);
    sketch.points = spreadPoints(ink, kSketchDpi, 1600);
    if (sketch.points.size() < 200 || !isTextured(*blank, page))
        return fail(ErrorKind::schema, "S030",
                    {"白紙に目印となる線や文字が少なすぎて、位置合わせができません",
                     "the blank has too few lines and letters to place a scan by; print more on it"},
                    layout->place);
    sketch.layout = std::move(layout);
    sketch.page = &page;
    return sketch;
}

}  // namespace toitsu::ocr
