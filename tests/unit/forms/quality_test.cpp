#include "forms/quality.h"

#include <gtest/gtest.h>

#include <cmath>

#include "forms/binomial.h"

namespace toitsu::forms {
namespace {

// P(at most k of n), summed up: what the beta function must agree with.
double atMost(long k, long n, double p) {
    double sum = 0;
    for (long i = 0; i <= k; ++i)
        sum += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) +
                        static_cast<double>(i) * std::log(p) + static_cast<double>(n - i) * std::log1p(-p));
    return sum;
}

TEST(IncompleteBeta, AgreesWithClosedForms) {
    EXPECT_DOUBLE_EQ(incompleteBeta(1, 1, 0.3), 0.3);
    EXPECT_NEAR(incompleteBeta(2, 1, 0.3), 0.09, 1e-15);
    EXPECT_NEAR(incompleteBeta(1, 5, 0.2), 1 - std::pow(0.8, 5), 1e-15);
    EXPECT_NEAR(incompleteBeta(0.5, 0.5, 0.25), 2 / std::acos(-1.0) * std::asin(0.5), 1e-14);
    EXPECT_NEAR(incompleteBeta(7, 3, 0.4) + incompleteBeta(3, 7, 0.6), 1, 1e-14);
    EXPECT_EQ(incompleteBeta(3, 4, 0), 0);
    EXPECT_EQ(incompleteBeta(3, 4, 1), 1);
}

TEST(ClopperPearson, AgreesWithPublishedValues) {
    // One-sided 95 %, from 1 − 0.05^(1/n) and from tables of the beta distribution's quantiles.
    EXPECT_NEAR(clopperPearsonUpper(0, 100, 0.95), 0.0295130, 1e-7);
    EXPECT_NEAR(clopperPearsonUpper(0, 598, 0.95), 0.0049971, 1e-7);
    EXPECT_NEAR(clopperPearsonUpper(1, 10, 0.95), 0.3941633, 1e-7);
    EXPECT_NEAR(clopperPearsonUpper(5, 10, 0.95), 0.7775589, 1e-7);
    // Two-sided 95 %: 1 of 20 has the well known upper limit 24.87 %.
    EXPECT_NEAR(clopperPearsonUpper(1, 20, 0.975), 0.2487, 5e-5);
    EXPECT_EQ(clopperPearsonUpper(0, 0, 0.95), 1);
    EXPECT_EQ(clopperPearsonUpper(7, 7, 0.95), 1);
}

TEST(ClopperPearson, IsWhereTheBinomialSumFallsToTheRest) {
    for (const long n : {30L, 600L, 46'400L})
        for (const long k : {1L, 2L, 17L}) {
            const double bound = clopperPearsonUpper(k, n, 0.95);
            EXPECT_NEAR(atMost(k, n, bound), 0.05, 1e-8) << k << " of " << n;
            EXPECT_GT(bound, static_cast<double>(k) / static_cast<double>(n));
        }
}

TEST(ClopperPearson, TellsHowManyTrialsAreNeeded) {
    EXPECT_EQ(trialsWithoutHit(0.005, 0.95), 598);
    EXPECT_EQ(trialsNeeded(0, 0.005, 0.95), 598);
    EXPECT_EQ(trialsNeeded(1, 0.005, 0.95), 947);
    const long needed = trialsNeeded(3, 0.01, 0.95);
    EXPECT_LE(clopperPearsonUpper(3, needed, 0.95), 0.01);
    EXPECT_GT(clopperPearsonUpper(3, needed - 1, 0.95), 0.01);
}

VerifiedField field(bool accepted, bool right, double confidence = 0.99, FieldType type = FieldType::digits) {
    return {"komoro-2021", "number", type, confidence, accepted, right, false, true};
}

TEST(Quality, CountsFourQuadrantsByTypeLayoutAndField) {
    Quality quality({});
    for (int i = 0; i < 3; ++i) quality.add(field(true, true));
    quality.add(field(true, false));
    quality.add(field(false, true));
    quality.add({"nagano-2025", "kind", FieldType::choice, 0.4, false, false, true, true});
    const QualityRow total = quality.total();
    EXPECT_EQ(total.quadrants.acceptedRight, 3);
    EXPECT_EQ(total.quadrants.acceptedWrong, 1);
    EXPECT_EQ(total.quadrants.doubtRight, 1);
    EXPECT_EQ(total.quadrants.doubtWrong, 1);
    EXPECT_EQ(total.empty, 1);
    EXPECT_DOUBLE_EQ(total.automation(), 4.0 / 6);
    ASSERT_EQ(quality.byType().size(), 2u);
    EXPECT_EQ(quality.byType()[0].name, "choice");
    EXPECT_EQ(quality.byType()[1].quadrants.all(), 5);
    ASSERT_EQ(quality.byLayout().size(), 2u);
    EXPECT_EQ(quality.byLayout()[1].layout, "nagano-2025");
    ASSERT_EQ(quality.byField().size(), 2u);
    EXPECT_EQ(quality.byField()[0].field, "number");
}

TEST(Quality, RecommendsNothingBeforeThereAreEnough) {
    Quality quality({});
    for (int i = 0; i < 597; ++i) quality.add(field(true, true));
    EXPECT_EQ(quality.total().verdict, Verdict::unproven);
    EXPECT_EQ(quality.total().missing, 1);
    quality.add(field(true, true));
    EXPECT_EQ(quality.total().verdict, Verdict::meets);
    EXPECT_LE(quality.total().errorBound, 0.005);
    // One wrong among them, and it must be shown anew.
    quality.add(field(true, false));
    EXPECT_EQ(quality.total().verdict, Verdict::unproven);
    EXPECT_EQ(quality.total().missing, trialsNeeded(1, 0.005, 0.95) - 599);
    for (int i = 0; i < 5; ++i) quality.add(field(true, false));
    EXPECT_EQ(quality.total().verdict, Verdict::misses);
    EXPECT_EQ(Quality({}).total().verdict, Verdict::unproven);
    EXPECT_FALSE(Quality({}).total().threshold);
}

TEST(Quality, FindsTheLowestThresholdThatMeetsTheTarget) {
    Quality quality({});
    // At 0.96 one in ten is wrong, from 0.985 upwards none.
    for (int i = 0; i < 1000; ++i) quality.add(field(false, i % 10 != 0, 0.96));
    for (int i = 0; i < 1500; ++i) quality.add(field(false, true, 0.985));
    const auto threshold = quality.total().threshold;
    ASSERT_TRUE(threshold);
    EXPECT_EQ(threshold->confidence, 0.97);
    EXPECT_EQ(threshold->accepted, 1500);
    EXPECT_EQ(threshold->wrong, 0);
    EXPECT_LE(threshold->bound, 0.005);
    EXPECT_GT(threshold->bound, clopperPearsonUpper(0, 1500, 0.95));  // ten thresholds share the level
}

TEST(Quality, NeverRecommendsWhatAPersonMustSeeAnyway) {
    Quality quality({});
    for (int i = 0; i < 5000; ++i) {
        VerifiedField name = field(false, true, 0.9999, FieldType::personName);
        name.mayAccept = false;
        quality.add(name);
    }
    EXPECT_FALSE(quality.total().threshold);
    EXPECT_EQ(quality.total().verdict, Verdict::unproven);
}

}  // namespace
}  // namespace toitsu::forms
