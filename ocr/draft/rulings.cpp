#include "ocr/draft/internal/rulings.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

// Lines are runs of ink that are longer than the strokes of letters. Where lines meet, their mask has holes, and a hole
// with straight edges is a region that somebody ruled, however its neighbours and what stands in it look.

namespace toitsu::ocr {

namespace {

using forms::Box;

constexpr double kPerMm = 300 / 25.4;
constexpr double kLong = 9;  // mm: no stroke of a letter is so long

int pixels(double mm) {
    return std::max(1, static_cast<int>(std::lround(mm * kPerMm)));
}

cv::Mat across(int length) {
    return cv::Mat::ones(1, length, CV_8U);
}
cv::Mat down(int length) {
    return cv::Mat::ones(length, 1, CV_8U);
}

// Dots and dashes in line become a line: small pieces alone are joined, so that letters are not.
void addDotted(const cv::Mat& ink, cv::Mat& level, cv::Mat& upright) {
    cv::Mat labels, stats, centroids, flat = cv::Mat::zeros(ink.size(), CV_8U), tall = flat.clone();
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S);
    for (int n = 1; n < count; ++n) {
        const cv::Rect box(stats.at<int>(n, 0), stats.at<int>(n, 1), stats.at<int>(n, 2), stats.at<int>(n, 3));
        if (box.height <= pixels(0.6) && box.width <= pixels(3)) flat(box) |= labels(box) == n;
        if (box.width <= pixels(0.6) && box.height <= pixels(3)) tall(box) |= labels(box) == n;
    }
    cv::Mat joined;
    cv::morphologyEx(flat, joined, cv::MORPH_CLOSE, across(pixels(1.7)));
    cv::morphologyEx(joined, joined, cv::MORPH_OPEN, across(pixels(8)));
    // The last dot stands a little before the line that it leads to.
    cv::dilate(joined, joined, across(2 * pixels(0.7) + 1));
    level |= joined;
    cv::morphologyEx(tall, joined, cv::MORPH_CLOSE, down(pixels(1.7)));
    cv::morphologyEx(joined, joined, cv::MORPH_OPEN, down(pixels(4)));
    cv::dilate(joined, joined, down(2 * pixels(0.7) + 1));
    upright |= joined;
}

Box boxOf(const cv::Rect& r, double grown) {
    return {(r.x - grown) / kPerMm, (r.y - grown) / kPerMm, (r.width + 2 * grown) / kPerMm,
            (r.height + 2 * grown) / kPerMm};
}

bool straight(const std::vector<cv::Point>& contour, double least) {
    const cv::Rect r = cv::boundingRect(contour);
    return cv::contourArea(contour) >= least * (r.width - 1) * (r.height - 1);
}

// As straight(), where a side may step by a pixel: a scan is never quite upright.
bool nearlyStraight(const std::vector<cv::Point>& contour) {
    const cv::Rect r = cv::boundingRect(contour);
    return cv::contourArea(contour) >= 0.965 * (r.width - 2) * (r.height - 2);
}

// Strokes of a title's letters are as long as small boxes are wide. What counts as ruled has a long line in it, or
// encloses something as exactly as a box does.
bool isRuled(const std::vector<std::vector<cv::Point>>& contours, const std::vector<cv::Vec4i>& tree, std::size_t n,
             const cv::Mat& longLines) {
    const cv::Rect outer = cv::boundingRect(contours[n]);
    if (std::max(outer.width, outer.height) >= pixels(kLong)) {
        cv::Mat part = cv::Mat::zeros(outer.size(), CV_8U);
        cv::drawContours(part, contours, static_cast<int>(n), 255, cv::FILLED, 8, tree, 1, -outer.tl());
        if (cv::countNonZero(part & longLines(outer)) > 0) return true;
    }
    if (tree[n][2] < 0 || !straight(contours[n], 0.96)) return false;
    for (int hole = tree[n][2]; hole >= 0; hole = tree[static_cast<std::size_t>(hole)][0]) {
        const auto& inner = contours[static_cast<std::size_t>(hole)];
        const cv::Rect r = cv::boundingRect(inner);
        // A comb's cells are all as high as the comb; 日 and 目 are divided.
        if (r.height < outer.height - pixels(1) || r.width < pixels(2.2) || !straight(inner, 0.94)) return false;
    }
    return true;
}

bool bounds(const Box& line, const Box& area) {
    const double y = line.y + line.height / 2;
    const double shared = std::min(line.right(), area.right()) - std::max(line.x, area.x);
    return shared > 0.6 * std::min(line.width, area.width) &&
           (std::abs(y - area.y) < 0.7 || std::abs(y - area.bottom()) < 0.7);
}

// Level parts of the mask that no region has for an edge: lines to write on.
std::vector<Box> freeLines(const cv::Mat& level, const cv::Mat& mask, const std::vector<Box>& enclosed) {
    cv::Mat labels, stats, centroids, kept;
    cv::morphologyEx(level & mask, kept, cv::MORPH_OPEN, across(pixels(8)));
    const int count = cv::connectedComponentsWithStats(kept, labels, stats, centroids, 8, CV_32S);
    std::vector<Box> lines;
    for (int n = 1; n < count; ++n) {
        const Box line = boxOf({stats.at<int>(n, 0), stats.at<int>(n, 1), stats.at<int>(n, 2), stats.at<int>(n, 3)}, 0);
        if (line.height > 1.2) continue;
        if (std::none_of(enclosed.begin(), enclosed.end(), [&](const Box& area) { return bounds(line, area); }))
            lines.push_back(line);
    }
    return lines;
}

}  // namespace

