#include "ocr/recognizers/upright_line.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/canvas.h"
#include "ocr/internal/lines.h"
#include "ocr/recognizers/character_cut.h"

// Turned to the left, columns are lines, the rightmost one on top, and their characters lie on their backs. In a column
// every character takes one em, so a segment is cut as a text of so many kanji, whichever number fits best; then each
// one is turned back.

namespace toitsu::ocr {

namespace {

constexpr double kNarrowest = 0.75, kWidest = 1.5;  // ems, in widths of the widest column; 健一 ends half-way
constexpr double kSpace = 1.3;                      // ems between segments, so that they stay apart
constexpr double kStroke = 0.25, kLong = 0.45;      // ems: an upright stroke is no wider, and no shorter

// Of a segment of a column that lies on its side.
std::vector<cv::Rect> charactersOf(const cv::Mat& ink, int width) {
    const double length = cv::boundingRect(ink).width;
    const int fewest = std::max(1, static_cast<int>(std::floor(length / (kWidest * width)))),
              most = static_cast<int>(std::ceil(length / (kNarrowest * width))) + 1;
    LineCut best;
    for (int n = fewest; n <= most; ++n) {
        LineCut cut = cutAlong(ink, std::u32string(static_cast<std::size_t>(n), U'国'));
        if (cut.boxes.empty() || cut.em < kNarrowest * width || cut.em > kWidest * width) continue;
        if (best.boxes.empty() || cut.cost / n < best.cost / static_cast<double>(best.boxes.size()))
            best = std::move(cut);
    }
    // A short character alone (一, 二) has no pitch.
    if (best.boxes.empty() && length <= width) return {cv::boundingRect(ink)};
    return best.boxes;
}

bool isUprightStroke(const cv::Mat& ink, double em) {
    const cv::Rect box = cv::boundingRect(ink);
    return box.width < kStroke * em && box.height > kLong * em && cv::countNonZero(ink(box)) > 0.6 * box.area();
}

struct Line {
    std::vector<cv::Mat> characters;  // empty: a space
};

cv::Mat setOut(const std::vector<Line>& lines, int em) {
    std::size_t longest = 0;
    for (const Line& line : lines) longest = std::max(longest, line.characters.size());
    const int step = 2 * em, space = static_cast<int>(kSpace * em);
    cv::Mat out(em + step * static_cast<int>(lines.size()), em + space * static_cast<int>(longest), CV_8UC1,
                cv::Scalar(255));
    int y = em / 2;
    for (const Line& line : lines) {
        int x = em / 2;
        for (const cv::Mat& character : line.characters) {
            if (character.empty()) {
                x += space;
                continue;
            }
            const cv::Rect to(x + (em - character.cols) / 2, y + (em + em / 4 - character.rows) / 2, character.cols,
                              character.rows);
            const cv::Rect there = to & cv::Rect({0, 0}, out.size());
            cv::Mat part = out(there);
            cv::min(part, character(there - to.tl()), part);
            x += em;
        }
        y += step;
    }
    return out;
}

}  // namespace

UprightLines uprightLines(const cv::Mat& grey, bool kana) {
    cv::Mat lying, soft, binary;
    cv::rotate(grey, lying, cv::ROTATE_90_COUNTERCLOCKWISE);
    cv::GaussianBlur(lying, soft, {5, 5}, 1.0);
    cv::threshold(soft, binary, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    const cv::Mat ink = binary == 0;
    const auto columns = textLines(ink, kPixelsPerMm);
    int width = 0;
    for (const auto& column : columns) width = std::max(width, column.height);
    UprightLines upright;
    std::vector<Line> lines;
    const int em = static_cast<int>(1.08 * width);
    for (const auto& column : columns) {
        Line line;
        for (const cv::Rect& segment : column.segments) {
            if (segment.width < 0.25 * kPixelsPerMm || column.height < 0.25 * width) continue;  // dust
            if (!line.characters.empty()) line.characters.emplace_back();
            for (const cv::Rect& box : charactersOf(ink(segment), width)) {
                const cv::Rect whole(segment.x + box.x, segment.y, box.width, segment.height);
                cv::Mat character, its;
                cv::rotate(lying(whole), character, cv::ROTATE_90_CLOCKWISE);
                cv::rotate(ink(whole), its, cv::ROTATE_90_CLOCKWISE);
                const bool stroke = isUprightStroke(its, em);
                if (stroke && kana) character = lying(whole).clone();
                upright.strokeLeft = upright.strokeLeft || (stroke && !kana);
                line.characters.push_back(character);
            }
        }
        if (!line.characters.empty()) lines.push_back(std::move(line));
    }
    upright.grey = lines.empty() ? cv::Mat(1, 1, CV_8UC1, cv::Scalar(255)) : setOut(lines, em);
    return upright;
}

}  // namespace toitsu::ocr
