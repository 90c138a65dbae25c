#include "ocr/internal/band.h"

#include <algorithm>
#include <cmath>

namespace toitsu::ocr {

void Band::add(const Band& other, double factor) {
    for (std::size_t n = 0; n < values_.size(); ++n) values_[n] += factor * other.values_[n];
}

bool Band::factor() {
    for (std::size_t j = 0; j < size_; ++j) {
        double* column = &values_[j * (reach_ + 1)];
        if (!(column[0] > 0)) return false;
        const double diagonal = std::sqrt(column[0]);
        const std::size_t last = std::min(reach_, size_ - 1 - j);
        column[0] = diagonal;
        for (std::size_t k = 1; k <= last; ++k) column[k] /= diagonal;
        for (std::size_t k = 1; k <= last; ++k) {
            const double by = column[k];
            if (by == 0) continue;
            double* other = &values_[(j + k) * (reach_ + 1)];
            for (std::size_t n = 0; n <= last - k; ++n) other[n] -= by * column[k + n];
        }
    }
    return true;
}

double Band::logDeterminant() const {
    double sum = 0;
    for (std::size_t j = 0; j < size_; ++j) sum += 2 * std::log(values_[j * (reach_ + 1)]);
    return sum;
}

std::vector<double> Band::solved(std::vector<double> right) const {
    for (std::size_t j = 0; j < size_; ++j) {
        const double* column = &values_[j * (reach_ + 1)];
        right[j] /= column[0];
        for (std::size_t k = 1; k <= std::min(reach_, size_ - 1 - j); ++k) right[j + k] -= column[k] * right[j];
    }
    for (std::size_t j = size_; j-- > 0;) {
        const double* column = &values_[j * (reach_ + 1)];
        for (std::size_t k = 1; k <= std::min(reach_, size_ - 1 - j); ++k) right[j] -= column[k] * right[j + k];
        right[j] /= column[0];
    }
    return right;
}

// From the last column to the first. The inverse's entries among the `reach_` indices after the column are kept in a
// square whose rows and columns are counted round and round, so that both its products run along memory.
Band Band::inverse() const {
    Band result(size_, reach_);
    const std::size_t m = reach_;
    std::vector<double> square(m * m, 0.0), below(m), product(m);
    for (std::size_t j = size_; j-- > 0;) {
        const double* column = &values_[j * (reach_ + 1)];
        const std::size_t last = std::min(reach_, size_ - 1 - j);
        std::fill(below.begin(), below.end(), 0.0);
        for (std::size_t k = 1; k <= last; ++k) below[(j + k) % m] = column[k] / column[0];
        std::fill(product.begin(), product.end(), 0.0);
        for (std::size_t a = 0; a < m; ++a) {
            if (below[a] == 0) continue;
            const double* row = &square[a * m];
            for (std::size_t b = 0; b < m; ++b) product[b] -= below[a] * row[b];
        }
        double diagonal = 1 / (column[0] * column[0]);
        for (std::size_t a = 0; a < m; ++a) diagonal -= below[a] * product[a];
        result.at(j, j) = diagonal;
        for (std::size_t k = 1; k <= last; ++k) result.at(j + k, j) = product[(j + k) % m];
        const std::size_t own = j % m;
        for (std::size_t a = 0; a < m; ++a) square[own * m + a] = square[a * m + own] = product[a];
        square[own * m + own] = diagonal;
    }
    return result;
}

}  // namespace toitsu::ocr
