#pragma once

// Inside ocr only: symmetric positive definite matrices whose entries stand near the diagonal, as splines have them.

#include <cstddef>
#include <vector>

namespace toitsu::ocr {

// Lower half, column by column: at(j + k, j) for k = 0…reach. Hundreds of unknowns cost a millisecond.
class Band {
public:
    Band(std::size_t size, std::size_t reach) : size_(size), reach_(reach), values_(size * (reach + 1), 0.0) {}

    std::size_t size() const { return size_; }
    double& at(std::size_t i, std::size_t j) {
        return i >= j ? values_[j * (reach_ + 1) + i - j] : values_[i * (reach_ + 1) + j - i];
    }
    double at(std::size_t i, std::size_t j) const {
        return i >= j ? values_[j * (reach_ + 1) + i - j] : values_[i * (reach_ + 1) + j - i];
    }
    void add(const Band& other, double factor);

    // This becomes L with L·Lᵀ = this. False when it is not positive definite.
    bool factor();

    // Of a factored one:
    double logDeterminant() const;  // of the matrix that was factored
    std::vector<double> solved(std::vector<double> right) const;
    // The inverse's entries within the band (Takahashi's recurrence), at the cost of about one more factoring.
    Band inverse() const;

private:
    std::size_t size_, reach_;
    std::vector<double> values_;
};

}  // namespace toitsu::ocr
