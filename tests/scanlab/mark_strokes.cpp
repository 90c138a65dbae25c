// A pen's character is a slow field multiplied into the stroke: where it falls below nothing the ball has skipped.

#include "tests/scanlab/mark_strokes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "tests/scanlab/pen_path.h"

namespace toitsu::scanlab {
namespace {

using forms::Box;
using forms::Point;

Point near(Point p, double spread, Random& random) {
    return {p.x + random.normal() * spread, p.y + random.normal() * spread};
}

Point between(Point a, Point b, double t) {
    return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

void line(PenPath& path, Point a, Point b, double pen, double bend, Random& random) {
    path.curve(a, near(between(a, b, 0.5), bend, random), b, pen, random.between(0.9, 1.1), random.between(0.6, 1));
}

Drawing zigzag(const Box& box, double pen, bool across, Random& random) {
    const int turns = random.integer(4, 9);
    const double lean = random.between(0.2, 0.8);
    PenPath path;
    Point at{};
    for (int i = 0; i <= turns; ++i) {
        const double t = static_cast<double>(i) / turns, side = i % 2 == 0 ? 0.0 : 1.0;
        const Point next = across ? near({box.x + box.width * std::clamp(t + (side - 0.5) * 0.2 * lean, -0.1, 1.1),
                                          box.y + box.height * side},
                                         box.height * 0.06, random)
                                  : near({box.x + box.width * side,
                                          box.y + box.height * std::clamp(t + (side - 0.5) * 0.2 * lean, -0.1, 1.1)},
                                         box.height * 0.06, random);
        if (i > 0) line(path, at, next, pen, pen * 0.5, random);
        at = next;
    }
    return path.draw();
}

Drawing spiral(const Box& box, double pen, double turns, double inner, Random& random) {
    const double rx = box.width / 2, ry = box.height / 2, start = random.between(0, 6.28);
    const double wave = random.between(0.05, 0.2), phase = random.between(0, 6.28);
    const Point c = near(box.centre(), box.height * 0.05, random);
    const int steps = static_cast<int>(turns * 5 * (rx + ry)) + 20;
    PenPath path;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps, angle = start - t * turns * 2 * std::numbers::pi;
        const double r = (1 - (1 - inner) * t) * (1 + wave * std::sin(0.7 * angle + phase));
        path.add({c.x + rx * r * std::cos(angle), c.y + ry * r * std::sin(angle)}, pen / 2);
    }
    return path.draw();
}

}  // namespace

Pen drawPen(Random& random) {
    const double dice = random.uniform();
    const auto shade = [&](int low, int high) { return random.integer(low, high); };
    Pen pen;
    if (dice < 0.45) {  // ball-point, black or blue
        const bool blue = random.chance(0.3);
        pen.ink = {blue ? shade(110, 170) : shade(15, 50), blue ? shade(35, 75) : shade(15, 45), shade(15, 45),
                   random.between(0.75, 0.97), random.between(0.02, 0.25)};
        pen.width = random.between(0.25, 0.5);
        pen.dryness = random.chance(0.5) ? random.between(0.1, 0.75) : 0;
    } else if (dice < 0.65) {  // gel, fountain pen
        pen.ink = {shade(10, 60), shade(10, 40), shade(10, 40), random.between(0.9, 1.0), 0.03};
        pen.width = random.between(0.4, 0.75);
        pen.softness = random.between(0, 0.05);
    } else if (dice < 0.8) {  // felt
        pen.ink = {shade(10, 90), shade(10, 50), shade(10, 40), random.between(0.8, 0.98), 0.05};
        pen.width = random.between(0.7, 1.3);
        pen.softness = random.between(0.02, 0.12);
        pen.dryness = random.chance(0.3) ? random.between(0.2, 0.6) : 0;
    } else {  // pencil
        const int grey = shade(45, 105);
        pen.ink = {grey, grey, grey, random.between(0.55, 0.9), random.between(0.3, 0.6)};
        pen.width = random.between(0.3, 0.7);
        pen.dryness = random.between(0, 0.4);
    }
    return pen;
}

void wearStroke(Drawing& drawing, const Pen& pen, double pixelsPerMm, Random& random) {
    cv::Mat mask(drawing.mask.height, drawing.mask.width, CV_8UC1, drawing.mask.pixels.data());
    if (pen.softness > 0) cv::GaussianBlur(mask, mask, {}, pen.softness * pixelsPerMm);
    if (pen.dryness <= 0) return;
    const cv::Size knots(std::max(2, static_cast<int>(mask.cols / pixelsPerMm / 0.5) + 2),
                         std::max(2, static_cast<int>(mask.rows / pixelsPerMm / 0.5) + 2));
    cv::Mat coarse(knots, CV_32F), field, worn;
    for (auto it = coarse.begin<float>(); it != coarse.end<float>(); ++it)
        *it = static_cast<float>(1 + pen.dryness * random.between(-1.4, 0.5));
    cv::resize(coarse, field, mask.size(), 0, 0, cv::INTER_CUBIC);
    mask.convertTo(worn, CV_32F);
    worn = worn.mul(cv::min(cv::max(field, 0.0), 1.0));
    worn.convertTo(mask, CV_8U);
}

Drawing hastyTick(const Box& box, double pen, Random& random) {
    const double size = std::max(box.width, box.height) * random.between(0.55, 1.9);
    const Point c = near(box.centre(), size * 0.12, random);
    const double arm = random.between(0.04, 0.5);  // how much of a first arm
    const Point low =
        near({c.x - size * random.between(-0.05, 0.25), c.y + size * random.between(0.15, 0.42)}, size * 0.04, random);
    const Point start = near({low.x - size * arm * random.between(0.5, 1.1), low.y - size * arm}, size * 0.04, random);
    const Point end =
        near({c.x + size * random.between(0.2, 0.95), c.y - size * random.between(0.25, 0.8)}, size * 0.05, random);
    PenPath path;
    path.curve(start, near(between(start, low, 0.5), size * 0.05, random), low, pen, random.between(0.6, 1), 1.1);
    path.curve(low, near(between(low, end, 0.5), size * 0.08, random), end, pen, 1.1, random.between(0.3, 0.8));
    return path.draw();
}

Drawing wideCross(const Box& box, double pen, Random& random) {
    const double size = std::max(box.width, box.height) * random.between(0.5, 1.0);
    const Point c = near(box.centre(), size * 0.15, random);
    PenPath path;
    for (const double side : {-1.0, 1.0}) {
        const double reach = size * random.between(0.7, 1.15);
        line(path, near({c.x - side * reach, c.y - reach}, size * 0.12, random),
             near({c.x + side * reach, c.y + reach}, size * 0.12, random), pen, size * 0.08, random);
    }
    return path.draw();
}

Drawing hastyCircle(const Box& box, double pen, Random& random) {
    const double grow = random.between(0.85, 1.35);
    const Point c = near(box.centre(), box.height * 0.14, random);
    const double rx = box.width / 2 * grow + random.between(-0.1, 0.4) * box.height;
    const double ry = box.height / 2 * random.between(0.85, 1.4);
    const double turns = random.chance(0.2) ? random.between(1.5, 2.1) : random.between(0.84, 1.15);
    const double start = random.between(0, 6.28), drift = random.normal() * 0.08, tilt = random.normal() * 0.08;
    const double wave2 = random.normal() * 0.06, phase2 = random.between(0, 6.28);
    const double square = random.between(0, 0.35);  // round wide text people draw a rounded oblong
    const int steps = static_cast<int>(turns * 6 * (rx + ry));
    PenPath path;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps, angle = start - t * turns * 2 * std::numbers::pi;
        const double r = 1 + wave2 * std::sin(2 * angle + phase2) + drift * (t - 0.5);
        const double cx = std::cos(angle), sy = std::sin(angle);
        const double bulge = 1 + square * 0.5 * std::abs(cx * sy);
        path.add({c.x + rx * r * bulge * cx - tilt * ry * sy, c.y + ry * r * bulge * sy + tilt * ry * cx},
                 pen / 2 * (1.05 - 0.35 * t / turns));
    }
    return path.draw();
}

