#include "tests/scanlab/wear.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "tests/scanlab/lettering.h"
#include "tests/scanlab/vocabulary.h"

namespace toitsu::scanlab {
namespace {

using forms::Point;

cv::Mat view(Mask& mask) {
    return cv::Mat(mask.height, mask.width, CV_8UC1, mask.pixels.data());
}

// A field of slow light and dark between the two values, as ink and dirt dry unevenly.
cv::Mat slowField(cv::Size size, double low, double high, int knots, Random& random) {
    cv::Mat coarse(knots, knots, CV_32F), smooth;
    for (auto it = coarse.begin<float>(); it != coarse.end<float>(); ++it)
        *it = static_cast<float>(random.between(low, high));
    cv::resize(coarse, smooth, size, 0, 0, cv::INTER_CUBIC);
    return cv::max(smooth, 0.0);
}

void thin(Mask& mask, const cv::Mat& field) {
    cv::Mat target = view(mask), thinned;
    target.convertTo(thinned, CV_32F);
    thinned = thinned.mul(field);
    thinned.convertTo(target, CV_8U);
}

// The ring that a cup leaves, or a spot with a darker rim.
void stain(Sheet& sheet, double width, double height, Random& random) {
    const bool ring = random.chance(0.5);
    const double radius = sheet.pixels(ring ? random.between(28, 42) : random.between(6, 26));
    const int size = static_cast<int>(radius * 2.4) + 4;
    Drawing drawing{Mask::empty(size, size), 0, 0};
    cv::Mat target = view(drawing.mask);
    const cv::Point middle(size / 2, size / 2);
    const double wobble = random.between(0.9, 1.0);
    const cv::Size axes(static_cast<int>(radius), static_cast<int>(radius * wobble));
    const double turn = random.between(0, 180);
    if (!ring) cv::ellipse(target, middle, axes, turn, 0, 360, 120, cv::FILLED, cv::LINE_AA);
    cv::ellipse(target, middle, axes, turn, 0, 360, 255, static_cast<int>(sheet.pixels(random.between(0.6, 2.2))),
                cv::LINE_AA);
    cv::GaussianBlur(target, target, {}, sheet.pixels(random.between(0.2, 0.6)));
    thin(drawing.mask, slowField(target.size(), 0.1, 1.1, 7, random));
    drawing.left = static_cast<int>(sheet.pixels(random.between(0.05, 0.95) * width)) - size / 2;
    drawing.top = static_cast<int>(sheet.pixels(random.between(0.05, 0.95) * height)) - size / 2;
    sheet.put(drawing, {58, 98, 140, random.between(0.25, 0.6), 0.05}, random);
}

// Puts typeset text into a canvas, centred on a point.
void letter(cv::Mat& canvas, const std::string& text, double x, double y, double height, const char* family) {
    Mask mask = typeset(text, {family, false}, height);
    const cv::Mat source = view(mask);
    const cv::Rect wanted(static_cast<int>(x - mask.width / 2.0), static_cast<int>(y - mask.height / 2.0), mask.width,
                          mask.height);
    const cv::Rect shown = wanted & cv::Rect(0, 0, canvas.cols, canvas.rows);
    if (shown.empty()) return;
    cv::Mat target = canvas(shown);
    cv::max(target, source(shown - wanted.tl()), target);
}

// 収受印: a double ring or a frame with the town, the date and what was done; anywhere, so also across answers.
void receiptStamp(Sheet& sheet, double width, double height, Random& random) {
    const double size = sheet.pixels(random.between(26, 38));
    const int side = static_cast<int>(size * 1.3);
    Drawing drawing{Mask::empty(side, side), 0, 0};
    cv::Mat canvas = view(drawing.mask);
    const double middle = side / 2.0;
    const int line = std::max(2, static_cast<int>(sheet.pixels(random.between(0.35, 0.6))));
    const cv::Point centre(side / 2, side / 2);
    const bool round = random.chance(0.6);
    if (round) {
        cv::circle(canvas, centre, static_cast<int>(size / 2), 255, line, cv::LINE_AA);
        if (random.chance(0.5))
            cv::circle(canvas, centre, static_cast<int>(size * 0.46), 255, line / 2 + 1, cv::LINE_AA);
    } else {
        cv::rectangle(canvas, centre - cv::Point(static_cast<int>(size / 2), static_cast<int>(size * 0.36)),
                      centre + cv::Point(static_cast<int>(size / 2), static_cast<int>(size * 0.36)), 255, line);
    }
    const double reach = size * (round ? 0.46 : 0.5);
    for (const double side2 : {-1.0, 1.0}) {
        const int y = static_cast<int>(middle + side2 * size * 0.12);
        cv::line(canvas, {static_cast<int>(middle - reach), y}, {static_cast<int>(middle + reach), y}, 255,
                 line / 2 + 1);
    }
    const std::string date = std::to_string(random.integer(5, 8)) + "." + std::to_string(random.integer(1, 12)) + "." +
                             std::to_string(random.integer(1, 28));
    static const std::vector<std::string> done{"収受", "受付", "受領", "第一係"};
    letter(canvas, drawTown(random).name, middle, middle - size * 0.24, size * 0.15, "Noto Serif CJK JP");
    letter(canvas, date, middle, middle, size * 0.17, "Noto Sans CJK JP");
    letter(canvas, random.pick(done), middle, middle + size * 0.24, size * 0.15, "Noto Serif CJK JP");
    const cv::Mat turn =
        cv::getRotationMatrix2D({static_cast<float>(middle), static_cast<float>(middle)}, random.normal() * 7, 1);
    cv::Mat turned;
    cv::warpAffine(canvas, turned, turn, canvas.size());
    turned.copyTo(canvas);
    thin(drawing.mask, slowField(canvas.size(), 0.35, 1.3, 6, random));
    cv::min(canvas, 255, canvas);
    static const std::vector<Ink> inks{
        {50, 40, 205, 0.8, 0.25}, {160, 60, 40, 0.8, 0.25}, {45, 40, 40, 0.85, 0.25}, {130, 40, 110, 0.8, 0.25}};
    drawing.left = static_cast<int>(sheet.pixels(random.between(0.12, 0.88) * width) - middle);
    drawing.top = static_cast<int>(sheet.pixels(random.between(0.08, 0.92) * height) - middle);
    sheet.put(drawing, random.pick(inks), random);
}

// The reverse side's print, mirrored and soft: headings, paragraphs and a table.
void bleedThrough(Sheet& sheet, double strength, Random& random) {
    Drawing drawing{Mask::empty(sheet.width(), sheet.height()), 0, 0};
    cv::Mat canvas = view(drawing.mask);
    const double left = sheet.pixels(random.between(12, 22)), right = sheet.width() - left;
    const Hand type = typedHand(random);
    double y = sheet.pixels(random.between(12, 25));
    while (y < sheet.height() - sheet.pixels(18)) {
        const double height = sheet.pixels(random.chance(0.15) ? random.between(5, 7) : random.between(3.0, 4.0));
        if (random.chance(0.12)) {
            const int bottom =
                static_cast<int>(std::min(y + sheet.pixels(random.between(12, 50)), sheet.height() - 9.0));
            cv::rectangle(canvas, cv::Point(static_cast<int>(left), static_cast<int>(y)),
                          cv::Point(static_cast<int>(right), bottom), 255, static_cast<int>(sheet.pixels(0.3)));
        }
        std::string line = random.pick(notes());
        while (random.chance(0.6)) line += random.pick(notes());
        Mask words = typeset(line, type, height);
        const int width = std::min(words.width, static_cast<int>(right - left));
        const int top = static_cast<int>(y), rows = std::min(words.height, sheet.height() - top);
        if (width > 0 && rows > 0) {
            cv::Mat target = canvas(cv::Rect(static_cast<int>(left), top, width, rows));
            cv::max(target, view(words)(cv::Rect(0, 0, width, rows)), target);
        }
        y += height * random.between(1.5, 2.6);
    }
    cv::flip(canvas, canvas, 1);
    cv::GaussianBlur(canvas, canvas, {}, sheet.pixels(random.between(0.12, 0.3)));
    thin(drawing.mask, slowField(canvas.size(), 0.5, 1.0, 5, random));
    sheet.put(drawing, {60, 60, 60, strength * random.between(0.55, 1), 0.05}, random);
}

}  // namespace

void wear(Sheet& sheet, const Profile& profile, double width, double height, Random& random) {
    if (profile.bleed > 0) bleedThrough(sheet, profile.bleed, random);
    for (int i = profile.stamps > 0 ? random.integer(1, profile.stamps) : 0; i > 0; --i)
        receiptStamp(sheet, width, height, random);
    for (int i = profile.stains > 0 ? random.integer(1, profile.stains) : 0; i > 0; --i)
        stain(sheet, width, height, random);
}

std::vector<std::vector<Point>> missingParts(const Profile& profile, double width, double height, Random& random) {
    std::vector<std::vector<Point>> parts;
    if (profile.cut) {
        const double dx = random.between(12, 45), dy = random.between(12, 45);
        const bool right = random.chance(0.5), bottom = random.chance(0.5);
        const Point corner{right ? width + 1 : -1.0, bottom ? height + 1 : -1.0};
        const double sx = right ? -1 : 1, sy = bottom ? -1 : 1;
        std::vector<Point> outline{corner, {corner.x + sx * dx, corner.y}};
        for (int i = 1; i < 6; ++i) {  // torn, not cut with scissors
            const double t = i / 6.0;
            outline.push_back({corner.x + sx * (dx * (1 - t) + random.normal() * 0.8),
                               corner.y + sy * (dy * t + random.normal() * 0.8)});
        }
        outline.push_back({corner.x, corner.y + sy * dy});
        parts.push_back(outline);
    }
    if (profile.punched) {
        const bool left = random.chance(0.7);  // two holes, 80 mm apart, 12 mm from the edge
        for (const double off : {-40.0, 40.0}) {
            const Point c = left ? Point{12 + random.normal() * 0.5, height / 2 + off}
                                 : Point{width / 2 + off, 12 + random.normal() * 0.5};
            std::vector<Point> circle;
            for (int i = 0; i < 32; ++i) {
                const double angle = 2 * std::numbers::pi * i / 32;
                circle.push_back({c.x + 3 * std::cos(angle), c.y + 3 * std::sin(angle)});
            }
            parts.push_back(circle);
        }
    }
    return parts;
}

}  // namespace toitsu::scanlab
