#include "ocr/internal/neighbour.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ocr/blank_page.h"
#include "ocr/internal/mat.h"
#include "ocr/internal/outline.h"

namespace toitsu::ocr {

std::vector<cv::Rect> roomBeside(const std::vector<cv::Rect>& taken, cv::Size picture, double narrowest) {
    const cv::Rect all({0, 0}, picture);
    std::vector<int> xs{0, picture.width}, ys{0, picture.height};
    for (const cv::Rect& one : taken) {
        const cv::Rect inside = one & all;
        xs.insert(xs.end(), {inside.x, inside.br().x});
        ys.insert(ys.end(), {inside.y, inside.br().y});
    }
    std::sort(xs.begin(), xs.end());
    std::sort(ys.begin(), ys.end());
    std::vector<cv::Rect> rooms;
    for (const int x : xs)
        for (const int y : ys)
            for (const int right : xs)
                for (const int bottom : ys) {
                    const cv::Rect room(x, y, right - x, bottom - y);
                    if (std::min(room.width, room.height) < narrowest) continue;
                    if (std::none_of(taken.begin(), taken.end(), [&](const auto& t) { return !(t & room).empty(); }))
                        rooms.push_back(room);
                }
    std::sort(rooms.begin(), rooms.end(), [](const auto& a, const auto& b) { return a.area() > b.area(); });
    std::vector<cv::Rect> largest;
    for (const cv::Rect& room : rooms)
        if (std::none_of(largest.begin(), largest.end(), [&](const auto& l) { return (l & room) == room; }))
            largest.push_back(room);
    return largest;
}

bool nothingIn(const cv::Mat& grey, double dpi) {
    return checkBlank({"", 1, own(grey), dpi, 0}).blank;
}

bool sheetBeside(const cv::Mat& grey, const Mapping& mapping, double dpi) {
    const double w = mapping.width, h = mapping.height;
    const std::array<Point, 4> corners{mapping.toScan({0, 0}), mapping.toScan({w, 0}), mapping.toScan({w, h}),
                                       mapping.toScan({0, h})};
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    for (const Point& p : corners) {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        top = std::min(top, p.y);
        bottom = std::max(bottom, p.y);
    }
    const double perMm = std::hypot(corners[2].x - corners[0].x, corners[2].y - corners[0].y) / std::hypot(w, h);
    const bool camera = std::abs(std::log(perMm * 25.4 / std::max(dpi, 1.0))) > 0.08;
    const double margin = kSheetMargin * perMm;
    const auto pixel = [](double value) { return static_cast<int>(std::lround(value)); };
    const cv::Rect page(pixel(left - margin), pixel(top - margin), pixel(right - left + 2 * margin),
                        pixel(bottom - top + 2 * margin));
    const auto rooms = roomBeside({page}, grey.size(), kNarrowestSheet * perMm);
    return std::any_of(rooms.begin(), rooms.end(), [&](const cv::Rect& room) {
        const cv::Mat there = grey(room);
        if (camera && !outlineOf(there)) return false;
        return !nothingIn(there, perMm * 25.4);
    });
}

}  // namespace toitsu::ocr
