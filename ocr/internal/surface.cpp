#include "ocr/internal/surface.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ocr/internal/band.h"

// The knots' coefficients c minimise Σ w (by − B c)² + s cᵀP c, where P sums squared second differences. The matrix
// A = BᵀWB + sP is narrow; its factor gives the surface, its determinant the likelihood of the stiffness s, and the
// band of its inverse the leverage of every observation and the variance of every place. An observation's error is
// judged with it left out (its residual divided by one minus its leverage), in units of what the model expects there:
// far from the others a large error is no surprise, among them it is.

namespace toitsu::ocr {

namespace {

constexpr double kLeastNoise = 0.008;  // mm: no patch is found more exactly
constexpr double kMostSurprise = 4.7;  // Tukey's constant
constexpr double kLeastBound = 0.12;   // mm: smaller errors are no outliers, whatever the others' spread

struct Footing {            // of one point on the surface
    std::size_t first = 0;  // index of its first coefficient
    std::array<double, 4> x{}, y{};
};

struct Grid {
    double width, height, step;
    std::size_t cellsX, cellsY;

    Grid(double w, double h, double s)
        : width(w),
          height(h),
          step(s),
          cellsX(static_cast<std::size_t>(std::ceil(w / s))),
          cellsY(static_cast<std::size_t>(std::ceil(h / s))) {}

    std::size_t columns() const { return cellsX + 3; }
    std::size_t rows() const { return cellsY + 3; }
    std::size_t size() const { return columns() * rows(); }
    std::size_t reach() const { return 3 * columns() + 3; }

