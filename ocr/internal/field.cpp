#include "ocr/internal/field.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>

namespace toitsu::ocr {

namespace {

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

Point valueOf(const Field& field, Point at, double width, double height) {
    const auto terms = basis(at, width, height, field.degree);
    Point sum;
    for (std::size_t n = 0; n < terms.size(); ++n) {
        sum.x += field.x[n] * terms[n];
        sum.y += field.y[n] * terms[n];
    }
    return sum;
}

std::optional<Field> fitField(const std::vector<Displacement>& data, double width, double height, int degree) {
    const int terms = (degree + 1) * (degree + 2) / 2;
    const int rows = static_cast<int>(data.size());
    if (rows < terms + 4) return std::nullopt;
    cv::Mat_<double> design(rows, terms), target(rows, 2), weights(rows, 1);
    for (int r = 0; r < rows; ++r) {
        const auto& d = data[static_cast<std::size_t>(r)];
        const auto row = basis(d.at, width, height, degree);
        std::copy(row.begin(), row.end(), design[r]);
        target(r, 0) = d.by.x;
        target(r, 1) = d.by.y;
        weights(r) = d.weight;
    }
    cv::Mat_<double> ridge(terms, terms, 0.0);
    for (int i = 0, n = 0; i <= degree; ++i)
        for (int j = 0; i + j <= degree; ++j, ++n) ridge(n, n) = 1e-6 + 2e-3 * std::pow(std::max(0, i + j - 1), 2);
    cv::Mat_<double> solution;
    for (int round = 0; round < 8; ++round) {
        cv::Mat_<double> weighted = design.clone();
        for (int r = 0; r < rows; ++r) weighted.row(r) *= weights(r);
        const cv::Mat normal = weighted.t() * design + ridge;
        const cv::Mat right = weighted.t() * target;
        if (!cv::solve(normal, right, solution, cv::DECOMP_CHOLESKY)) return std::nullopt;
        cv::Mat_<double> off;
        cv::gemm(design, solution, 1, target, -1, off);
        std::vector<double> sizes;
        for (int r = 0; r < rows; ++r) sizes.push_back(std::hypot(off(r, 0), off(r, 1)));
        const double bound = std::max(0.06, 4.7 * 1.48 * median(sizes));  // Tukey's constant; never below 0.06 mm
        for (int r = 0; r < rows; ++r) {
            const double u = sizes[static_cast<std::size_t>(r)] / bound;
            weights(r) = u < 1 ? data[static_cast<std::size_t>(r)].weight * std::pow(1 - u * u, 2) : 0;
        }
    }
    Field field;
    field.degree = degree;
    for (int n = 0; n < terms; ++n) {
        field.x.push_back(solution(n, 0));
        field.y.push_back(solution(n, 1));
    }
    return field;
}

std::vector<Point> crossValidated(const std::vector<Displacement>& data, double width, double height, int degree,
                                  int folds) {
    std::vector<Point> left(data.size());
    for (int fold = 0; fold < folds; ++fold) {
        std::vector<Displacement> rest;
        for (std::size_t n = 0; n < data.size(); ++n)
            if (static_cast<int>(n) % folds != fold) rest.push_back(data[n]);
        const auto field = fitField(rest, width, height, degree);
        for (std::size_t n = 0; n < data.size(); ++n) {
            if (static_cast<int>(n) % folds != fold) continue;
            const Point p = field ? valueOf(*field, data[n].at, width, height) : Point{1e3, 1e3};
            left[n] = {data[n].by.x - p.x, data[n].by.y - p.y};
        }
    }
    return left;
}

}  // namespace toitsu::ocr
