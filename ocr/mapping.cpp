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

Point pulled(const std::vector<Pull>& pulls, Point mm, std::size_t without) {
    // mm, standard deviations: of a patch in any direction; of a line's piece along the line and across it, where a
    // crease beside it changes everything within a few millimetres.
    constexpr double patch = 4, along = 7, across = 2, farthest = 3 * along;
    constexpr double calm = 0.15;  // weight of "nothing": a lone pull far away moves little
    Point sum, weights{calm, calm};
    for (std::size_t n = 0; n < pulls.size(); ++n) {
        const Pull& pull = pulls[n];
        const double right = pull.at.x - mm.x, down = pull.at.y - mm.y;
        if (std::abs(right) > farthest || std::abs(down) > farthest) continue;  // most of them: no division for these
        const double dx = right / (pull.x && pull.y ? patch : pull.x ? across : along);
        const double dy = down / (pull.x && pull.y ? patch : pull.y ? across : along);
        const double square = dx * dx + dy * dy;
        if (square > 9 || n == without) continue;
        const double weight = std::exp(-square / 2);
        if (pull.x) {
            sum.x += weight * pull.by.x;
            weights.x += weight;
        }
        if (pull.y) {
            sum.y += weight * pull.by.y;
            weights.y += weight;
        }
    }
    return {sum.x / weights.x, sum.y / weights.y};
}

Point Mapping::displacement(Point mm) const {
    if (fieldX.empty()) return {};
    const auto terms = basis(mm, width, height, degree);
    Point sum = pulled(pulls, mm);
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

double Mapping::distanceToAnchor(const Box& box) const {
    double best = std::numeric_limits<double>::infinity();
    for (const auto& anchor : anchors) best = std::min(best, distance(box, anchor.at));
    return best;
}

}  // namespace toitsu::ocr
