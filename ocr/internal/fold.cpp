#include "ocr/internal/fold.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ocr/internal/band.h"

// One direction at a time: the slope is the one at which what lies at the same place across the folds agrees best; the
// displacement over that place is a spline whose coefficients are a priori independent and small (a Gaussian process
// of short memory), so the noise decides how far the measurements are followed. What the others contradict has no say.

namespace toitsu::ocr {

namespace {

constexpr double kStep = 3;            // mm between knots: a fold bends some millimetres to either side
constexpr double kUsual = 0.2;         // mm: standard deviation of a coefficient
constexpr double kLeastNoise = 0.012;  // mm
constexpr double kLeastBound = 0.1;    // mm: smaller errors are no outliers
constexpr double kMostBent = 0.45;     // mm: more was found in the wrong place
constexpr double kBent = 0.04;         // mm: where the paper is bent by more, the fold is asked for its witnesses …
constexpr double kMostLeft = 0.35;     // … and leaves no more than that share of what they say unexplained
constexpr double kSteepest = 0.03, kSlopes = 0.0025;  // mm per mm

double placeOf(const Fold& fold, Point p) {
    return fold.across ? p.y + fold.slope * (p.x - fold.width / 2) : p.x + fold.slope * (p.y - fold.height / 2);
}

double lengthOf(const Fold& fold) {
    return fold.across ? fold.height : fold.width;
}

std::size_t cellsOf(const Fold& fold) {
    return static_cast<std::size_t>(std::ceil(lengthOf(fold) / kStep));
}

struct Footing {
    std::size_t first = 0;
    std::array<double, 4> weights{};
};

Footing footingOf(const Fold& fold, Point p) {
    const double at = std::clamp(placeOf(fold, p), 0.0, lengthOf(fold)) / kStep;
    const auto cell = std::min(static_cast<std::size_t>(at), cellsOf(fold) - 1);
    return {cell, splineWeights(at - static_cast<double>(cell))};
}

double valueAt(const std::vector<double>& heights, const Footing& f) {
    double sum = 0;
    for (std::size_t n = 0; n < 4; ++n) sum += f.weights[n] * heights[f.first + n];
    return sum;
}

double varianceAt(const Band& inverse, const Footing& f) {
    double sum = 0;
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b) sum += f.weights[a] * f.weights[b] * inverse.at(f.first + a, f.first + b);
    return sum;
}

struct Measured {
    std::size_t index = 0;  // of the observation
    Point at;
    double by = 0, weight = 1;
};

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// The fold through the measurements.
class Fitting {
public:
    Fitting(Fold& fold, const std::vector<Measured>& data) : fold_(fold), data_(data), footings_(data.size()) {
        for (const auto& m : data_) weights_.push_back(prior(m));
        chooseSlope();
    }

    // Gives what every measurement adds to its own misfit; empty when there is no fold.
    std::vector<double> fit() {
        std::vector<double> own(data_.size(), 0.0);
        for (int round = 0; round < 4; ++round) {
            if (!solve()) return {};
            const Band inverse = factor_.inverse();
            std::vector<double> sizes;
            for (std::size_t n = 0; n < data_.size(); ++n) {
                const double error = data_[n].by - valueAt(fold_.heights, footings_[n]);
                const double leverage = std::min(0.99, weights_[n] * varianceAt(inverse, footings_[n]));
                own[n] = error * leverage / (1 - leverage);
                errors_[n] = error / (1 - leverage);
                if (weights_[n] > 0) sizes.push_back(std::abs(error));
            }
            if (sizes.empty()) return {};
            noise_ = std::max(kLeastNoise, median(std::move(sizes)) / 0.6745);
            weigh();
        }
        return stands() ? own : std::vector<double>{};
    }

private:
    // Whether what lies along the fold agrees: each measurement against what the others say of its place. Crumpled
    // paper moves up here and down there.
    bool stands() const {
        double before = 0, after = 0;
        for (std::size_t n = 0; n < data_.size(); ++n) {
            if (std::abs(data_[n].by - errors_[n]) < kBent) continue;
            before += prior(data_[n]) * std::abs(data_[n].by);
            after += prior(data_[n]) * std::min(std::abs(errors_[n]), std::abs(data_[n].by) + kBent);
        }
        return before > 0 && after <= kMostLeft * before;
    }

