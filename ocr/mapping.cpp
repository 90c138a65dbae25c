#include "ocr/mapping.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace toitsu::ocr {

std::vector<double> basis(Point mm, double width, double height, int degree) {
    // Outside the page the field would run away: it is held at the border's value.
    const double x = std::clamp(2 * mm.x / width - 1, -1.0, 1.0);
    const double y = std::clamp(2 * mm.y / height - 1, -1.0, 1.0);
    const auto count = static_cast<std::size_t>(degree) + 1;
    std::vector<double> tx(count, 1.0), ty(count, 1.0);
    if (degree >= 1) {
        tx[1] = x;
        ty[1] = y;
    }
    for (std::size_t n = 2; n < count; ++n) {
        tx[n] = 2 * x * tx[n - 1] - tx[n - 2];
        ty[n] = 2 * y * ty[n - 1] - ty[n - 2];
    }
    std::vector<double> out;
    out.reserve(count * (count + 1) / 2);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; i + j < count; ++j) out.push_back(tx[i] * ty[j]);
    return out;
}

std::array<double, 4> splineWeights(double t) {
    const double u = 1 - t;
    return {u * u * u / 6, (3 * t * t * (t - 2) + 4) / 6, (3 * u * u * (u - 2) + 4) / 6, t * t * t / 6};
}

namespace {

// The cell that holds a coordinate, and where in it. Outside the page the border's value holds.
std::pair<std::size_t, double> cellOf(double mm, double most, double step) {
    const double at = std::clamp(mm, 0.0, most) / step;
    const auto cells = static_cast<std::size_t>(std::ceil(most / step));
    const auto cell = std::min(static_cast<std::size_t>(at), cells - 1);
    return {cell, at - static_cast<double>(cell)};
}

}  // namespace

Point Surface::at(Point mm, double width, double height) const {
    if (step <= 0) return {};
    const auto [column, u] = cellOf(mm.x, width, step);
    const auto [row, v] = cellOf(mm.y, height, step);
    const auto across = splineWeights(u), down = splineWeights(v);
    Point sum;
    for (std::size_t j = 0; j < 4; ++j)
        for (std::size_t i = 0; i < 4; ++i) {
            const std::size_t n = (row + j) * columns + column + i;
            sum.x += across[i] * down[j] * x[n];
            sum.y += across[i] * down[j] * y[n];
        }
    return sum;
}

double Surface::spreadAt(Point mm, double width, double height) const {
    if (step <= 0) return 0;
    const auto [column, u] = cellOf(mm.x, width, step);
    const auto [row, v] = cellOf(mm.y, height, step);
    const std::size_t knots = columns - 2, n = row * knots + column;
    return (spread[n] * (1 - u) + spread[n + 1] * u) * (1 - v) +
           (spread[n + knots] * (1 - u) + spread[n + knots + 1] * u) * v;
}

Point Creases::at(Point mm) const {
    if (step <= 0) return {};
    const std::size_t rows = by.size() / columns;
    const auto along = [&](double at, std::size_t count) {
        const double place = std::clamp(at / step, 0.0, static_cast<double>(count - 1));
        const auto node = std::min(static_cast<std::size_t>(place), count - 2);
        return std::pair(node, place - static_cast<double>(node));
    };
    const auto [column, u] = along(mm.x, columns);
    const auto [row, v] = along(mm.y, rows);
    const Point* upper = &by[row * columns + column];
    const Point* lower = upper + columns;
    const auto mix = [&, u = u, v = v](double Point::*side) {
        return (upper[0].*side * (1 - u) + upper[1].*side * u) * (1 - v) +
               (lower[0].*side * (1 - u) + lower[1].*side * u) * v;
    };
    return {mix(&Point::x), mix(&Point::y)};
}

Point Mapping::displacement(Point mm) const {
    const Point paper = surface.at(mm, width, height), fold = creases.at(mm);
    Point sum{paper.x + fold.x, paper.y + fold.y};
    if (fieldX.empty()) return sum;
    const auto terms = basis(mm, width, height, degree);
    for (std::size_t n = 0; n < terms.size(); ++n) {
        sum.x += fieldX[n] * terms[n];
        sum.y += fieldY[n] * terms[n];
    }
    return sum;
}

Point Mapping::toScan(Point mm) const {
    const Point d = displacement(mm);
    const double x = mm.x + d.x, y = mm.y + d.y;
    const auto& h = homography;
    const double w = h[6] * x + h[7] * y + h[8];
    return {(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w};
}

namespace {

double distance(const Box& box, Point p) {
    const double dx = std::max({box.x - p.x, 0.0, p.x - box.right()});
    const double dy = std::max({box.y - p.y, 0.0, p.y - box.bottom()});
    return std::hypot(dx, dy);
}

}  // namespace

double Mapping::localResidual(const Box& box) const {
    std::vector<std::pair<double, double>> near;
    near.reserve(anchors.size());
    for (const auto& anchor : anchors) near.emplace_back(distance(box, anchor.at), anchor.errorMm);
    const auto count = std::min<std::size_t>(5, near.size());
    if (count == 0) return std::numeric_limits<double>::infinity();
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end());
    // The median of the five nearest: one patch written over does not speak for its neighbours.
    std::vector<double> errors;
    for (std::size_t n = 0; n < count; ++n) errors.push_back(near[n].second);
    std::nth_element(errors.begin(), errors.begin() + static_cast<std::ptrdiff_t>(count / 2), errors.end());
    return errors[count / 2];
}

double Mapping::uncertainty(const Box& box) const {
    constexpr double far = 15;  // mm
    double most = 0;
    for (const Point p :
         {Point{box.x, box.y}, {box.right(), box.y}, {box.right(), box.bottom()}, {box.x, box.bottom()}}) {
        // How stiff the paper is was learned where it was seen: beyond that the spread may be half of what it should
        // be.
        const double beyond = std::min(1.0, distanceToAnchor({p.x, p.y, 0, 0}) / far);
        most = std::max(most, (1 + beyond) * surface.spreadAt(p, width, height));
    }
    // The surface's own spread, in the plane (99 of 100 lie within 2.15 of it), and what creases leave over anywhere on
    // the page. Their sum holds for 95 corners in 100 of crumpled paper, twice their sum for 99.
    return 2 * (2.15 * most + residualMm);
}

double Mapping::distanceToAnchor(const Box& box) const {
    double best = std::numeric_limits<double>::infinity();
    for (const auto& anchor : anchors) best = std::min(best, distance(box, anchor.at));
    return best;
}

}  // namespace toitsu::ocr
