#include "ocr/internal/surface.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

#include "ocr/internal/band.h"

namespace toitsu::ocr {

namespace {

constexpr double kWidth = 210, kHeight = 297, kStep = 10;

Point curled(Point p) {
    return {1.2 * std::sin(p.x / 38 + p.y / 70), 0.9 * std::cos(p.y / 45)};
}

Point creased(Point p) {
    const double off = (p.y - 150) / 6;
    return {0, 0.3 * 2.33 * off * std::exp(-off * off)};
}

Point flat(Point) {
    return {};
}

// Found to two hundredths of a millimetre, nothing below 220 mm.
template <class F>
std::vector<Observation> measured(F&& shape, int count, int wrong = 0) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> x(5, kWidth - 5), y(5, 220), far(-0.8, 0.8);
    std::normal_distribution<double> error(0, 0.02);
    std::vector<Observation> data;
    for (int n = 0; n < count; ++n) {
        const Point at{x(random), y(random)};
        const Point by = shape(at);
        data.push_back({at, {by.x + error(random), by.y + error(random)}, 1});
        if (n < wrong) data.back().by = {far(random), far(random)};
    }
    return data;
}

template <class F>
double worst(const SurfaceFit& fit, F&& shape, double from, double to) {
    double most = 0;
    for (double x = 10; x <= 200; x += 10)
        for (double y = from; y <= to; y += 10) {
            const Point found = fit.surface.at({x, y}, kWidth, kHeight), truth = shape(Point{x, y});
            most = std::max(most, std::hypot(found.x - truth.x, found.y - truth.y));
        }
    return most;
}

}  // namespace

TEST(Band, SolvesInvertsAndMeasuresAsAFullMatrixWould) {
    // Tridiagonal with 2 and −1: its inverse is min(i, j)·(n + 1 − max(i, j)) / (n + 1), its determinant n + 1.
    constexpr std::size_t n = 7;
    Band band(n, 3);
    for (std::size_t i = 0; i < n; ++i) {
        band.at(i, i) = 2;
        if (i > 0) band.at(i, i - 1) = -1;
    }
    ASSERT_TRUE(band.factor());
    EXPECT_NEAR(band.logDeterminant(), std::log(8.0), 1e-12);
    const Band inverse = band.inverse();
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<double> unit(n, 0.0);
        unit[i] = 1;
        const auto column = band.solved(unit);
        for (std::size_t j = 0; j < n; ++j) {
            const double low = static_cast<double>(std::min(i, j) + 1), high = static_cast<double>(std::max(i, j) + 1);
            EXPECT_NEAR(column[j], low * (8 - high) / 8, 1e-12);
            if (std::max(i, j) - std::min(i, j) > 3) continue;  // beyond the band
            EXPECT_NEAR(inverse.at(i, j), low * (8 - high) / 8, 1e-12);
        }
    }
}

TEST(Band, AnIndefiniteMatrixIsRefused) {
    Band band(2, 1);
    band.at(0, 0) = band.at(1, 1) = 1;
    band.at(1, 0) = 2;
    EXPECT_FALSE(band.factor());
}

TEST(Surface, FollowsCurledPaperWhereItWasMeasured) {
    const auto fit = fitSurface(measured(curled, 500), kWidth, kHeight, kStep);
    ASSERT_TRUE(fit);
    EXPECT_LT(worst(*fit, curled, 10, 210), 0.08);
}

TEST(Surface, FollowsACrease) {
    const auto fit = fitSurface(measured(creased, 500), kWidth, kHeight, kStep);
    ASSERT_TRUE(fit);
    EXPECT_LT(worst(*fit, creased, 10, 210), 0.2);
}

TEST(Surface, KnowsWhereItDoesNotKnow) {
    const auto curl = fitSurface(measured(curled, 500), kWidth, kHeight, kStep);
    const auto plain = fitSurface(measured(flat, 500), kWidth, kHeight, kStep);
    ASSERT_TRUE(curl && plain);
    const auto spread = [](const SurfaceFit& fit, Point p) { return fit.surface.spreadAt(p, kWidth, kHeight); };
    // Curled paper is known among the observations and not 60 mm beyond the last of them, flat paper at both.
    EXPECT_LT(spread(*curl, {100, 120}), 0.05);
    EXPECT_GT(spread(*curl, {100, 280}), 0.3);
    EXPECT_LT(spread(*plain, {100, 120}), 0.02);
    EXPECT_LT(spread(*plain, {100, 280}), 0.1);
    // It errs by what it says it may err by.
    for (double y = 225; y <= 290; y += 10)
        for (double x = 10; x <= 200; x += 10) {
            const Point found = curl->surface.at({x, y}, kWidth, kHeight), truth = curled({x, y});
            EXPECT_LT(std::hypot(found.x - truth.x, found.y - truth.y), 3.5 * spread(*curl, {x, y}) + 0.05)
                << x << " " << y;
        }
}