    static double prior(const Measured& m) { return std::abs(m.by) <= kMostBent ? m.weight : 0; }

    // Straight, unless another slope says clearly more.
    void chooseSlope() {
        double best = explained(0) * 1.02, chosen = 0;
        for (double slope = -kSteepest; slope <= kSteepest; slope += kSlopes)
            if (const double value = explained(slope); value > best) {
                best = value;
                chosen = slope;
            }
        stand(chosen);
    }

    void stand(double slope) {
        fold_.slope = slope;
        for (std::size_t n = 0; n < data_.size(); ++n) footings_[n] = footingOf(fold_, data_[n].at);
    }

    // How much of the measurements' squares the fold takes up when it runs that way.
    double explained(double slope) {
        stand(slope);
        if (!solve()) return 0;
        double sum = 0;
        for (std::size_t n = 0; n < data_.size(); ++n)
            sum += weights_[n] * data_[n].by * valueAt(fold_.heights, footings_[n]);
        return sum;
    }

    bool solve() {
        const std::size_t knots = cellsOf(fold_) + 3;
        Band matrix(knots, 3);
        std::vector<double> right(knots, 0.0);
        for (std::size_t n = 0; n < knots; ++n) matrix.at(n, n) = noise_ * noise_ / (kUsual * kUsual);
        for (std::size_t n = 0; n < data_.size(); ++n) {
            const Footing& f = footings_[n];
            for (std::size_t a = 0; a < 4; ++a) {
                const double counts = weights_[n] * f.weights[a];
                right[f.first + a] += counts * data_[n].by;
                for (std::size_t b = 0; b <= a; ++b) matrix.at(f.first + a, f.first + b) += counts * f.weights[b];
            }
        }
        if (!matrix.factor()) return false;
        fold_.heights = matrix.solved(std::move(right));
        factor_ = std::move(matrix);
        return true;
    }

    // Judged by what the others say: one patch found in the wrong place must not bend a whole row of the page.
    void weigh() {
        const double bound = std::max(4.7 * noise_, kLeastBound);  // Tukey's constant
        for (std::size_t n = 0; n < data_.size(); ++n) {
            const double u = std::min(std::abs(errors_[n]) / bound, 1.0);
            weights_[n] = prior(data_[n]) * (1 - u * u) * (1 - u * u);
        }
    }

    Fold& fold_;
    const std::vector<Measured>& data_;
    std::vector<Footing> footings_;
    std::vector<double> weights_, errors_ = std::vector<double>(data_.size(), 0.0);
    Band factor_{0, 0};
    double noise_ = 0.03;  // mm
};

template <class OwnOf>
void fit(Fold& fold, const std::vector<Measured>& data, OwnOf&& ownOf) {
    if (data.size() < 12) return;
    const auto own = Fitting(fold, data).fit();
    if (own.empty()) fold.heights.clear();
    for (std::size_t n = 0; n < own.size(); ++n) ownOf(data[n].index, own[n]);
}

}  // namespace

double Fold::at(Point mm) const {
    return heights.empty() ? 0 : valueAt(heights, footingOf(*this, mm));
}

Folds fitFolds(const std::vector<Observation>& rest, double width, double height) {
    Folds folds{{true, 0, width, height}, {false, 0, width, height}, std::vector<Point>(rest.size())};
    std::vector<Measured> down, right;
    for (std::size_t n = 0; n < rest.size(); ++n) {
        if (rest[n].y) down.push_back({n, rest[n].at, rest[n].by.y, rest[n].weight});
        if (rest[n].x) right.push_back({n, rest[n].at, rest[n].by.x, rest[n].weight});
    }
    fit(folds.across, down, [&](std::size_t n, double own) { folds.own[n].y = own; });
    fit(folds.down, right, [&](std::size_t n, double own) { folds.own[n].x = own; });
    return folds;
}

}  // namespace toitsu::ocr