    Footing footing(Point p) const {
        Footing f;
        const auto along = [&](double mm, double most, std::size_t cells, std::array<double, 4>& out) {
            const double at = std::clamp(mm, 0.0, most) / step;
            const auto cell = std::min(static_cast<std::size_t>(at), cells - 1);
            out = splineWeights(at - static_cast<double>(cell));
            return cell;
        };
        const std::size_t column = along(p.x, width, cellsX, f.x), row = along(p.y, height, cellsY, f.y);
        f.first = row * columns() + column;
        return f;
    }
};

template <class F>
void eachTerm(const Grid& grid, const Footing& f, F&& use) {
    for (std::size_t j = 0; j < 4; ++j)
        for (std::size_t i = 0; i < 4; ++i) use(f.first + j * grid.columns() + i, f.x[i] * f.y[j]);
}

Band bending(const Grid& grid) {
    Band band(grid.size(), grid.reach());
    const auto square = [&](std::initializer_list<std::pair<std::size_t, double>> terms, double counts) {
        for (const auto& [a, u] : terms)
            for (const auto& [b, v] : terms)
                if (a >= b) band.at(a, b) += counts * u * v;
    };
    const std::size_t across = grid.columns();
    for (std::size_t y = 0; y < grid.rows(); ++y)
        for (std::size_t x = 0; x < across; ++x) {
            const std::size_t n = y * across + x;
            if (x + 2 < across) square({{n, 1}, {n + 1, -2}, {n + 2, 1}}, 1);
            if (y + 2 < grid.rows()) square({{n, 1}, {n + across, -2}, {n + 2 * across, 1}}, 1);
            if (x + 1 < across && y + 1 < grid.rows())
                square({{n, 1}, {n + 1, -1}, {n + across, -1}, {n + across + 1, 1}}, 2);
            band.at(n, n) += 1e-9;
        }
    return band;
}

double variance(const Grid& grid, const Footing& f, const Band& inverse) {
    std::array<std::pair<std::size_t, double>, 16> terms;
    std::size_t count = 0;
    eachTerm(grid, f, [&](std::size_t n, double value) { terms[count++] = {n, value}; });
    double sum = 0;
    for (std::size_t a = 0; a < 16; ++a) {
        sum += terms[a].second * terms[a].second * inverse.at(terms[a].first, terms[a].first);
        for (std::size_t b = 0; b < a; ++b)
            sum += 2 * terms[a].second * terms[b].second * inverse.at(terms[a].first, terms[b].first);
    }
    return sum;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// One direction's displacements.
class Direction {
public:
    Direction(const std::vector<Observation>& data, const std::vector<Footing>& footings, const Grid& grid, bool x)
        : data_(data), footings_(footings), grid_(grid), x_(x) {}

    bool has(std::size_t n) const { return x_ ? data_[n].x : data_[n].y; }
    double value(std::size_t n) const { return x_ ? data_[n].by.x : data_[n].by.y; }

    // Everything but the stiffness.
    void gather(const std::vector<double>& weights) {
        normal_ = Band(grid_.size(), grid_.reach());
        right_.assign(grid_.size(), 0.0);
        squares_ = 0;
        count_ = 0;
        for (std::size_t n = 0; n < data_.size(); ++n) {
            if (!has(n) || weights[n] <= 0) continue;
            std::array<std::pair<std::size_t, double>, 16> terms;
            std::size_t k = 0;
            eachTerm(grid_, footings_[n], [&](std::size_t i, double v) { terms[k++] = {i, v}; });
            for (std::size_t a = 0; a < 16; ++a) {
                right_[terms[a].first] += weights[n] * terms[a].second * value(n);
                for (std::size_t b = 0; b <= a; ++b)
                    normal_.at(terms[a].first, terms[b].first) += weights[n] * terms[a].second * terms[b].second;
            }
            squares_ += weights[n] * value(n) * value(n);
            count_ += 1;
        }
    }

    bool solve(const Band& bend, double stiffness) {
        factor_ = normal_;
        factor_.add(bend, stiffness);
        if (!factor_.factor()) return false;
        coefficients_ = factor_.solved(right_);
        return true;
    }

    // Of the stiffness that was solved for; a constant is missing.
    double likelihood(double stiffness) const {
        double rest = squares_;
        for (std::size_t n = 0; n < right_.size(); ++n) rest -= right_[n] * coefficients_[n];
        const double free = std::max(1.0, count_ - 3);
        rest = std::max(rest, free * kLeastNoise * kLeastNoise);
        return -0.5 * (free * std::log(rest) + factor_.logDeterminant() -
                       static_cast<double>(grid_.size() - 3) * std::log(stiffness));
    }

    void invert() { inverse_ = factor_.inverse(); }
    double residual(std::size_t n) const {
        double sum = value(n);
        eachTerm(grid_, footings_[n], [&](std::size_t i, double v) { sum -= v * coefficients_[i]; });
        return sum;
    }
    double varianceAt(const Footing& f) const { return variance(grid_, f, inverse_); }
    const std::vector<double>& coefficients() const { return coefficients_; }

private:
    const std::vector<Observation>& data_;
    const std::vector<Footing>& footings_;
    const Grid& grid_;
    bool x_;
    Band normal_{0, 0}, factor_{0, 0}, inverse_{0, 0};
    std::vector<double> right_, coefficients_;
    double squares_ = 0, count_ = 0;
};

class Fitting {
public:
    Fitting(const std::vector<Observation>& data, double width, double height, double step, double stiffness)
        : data_(data), grid_(width, height, step), bend_(bending(grid_)), stiffness_(stiffness) {
        for (const auto& d : data) footings_.push_back(grid_.footing(d.at));
        for (const bool x : {true, false}) directions_.emplace_back(data_, footings_, grid_, x);
        for (const auto& d : data) weights_.push_back(d.weight);
    }

    std::optional<SurfaceFit> fit() {
        for (int round = 0; round < 3; ++round) {
            for (auto& d : directions_) d.gather(weights_);
            if (!chooseStiffness()) return std::nullopt;
            for (auto& d : directions_) d.invert();
            weigh();
        }
        return result();
    }

private:
    bool solveAll(double stiffness, double& likelihood) {
        likelihood = 0;
        for (auto& d : directions_) {
            if (!d.solve(bend_, stiffness)) return false;
            likelihood += d.likelihood(stiffness);
        }
        return true;
    }

    // Up the likelihood's hill from where the last round ended, in steps of four.
    bool chooseStiffness() {
        double best = 0;
        if (!solveAll(stiffness_, best)) return false;
        for (const double step : {4.0, 0.25}) {
            bool moved = false;
            for (double next = stiffness_ * step; next > kSoftest && next < kStiffest; next *= step) {
                double value = 0;
                if (!solveAll(next, value) || value <= best) break;
                best = value;
                stiffness_ = next;
                moved = true;
            }
            if (moved) break;
        }
        return solveAll(stiffness_, best);
    }

    void weigh() {
        const std::size_t count = data_.size();
        std::vector<double> surprise(count, 0.0), all;
        left_.assign(count, Point{});
        for (std::size_t n = 0; n < count; ++n) {
            double sum = 0;
            for (std::size_t k = 0; k < directions_.size(); ++k) {
                const Direction& d = directions_[k];
                if (!d.has(n)) continue;
                // With a weight of nothing an observation is left out already.
                const double leverage = std::min(0.999, weights_[n] * d.varianceAt(footings_[n]));
                const double error = d.residual(n) / (1 - leverage);
                const double spread = 1 / data_[n].weight + d.varianceAt(footings_[n]) / (1 - leverage);
                sum += error * error / spread;
                (k == 0 ? left_[n].x : left_[n].y) = error;
                if (weights_[n] > 0) all.push_back(std::abs(error) / std::sqrt(spread));
            }
            surprise[n] = std::sqrt(sum);
        }
        noise_ = all.empty() ? kLeastNoise : std::max(kLeastNoise, median(all) / 0.6745);
        // Creases make some errors much larger than most: what the surface promises must know them.
        double squares = 0, trusted = 0;
        for (std::size_t n = 0; n < count; ++n) {
            const double bound = std::max(kMostSurprise * noise_, kLeastBound);
            const double u = std::min(surprise[n] / bound, 1.0);
            weights_[n] = data_[n].weight * (1 - u * u) * (1 - u * u);
            if (u >= 1) continue;
            squares += surprise[n] * surprise[n];
            trusted += (data_[n].x ? 1 : 0) + (data_[n].y ? 1 : 0);
        }
        spread_ = trusted > 0 ? std::max(noise_, std::sqrt(squares / trusted)) : noise_;
    }

    SurfaceFit result() const {
        SurfaceFit fit;
        fit.noise = noise_;
        fit.stiffness = stiffness_;
        fit.left = left_;
        for (const double weight : weights_) fit.trusted.push_back(weight > 0);
        Surface& surface = fit.surface;
        surface.step = grid_.step;
        surface.columns = grid_.columns();
        surface.x = directions_[0].coefficients();
        surface.y = directions_[1].coefficients();
        for (std::size_t j = 0; j <= grid_.cellsY; ++j)
            for (std::size_t i = 0; i <= grid_.cellsX; ++i) {
                const Footing f =
                    grid_.footing({static_cast<double>(i) * grid_.step, static_cast<double>(j) * grid_.step});
                surface.spread.push_back(static_cast<float>(
                    spread_ * std::sqrt(directions_[0].varianceAt(f) + directions_[1].varianceAt(f))));
            }
        return fit;
    }

    static constexpr double kSoftest = 1e-4, kStiffest = 1e7;
    const std::vector<Observation>& data_;
    Grid grid_;
    Band bend_;
    std::vector<Footing> footings_;
    std::vector<Direction> directions_;
    std::vector<double> weights_;
    std::vector<Point> left_;
    double stiffness_, noise_ = kLeastNoise, spread_ = kLeastNoise;
};

}  // namespace

std::optional<SurfaceFit> fitSurface(const std::vector<Observation>& data, double width, double height, double step,
                                     double stiffness) {
    if (data.size() < 12) return std::nullopt;
    return Fitting(data, width, height, step, stiffness).fit();
}

}  // namespace toitsu::ocr
