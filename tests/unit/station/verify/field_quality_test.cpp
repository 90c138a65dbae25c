// What tallies say about a form, against figures worked out by hand.

#include "apps/station/verify/field_quality.h"

#include <gtest/gtest.h>

namespace toitsu::station {
namespace {

FieldTally tally() {
    FieldTally one{"form", "name", 100, 60, 30, {}, {}};
    one.accepted = {{999, 600, 0}, {990, 200, 0}, {900, 100, 0}};
    one.sampled = {{999, 600, 600}, {990, 200, 199}, {900, 100, 60}};
    return one;
}

TEST(FieldQuality, CountsTheFourQuadrantsAndWhatWentWithoutAPerson) {
    const FieldQuality quality = qualityOf({tally()}, {});
    EXPECT_EQ(quality.sampled, 900);
    EXPECT_EQ(quality.acceptedRight, 859);
    EXPECT_EQ(quality.acceptedWrong, 41);
    EXPECT_EQ(quality.doubtRight, 60);
    EXPECT_EQ(quality.doubtWrong, 30);
    EXPECT_DOUBLE_EQ(quality.automation, 0.9);
    EXPECT_NEAR(quality.errorRate, 41.0 / 900, 1e-12);
    EXPECT_GT(quality.errorUpper, quality.errorRate);
}

// 600 without a mistake prove 99.5 % (598 do); one wrong in 800 no longer does, and proves 99 %.
TEST(FieldQuality, BelievesNoMoreThanTheSampleProves) {
    const FieldQuality quality = qualityOf({tally()}, {0.99, 0.995, 0.999});
    ASSERT_EQ(quality.targets.size(), 3u);
    EXPECT_EQ(quality.targets[0].threshold, 0.99);
    EXPECT_DOUBLE_EQ(quality.targets[0].automation, 0.8);
    EXPECT_EQ(quality.targets[1].threshold, 0.999);
    EXPECT_DOUBLE_EQ(quality.targets[1].automation, 0.6);
    EXPECT_EQ(quality.targets[2].threshold, std::nullopt);
    EXPECT_EQ(quality.targets[2].automation, 0);
}

TEST(FieldQuality, NothingIsKnownOfNothing) {
    const FieldQuality quality = qualityOf({}, {0.995});
    EXPECT_EQ(quality.sampled, 0);
    EXPECT_EQ(quality.automation, 0);
    EXPECT_EQ(quality.errorUpper, 1);
    EXPECT_EQ(quality.targets[0].threshold, std::nullopt);
}

}  // namespace
}  // namespace toitsu::station