// Sheets curled in many ways, few places found on them and none in their upper right corner: what stands there errs by
// no more than it is said to, but for very few, and where it is said to be within half a millimetre, it is.
TEST(Surface, ACornerWithoutPrintIsNotTrustedTooMuch) {
    std::mt19937 random(11);
    std::normal_distribution<double> wave(0, 0.02), error(0, 0.01);
    std::uniform_real_distribution<double> x(5, kWidth - 5), y(5, kHeight - 5), size(0.35, 0.7), phase(0, 6.28);
    int places = 0, trusted = 0, beyond = 0;
    for (int sheet = 0; sheet < 60; ++sheet) {
        std::array<double, 16> w{};  // four waves: size, how fast across and down, phase
        for (std::size_t n = 0; n < 16; n += 4) {
            w[n] = size(random);
            w[n + 1] = wave(random);
            w[n + 2] = wave(random);
            w[n + 3] = phase(random);
        }
        const auto shape = [&](Point p) {
            const auto at = [&](std::size_t n) { return w[n] * std::sin(w[n + 1] * p.x + w[n + 2] * p.y + w[n + 3]); };
            return Point{at(0) + at(4), at(8) + at(12)};
        };
        std::vector<Observation> data;
        while (data.size() < 120) {
            const Point at{x(random), y(random)};
            if (at.x > 110 && at.y < 40) continue;
            const Point by = shape(at);
            data.push_back({at, {by.x + error(random), by.y + error(random)}, 1});
        }
        const auto fit = fitSurface(data, kWidth, kHeight, 15);
        ASSERT_TRUE(fit);
        Mapping mapping;
        mapping.surface = fit->surface;
        mapping.residualMm = 0.02;
        for (const auto& one : data) mapping.anchors.push_back({one.at, 0.01});
        for (double px = 115; px <= 200; px += 5)
            for (double py = 10; py <= 35; py += 5) {
                const Point found = fit->surface.at({px, py}, kWidth, kHeight), truth = shape({px, py});
                const double off = std::hypot(found.x - truth.x, found.y - truth.y);
                const double said = mapping.uncertainty({px, py, 0, 0});
                ++places;
                beyond += off > said ? 1 : 0;
                if (said > 0.5) continue;
                ++trusted;
                EXPECT_LT(off, 0.5) << sheet << " " << px << " " << py << " said " << said;
            }
    }
    EXPECT_LE(beyond, places / 1000);
    EXPECT_GT(trusted, places / 10);
}

TEST(Surface, WhatTheOthersContradictHasNoSay) {
    const auto fit = fitSurface(measured(curled, 500, 60), kWidth, kHeight, kStep);
    ASSERT_TRUE(fit);
    EXPECT_LT(worst(*fit, curled, 10, 210), 0.15);
    int kept = 0;
    for (std::size_t n = 0; n < 60; ++n) kept += fit->trusted[n] ? 1 : 0;
    EXPECT_LE(kept, 15);  // some of them happen to be nearly right
    for (std::size_t n = 60; n < 500; ++n) EXPECT_TRUE(fit->trusted[n]) << n;
}

TEST(Surface, ALineTellsAcrossItselfOnly) {
    auto data = measured(flat, 200);
    for (double x = 10; x < 200; x += 8) data.push_back({{x, 200}, {0, 0.0}, 0.5, false, true});
    const auto fit = fitSurface(data, kWidth, kHeight, kStep);
    ASSERT_TRUE(fit);
    EXPECT_LT(worst(*fit, flat, 10, 210), 0.05);
}

TEST(Surface, TooFewObservationsAreRefused) {
    EXPECT_FALSE(fitSurface(measured(flat, 11), kWidth, kHeight, kStep));
}

}  // namespace toitsu::ocr