Rulings findRulings(const cv::Mat& ink) {
    const int shortest = pixels(2.5);
    cv::Mat level, upright, thick;
    // A pixel wider, so that a line that climbs a little is still one run.
    cv::dilate(ink, thick, down(3));
    cv::morphologyEx(thick, level, cv::MORPH_OPEN, across(shortest));
    cv::dilate(ink, thick, across(3));
    cv::morphologyEx(thick, upright, cv::MORPH_OPEN, down(shortest));
    // As thin again as it was: boxes stand half a millimetre from the lines around them.
    level &= ink;
    upright &= ink;
    addDotted(ink, level, upright);
    cv::Mat all = level | upright;
    cv::morphologyEx(all, all, cv::MORPH_CLOSE, cv::Mat::ones(3, 3, CV_8U));
    cv::Mat longLines, longUpright;
    cv::morphologyEx(level, longLines, cv::MORPH_OPEN, across(pixels(kLong)));
    cv::morphologyEx(upright, longUpright, cv::MORPH_OPEN, down(pixels(kLong)));
    longLines |= longUpright;

    std::vector<std::vector<cv::Point>> contours;
    std::vector<cv::Vec4i> tree;
    cv::findContours(all, contours, tree, cv::RETR_CCOMP, cv::CHAIN_APPROX_SIMPLE);
    Rulings result;
    result.mask = cv::Mat::zeros(ink.size(), CV_8U);
    for (std::size_t n = 0; n < contours.size(); ++n) {
        if (tree[n][3] >= 0 || !isRuled(contours, tree, n, longLines)) continue;
        const cv::Rect r = cv::boundingRect(contours[n]);
        cv::Mat part = cv::Mat::zeros(r.size(), CV_8U);
        cv::drawContours(part, contours, static_cast<int>(n), 255, cv::FILLED, 8, tree, 1, -r.tl());
        result.mask(r) |= part & all(r);
        for (int hole = tree[n][2]; hole >= 0; hole = tree[static_cast<std::size_t>(hole)][0]) {
            const auto& inner = contours[static_cast<std::size_t>(hole)];
            const cv::Rect box = cv::boundingRect(inner);
            // A hole's contour runs on the line's own pixels. The line's other half belongs to the region.
            if (std::min(box.width, box.height) >= pixels(2.2) && straight(inner, 0.86))
                result.enclosed.push_back(boxOf(box, 0.5));
        }
    }
    result.underlines = freeLines(level, result.mask, result.enclosed);
    return result;
}

Outlines findOutlines(const cv::Mat& ink) {
    std::vector<std::vector<cv::Point>> contours;
    std::vector<cv::Vec4i> tree;
    cv::findContours(ink, contours, tree, cv::RETR_CCOMP, cv::CHAIN_APPROX_SIMPLE);
    Outlines found;
    for (std::size_t n = 0; n < contours.size(); ++n) {
        if (tree[n][3] >= 0 || tree[n][2] < 0) continue;
        const cv::Rect r = cv::boundingRect(contours[n]);
        const double wide = r.width / kPerMm, high = r.height / kPerMm;
        if (wide < 2 || high < 2 || wide > 16 || std::abs(wide / high - 1) > 0.2) continue;
        // Its widest hole alone; the line may hold a speck of paper.
        double hole = 0;
        std::size_t inner = 0;
        for (int h = tree[n][2]; h >= 0; h = tree[static_cast<std::size_t>(h)][0])
            if (const double area = cv::contourArea(contours[static_cast<std::size_t>(h)]); area > hole) {
                hole = area;
                inner = static_cast<std::size_t>(h);
            }
        const double box = static_cast<double>(r.width - 1) * (r.height - 1), outer = cv::contourArea(contours[n]);
        if (wide <= 7.5 && outer >= 0.96 * box && hole >= 0.55 * box && nearlyStraight(contours[inner])) {
            const cv::Rect within = cv::boundingRect(contours[inner]);
            const cv::Rect middle(within.x + 3, within.y + 3, within.width - 6, within.height - 6);
            if (middle.width > 2 && middle.height > 2 && cv::countNonZero(ink(middle)) <= middle.area() / 50)
                found.squares.push_back(boxOf(r, -1));
        }
        if (wide >= 6 && std::abs(outer / box - CV_PI / 4) < 0.035 && hole > 0.8 * outer)
            found.rings.push_back(boxOf(r, -1));
    }
    return found;
}

bool isCutRing(const cv::Mat& ink, const cv::Rect& box) {
    const int size = std::max(box.width, box.height);
    if (size < pixels(6) || size > pixels(16) || std::min(box.width, box.height) < 0.85 * size) return false;
    // All the way round, but where lines ran, there is ink at the radius and none just within it.
    constexpr int kSteps = 72;
    const cv::Point2d middle(box.x + box.width / 2.0, box.y + box.height / 2.0);
    const double radius = size / 2.0;
    int on = 0, within = 0;
    for (int n = 0; n < kSteps; ++n) {
        const double angle = 2 * CV_PI * n / kSteps;
        const auto inked = [&](double from, double to) {
            for (double r = from; r <= to; r += 1) {
                const cv::Point p(static_cast<int>(std::lround(middle.x + r * std::cos(angle))),
                                  static_cast<int>(std::lround(middle.y + r * std::sin(angle))));
                if (p.x >= 0 && p.y >= 0 && p.x < ink.cols && p.y < ink.rows && ink.at<std::uint8_t>(p) != 0)
                    return true;
            }
            return false;
        };
        on += inked(radius - pixels(0.6), radius + pixels(0.4)) ? 1 : 0;
        within += inked(radius * 0.72, radius * 0.86) ? 1 : 0;
    }
    return on >= 0.75 * kSteps && within <= 0.1 * kSteps;
}

}  // namespace toitsu::ocr