const std::vector<std::string>& strikeWays(bool round) {
    static const std::vector<std::string> square{"lines", "lines", "line", "zigzag", "spiral", "hatch"};
    static const std::vector<std::string> wide{"lines", "lines", "line", "zigzag", "hatch", "bigcross"};
    return round ? wide : square;
}

Drawing strikeWay(const std::string& way, const Box& box, double pen, Random& random) {
    if (way == "zigzag") return zigzag(box, pen, random.chance(0.6), random);
    if (way == "spiral") return spiral(box, pen, random.between(3, 6), random.between(0.05, 0.4), random);
    if (way == "bigcross") return wideCross(box, pen, random);
    PenPath path;
    if (way == "hatch") {
        const int strokes = random.integer(5, 10);
        const double lean = random.between(-0.6, 0.6) * box.height;
        for (int i = 0; i < strokes; ++i) {
            const double x = box.x + box.width * (i + 0.5) / strokes;
            line(path, near({x + lean / 2, box.y}, pen, random), near({x - lean / 2, box.bottom()}, pen, random), pen,
                 pen * 0.5, random);
        }
        return path.draw();
    }
    const double reach = std::min(box.width, box.height) * random.between(0.05, 0.6);
    const double tilt = random.normal() * 0.12 * box.height;
    const double apart = way == "line" ? 0 : box.height * random.between(0.09, 0.2);
    for (const double side : {-1.0, 1.0}) {
        if (way == "line" && side > 0) break;
        const double y = box.centre().y + side * apart + random.normal() * 0.04 * box.height;
        line(path, near({box.x - reach, y + tilt}, pen * 0.6, random),
             near({box.right() + reach, y - tilt}, pen * 0.8, random), pen, pen * 0.8, random);
    }
    return path.draw();
}

