// Wobble is a sum of few slow waves: jitter from point to point would look like a saw.

#include "tests/scanlab/strokes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "tests/scanlab/pen_path.h"

namespace toitsu::scanlab {
namespace {

constexpr int kShift = 4;  // sixteenths of a pixel for OpenCV's drawing
using forms::Box;
using forms::Point;

Point near(Point p, double spread, Random& random) {
    return {p.x + random.normal() * spread, p.y + random.normal() * spread};
}

}  // namespace

Drawing tick(const Box& box, double pen, Random& random) {
    const double size = std::max(box.width, box.height) * random.between(0.85, 1.25);
    const Point c = near({box.centre().x, box.centre().y + size * 0.08}, size * 0.06, random);
    const Point start = near({c.x - size * 0.42, c.y - size * 0.08}, size * 0.05, random);
    const Point low = near({c.x - size * 0.1, c.y + size * 0.38}, size * 0.04, random);
    const Point end =
        near({c.x + size * random.between(0.45, 0.85), c.y - size * random.between(0.5, 0.85)}, size * 0.05, random);
    PenPath path;
    path.curve(start, near({(start.x + low.x) / 2, (start.y + low.y) / 2}, size * 0.05, random), low, pen, 0.8, 1.15);
    path.curve(low, near({(low.x + end.x) / 2 + size * 0.03, (low.y + end.y) / 2}, size * 0.05, random), end, pen, 1.15,
               0.6);
    return path.draw();
}

Drawing cross(const Box& box, double pen, Random& random) {
    const double size = std::max(box.width, box.height) * random.between(0.8, 1.2) / 2;
    const Point c = near(box.centre(), size * 0.1, random);
    PenPath path;
    for (const double side : {-1.0, 1.0}) {
        const Point a = near({c.x - side * size, c.y - size}, size * 0.1, random);
        const Point b = near({c.x + side * size, c.y + size}, size * 0.1, random);
        path.curve(a, near({(a.x + b.x) / 2, (a.y + b.y) / 2}, size * 0.1, random), b, pen, 1.0, 0.8);
    }
    return path.draw();
}

Drawing circle(const Box& box, double pen, Random& random) {
    const Point c = near(box.centre(), box.height * 0.06, random);
    const double rx = box.width / 2 * random.between(0.92, 1.12), ry = box.height / 2 * random.between(0.9, 1.2);
    const double start = random.between(-2.6, -0.9), overlap = random.between(-0.25, 0.5);  // radians, from above
    const double tilt = random.normal() * 0.05, drift = random.normal() * 0.05;
    const double wave2 = random.normal() * 0.035, phase2 = random.between(0, 6.28);
    const double wave3 = random.normal() * 0.025, phase3 = random.between(0, 6.28);
    const int steps = static_cast<int>(6 * (rx + ry));
    PenPath path;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double angle = start - t * (2 * std::numbers::pi + overlap);  // most people draw it against the clock
        const double r =
            1 + wave2 * std::sin(2 * angle + phase2) + wave3 * std::sin(3 * angle + phase3) + drift * (t - 0.5);
        const double x = rx * r * std::cos(angle), y = ry * r * std::sin(angle);
        path.add({c.x + x - tilt * y, c.y + y + tilt * x}, pen / 2 * (1.05 - 0.3 * t));
    }
    return path.draw();
}

Drawing scrawl(const Box& box, double pen, Random& random) {
    const int rows = std::max(3, static_cast<int>(box.height / (pen * random.between(1.0, 1.8))));
    const double lean = random.normal() * 0.15 * box.height;
    const Point c = near(box.centre(), box.height * 0.05, random);
    PenPath path;
    Point at{c.x - box.width / 2, c.y - box.height / 2};
    for (int row = 1; row <= rows; ++row) {
        const double side = row % 2 == 0 ? -0.5 : 0.5;
        const Point next = near({c.x + side * box.width * random.between(0.85, 1.1),
                                 c.y + (static_cast<double>(row) / rows - 0.5) * box.height + side * lean},
                                pen * 0.4, random);
        path.curve(at, near({(at.x + next.x) / 2, (at.y + next.y) / 2}, pen * 0.5, random), next, pen, 1, 1);
        at = next;
    }
    return path.draw();
}

