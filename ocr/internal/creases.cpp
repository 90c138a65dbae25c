#include "ocr/internal/creases.h"

#include <algorithm>
#include <cmath>

namespace toitsu::ocr {

namespace {

// mm, standard deviations: of a patch in any direction; of a line's piece along the line and across it, where a
// crease beside it changes everything within a few millimetres.
constexpr double kPatch = 4, kAlong = 7, kAcross = 2;
constexpr double kReach = 3;    // standard deviations
constexpr double kCalm = 0.15;  // weight of "nothing": a lone pull far away moves little
constexpr double kStep = 2;     // mm between nodes

double spreadX(const Pull& pull) {
    return pull.x && pull.y ? kPatch : pull.x ? kAcross : kAlong;
}

double spreadY(const Pull& pull) {
    return pull.x && pull.y ? kPatch : pull.y ? kAcross : kAlong;
}

double weightAt(const Pull& pull, Point mm) {
    const double right = pull.at.x - mm.x, down = pull.at.y - mm.y;
    constexpr double farthest = kReach * kAlong;
    if (std::abs(right) > farthest || std::abs(down) > farthest) return 0;  // most of them: no division for these
    const double dx = right / spreadX(pull), dy = down / spreadY(pull);
    const double square = dx * dx + dy * dy;
    return square > kReach * kReach ? 0 : std::exp(-square / 2);
}

}  // namespace

Point pulled(const std::vector<Pull>& pulls, Point mm, std::size_t without) {
    Point sum, weights{kCalm, kCalm};
    for (std::size_t n = 0; n < pulls.size(); ++n) {
        const Pull& pull = pulls[n];
        const double weight = n == without ? 0 : weightAt(pull, mm);
        if (weight <= 0) continue;
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

Creases creasesOf(const std::vector<Pull>& pulls, double width, double height, const Folds& folds) {
    Creases creases;
    creases.step = kStep;
    creases.columns = static_cast<std::size_t>(std::ceil(width / kStep)) + 1;
    const std::size_t rows = static_cast<std::size_t>(std::ceil(height / kStep)) + 1;
    creases.by.assign(creases.columns * rows, Point{});
    std::vector<Point> weights(creases.by.size(), Point{kCalm, kCalm});
    const auto nodes = [](double at, double spread, std::size_t count) {
        const double first = std::ceil((at - kReach * spread) / kStep),
                     last = std::floor((at + kReach * spread) / kStep);
        return std::pair(static_cast<std::size_t>(std::max(0.0, first)),
                         static_cast<std::size_t>(std::clamp(last + 1, 0.0, static_cast<double>(count))));
    };
    for (const Pull& pull : pulls) {
        const auto [left, right] = nodes(pull.at.x, spreadX(pull), creases.columns);
        const auto [top, bottom] = nodes(pull.at.y, spreadY(pull), rows);
        for (std::size_t j = top; j < bottom; ++j)
            for (std::size_t i = left; i < right; ++i) {
                const double weight = weightAt(pull, {static_cast<double>(i) * kStep, static_cast<double>(j) * kStep});
                const std::size_t n = j * creases.columns + i;
                if (pull.x) {
                    creases.by[n].x += weight * pull.by.x;
                    weights[n].x += weight;
                }
                if (pull.y) {
                    creases.by[n].y += weight * pull.by.y;
                    weights[n].y += weight;
                }
            }
    }
    for (std::size_t n = 0; n < creases.by.size(); ++n) {
        const Point fold = folds.at(
            {static_cast<double>(n % creases.columns) * kStep, static_cast<double>(n / creases.columns) * kStep});
        creases.by[n] = {creases.by[n].x / weights[n].x + fold.x, creases.by[n].y / weights[n].y + fold.y};
    }
    return creases;
}

}  // namespace toitsu::ocr