const std::vector<std::string>& strayWays() {
    static const std::vector<std::string> ways{"hair", "dots", "tail", "smear"};
    return ways;
}

Drawing stray(const std::string& way, const Box& box, double pen, Random& random) {
    const double side = std::max(box.height, box.width);
    const auto around = [&](double reach) {
        return Point{box.centre().x + random.between(-reach, reach) * side,
                     box.centre().y + random.between(-reach, reach) * side};
    };
    PenPath path;
    if (way == "hair") {
        const Point a = around(1.2);
        const double angle = random.between(0, 6.28), length = side * random.between(0.5, 1.6);
        const Point b{a.x + length * std::cos(angle), a.y + length * std::sin(angle)};
        path.curve(a, near(between(a, b, 0.5), length * 0.25, random), b, pen * 0.25, 1, 1);
    } else if (way == "dots") {
        for (int i = random.integer(1, 3); i > 0; --i) path.add(around(0.8), pen * random.between(0.3, 0.6));
    } else if (way == "tail") {  // from above or from the side, ending near the box
        const double angle = random.between(0, 6.28);
        const Point end{box.centre().x + side * random.between(0.55, 1.1) * std::cos(angle),
                        box.centre().y + side * random.between(0.55, 1.1) * std::sin(angle)};
        const Point from{box.centre().x + side * 2.6 * std::cos(angle + random.normal() * 0.4),
                         box.centre().y + side * 2.6 * std::sin(angle + random.normal() * 0.4)};
        line(path, from, end, pen, side * 0.1, random);
    } else {
        for (int i = random.integer(2, 5); i > 0; --i) {
            const Point a = around(0.6);
            line(path, a, near(a, side * 0.25, random), pen * random.between(0.8, 2.0), 0, random);
        }
    }
    return path.draw();
}

}  // namespace toitsu::scanlab
