#include "ocr/mapping.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "ocr/internal/field.h"
#include "ocr/internal/warp.h"

namespace toitsu::ocr {

namespace {

Point bend(Point p) {
    return {0.4 * std::sin(p.x / 60), 0.3 * std::cos(p.y / 80)};
}

std::vector<Displacement> measured(int count, double outliers) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> x(0, 210), y(0, 297), error(-0.01, 0.01), chance(0, 1), far(-3, 3);
    std::vector<Displacement> data;
    for (int n = 0; n < count; ++n) {
        const Point at{x(random), y(random)};
        Point by = bend(at);
        by.x += error(random);
        by.y += error(random);
        if (chance(random) < outliers) by = {far(random), far(random)};
        data.push_back({at, by, 1});
    }
    return data;
}

double worst(const Field& field) {
    double most = 0;
    for (double x = 10; x < 200; x += 20)
        for (double y = 10; y < 290; y += 20) {
            const auto terms = basis({x, y}, 210, 297, field.degree);
            Point sum;
            for (std::size_t n = 0; n < terms.size(); ++n) {
                sum.x += field.x[n] * terms[n];
                sum.y += field.y[n] * terms[n];
            }
            most = std::max(most, std::hypot(sum.x - bend({x, y}).x, sum.y - bend({x, y}).y));
        }
    return most;
}

}  // namespace

TEST(Field, FollowsASmoothBend) {
    const auto field = fitField(measured(120, 0), 210, 297, 6);
    ASSERT_TRUE(field);
    EXPECT_LT(worst(*field), 0.05);
}

TEST(Field, AFifthOfWrongPatchesHasNoSay) {
    const auto field = fitField(measured(120, 0.2), 210, 297, 6);
    ASSERT_TRUE(field);
    EXPECT_LT(worst(*field), 0.08);
}

TEST(Field, TooFewPatchesAreRefused) {
    EXPECT_FALSE(fitField(measured(20, 0), 210, 297, 6));
}

TEST(Field, CrossValidationSeesWhatTheFieldCannotExplain) {
    auto data = measured(120, 0);
    data[17].by = {2, 2};
    const auto left = crossValidated(data, 210, 297, 6);
    ASSERT_EQ(left.size(), data.size());
    EXPECT_GT(std::hypot(left[17].x, left[17].y), 2);
    EXPECT_LT(std::hypot(left[18].x, left[18].y), 0.2);
}

TEST(Mapping, ASurfaceOfOneSlopeIsThatSlopeEverywhere) {
    Surface surface;
    surface.step = 10;
    surface.columns = 24;
    for (std::size_t row = 0; row < 33; ++row)
        for (std::size_t column = 0; column < 24; ++column) {
            surface.x.push_back(0.01 * 10 * (static_cast<double>(column) - 1));
            surface.y.push_back(-0.02 * 10 * (static_cast<double>(row) - 1));
        }
    for (const Point p : {Point{0, 0}, {3, 71}, {105.5, 200}, {210, 297}}) {
        EXPECT_NEAR(surface.at(p, 210, 297).x, 0.01 * p.x, 1e-9);
        EXPECT_NEAR(surface.at(p, 210, 297).y, -0.02 * p.y, 1e-9);
    }
    // Beyond the page the border's value holds.
    EXPECT_NEAR(surface.at({250, -40}, 210, 297).x, 2.1, 1e-9);
    EXPECT_EQ(Surface{}.at({50, 50}, 210, 297), (Point{0, 0}));
}

TEST(Mapping, HomographyThenLocalResiduals) {
    Mapping mapping;
    mapping.homography = {10, 0, 5, 0, 10, 7, 0, 0, 1};
    EXPECT_EQ(mapping.toScan({1, 2}), (Point{15, 27}));
    EXPECT_TRUE(std::isinf(mapping.localResidual({0, 0, 10, 10})));
    for (int n = 0; n < 10; ++n) mapping.anchors.push_back({{static_cast<double>(20 * n), 50}, n < 5 ? 0.1 : 0.9});
    EXPECT_DOUBLE_EQ(mapping.localResidual({0, 45, 10, 10}), 0.1);
    EXPECT_DOUBLE_EQ(mapping.localResidual({170, 45, 10, 10}), 0.9);
    EXPECT_DOUBLE_EQ(mapping.distanceToAnchor({0, 0, 10, 10}), 40);
}

TEST(Warp, CutsOutWhatTheMappingSays) {
    cv::Mat scan(300, 300, CV_8UC1, cv::Scalar(255));
    scan(cv::Rect(100, 50, 20, 10)).setTo(0);
    Mapping mapping;
    mapping.homography = {10, 0, 0, 0, 10, 0, 0, 0, 1};  // ten pixels a millimetre
    const cv::Mat out = cutOut(scan, mapping, {10, 5, 2, 1}, 254);
    ASSERT_EQ(out.size(), cv::Size(20, 10));
    EXPECT_EQ(cv::countNonZero(out), 0);
    EXPECT_EQ(cv::countNonZero(cutOut(scan, mapping, {-5, -5, 2, 2}, 254) != 255), 0);  // outside is paper
}

}  // namespace toitsu::ocr