Drawing dot(const Box& box, double pen, Random& random) {
    const double radius = std::max(pen, std::min(box.width, box.height) * random.between(0.18, 0.32));
    const Point c = near(box.centre(), radius * 0.5, random);
    PenPath path;
    for (int i = 0; i < 5; ++i) path.add(near(c, radius * 0.25, random), radius * random.between(0.7, 1));
    return path.draw();
}

Drawing slash(const Box& box, double pen, Random& random) {
    const double size = std::max(box.width, box.height) * random.between(0.75, 1.15) / 2;
    const Point c = near(box.centre(), size * 0.1, random);
    const Point a = near({c.x + size, c.y - size}, size * 0.12, random),
                b = near({c.x - size, c.y + size}, size * 0.12, random);
    PenPath path;
    path.curve(a, near(c, size * 0.1, random), b, pen, 1, 0.7);
    return path.draw();
}

Drawing strike(const Box& box, double pen, Random& random) {
    PenPath path;
    const double reach = std::min(box.width, box.height) * random.between(0.1, 0.5);
    for (const double off : {-0.14, 0.14}) {
        const double y = box.centre().y + off * box.height;
        const Point a = near({box.x - reach, y}, pen * 0.6, random),
                    b = near({box.right() + reach, y}, pen * 0.8, random);
        path.curve(a, near({(a.x + b.x) / 2, (a.y + b.y) / 2}, pen * 0.6, random), b, pen, 1, 0.9);
    }
    return path.draw();
}

Drawing seal(const Point& centre, double diameter, const std::string& name, Random& random) {
    const int size = static_cast<int>(diameter * 1.5);
    cv::Mat canvas = cv::Mat::zeros(size, size, CV_8UC1);
    const double middle = size / 2.0;
    const auto fixed = [](double v) { return static_cast<int>(std::lround(v * (1 << kShift))); };
    cv::circle(canvas, {fixed(middle), fixed(middle)}, fixed(diameter * 0.47), 255,
               std::max(2, static_cast<int>(diameter * 0.045)), cv::LINE_AA, kShift);

    // The characters stand one below the other, squeezed into the ring.
    const std::u32string characters = text::decode(name);
    const double room = diameter * 0.74;
    const double each = room / static_cast<double>(characters.size());
    for (std::size_t i = 0; i < characters.size(); ++i) {
        Mask letter = typeset(text::encode(characters.substr(i, 1)), {"Noto Serif CJK JP", false}, 60);
        const cv::Mat source(letter.height, letter.width, CV_8UC1, letter.pixels.data());
        cv::Rect tight = cv::boundingRect(source);
        if (tight.empty()) continue;
        cv::Mat fitted;
        const double width = std::min(diameter * 0.62, each * 1.6), height = each * 0.92;
        cv::resize(source(tight), fitted, {static_cast<int>(width), static_cast<int>(height)}, 0, 0, cv::INTER_AREA);
        const cv::Rect place(static_cast<int>(middle - width / 2),
                             static_cast<int>(middle - room / 2 + each * static_cast<double>(i)), fitted.cols,
                             fitted.rows);
        cv::Mat target = canvas(place);
        cv::max(target, fitted, target);
    }
    cv::dilate(canvas, canvas, cv::Mat());

    // Uneven ink: a slow field thins it, and one side is pressed less.
    cv::Mat field(6, 6, CV_32F), slow;
    for (auto it = field.begin<float>(); it != field.end<float>(); ++it)
        *it = static_cast<float>(random.between(0.45, 1.25));
    cv::resize(field, slow, canvas.size(), 0, 0, cv::INTER_CUBIC);
    cv::Mat inkedUnevenly;
    canvas.convertTo(inkedUnevenly, CV_32F);
    inkedUnevenly = inkedUnevenly.mul(cv::min(slow, 1.0));
    const cv::Mat turn =
        cv::getRotationMatrix2D({static_cast<float>(middle), static_cast<float>(middle)}, random.normal() * 8, 1);
    cv::warpAffine(inkedUnevenly, slow, turn, canvas.size());

    Drawing drawing{Mask::empty(size, size), static_cast<int>(centre.x - middle), static_cast<int>(centre.y - middle)};
    cv::Mat target(size, size, CV_8UC1, drawing.mask.pixels.data());
    slow.convertTo(target, CV_8U);
    return drawing;
}

}  // namespace toitsu::scanlab
