#include "ocr/internal/fold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace toitsu::ocr {

namespace {

constexpr double kWidth = 210, kHeight = 297;

// A fold about y = 120.
double bent(Point p, double slope = 0) {
    const double off = p.y + slope * (p.x - kWidth / 2) - 120;
    return std::abs(off) < 9 ? 0.25 * std::sin(off * 3.14159265 / 9) : 0;
}

// Ruled lines every 7 mm, a piece every 30 mm along them, and what `by` makes of each.
template <class By>
std::vector<Observation> ruled(By&& by) {
    std::vector<Observation> data;
    for (double y = 20; y < 280; y += 7)
        for (double x = 15; x < 200; x += 30) data.push_back({{x, y}, {0, by(Point{x, y})}, 1, false, true});
    return data;
}

}  // namespace

TEST(Fold, IsKnownWhereNothingOfItWasFound) {
    auto data = ruled([](Point p) { return bent(p); });
    // The right half was written over: nothing was found there.
    data.erase(std::remove_if(data.begin(), data.end(), [](const auto& d) { return d.at.x > 110; }), data.end());
    const Folds folds = fitFolds(data, kWidth, kHeight);
    for (const double y : {104.0, 111.0, 118.0, 125.0, 132.0, 200.0})
        EXPECT_NEAR(folds.at({180, y}).y, bent({180, y}), 0.05) << y;
    EXPECT_EQ(folds.at({180, 118}).x, 0) << "nothing was said of that direction";
}

TEST(Fold, NeedNotRunParallelToTheEdge) {
    const Folds folds = fitFolds(ruled([](Point p) { return bent(p, 0.01); }), kWidth, kHeight);
    EXPECT_NEAR(folds.across.slope, 0.01, 0.003);
    for (const double x : {20.0, 105.0, 190.0})
        for (const double y : {111.0, 118.0, 125.0}) EXPECT_NEAR(folds.at({x, y}).y, bent({x, y}, 0.01), 0.05);
}

TEST(Fold, OnePatchFoundInTheWrongPlaceBendsNothing) {
    auto data = ruled([](Point) { return 0.0; });
    data.push_back({{60, 151.5}, {0.3, -0.35}, 1, true, true});
    const Folds folds = fitFolds(data, kWidth, kHeight);
    EXPECT_NEAR(folds.at({60, 151.5}).y, 0, 0.02);
    EXPECT_NEAR(folds.at({60, 151.5}).x, 0, 0.02);
}

TEST(Fold, WhatMovesUpHereAndDownThereIsNone) {
    const Folds folds =
        fitFolds(ruled([](Point p) { return 0.2 * std::sin(p.x / 9) * std::sin(p.y / 11); }), kWidth, kHeight);
    for (double y = 20; y < 280; y += 7) EXPECT_EQ(folds.at({75, y}).y, 0) << y;
}

}  // namespace toitsu::ocr
