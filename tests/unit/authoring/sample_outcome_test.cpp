#include "apps/authoring/sample_outcome.h"

#include <gtest/gtest.h>

namespace toitsu::authoring {
namespace {

SampleOutcome sample(const std::string& name, double residual, std::map<std::string, Outcome> fields) {
    return {name, "komoro-2021", true, "read", residual, std::move(fields)};
}

TEST(SampleOutcome, GoldenListsOnlyWhatIsNotRight) {
    const std::vector<SampleOutcome> outcomes{
        sample("b.png", 0.1234, {{"name", Outcome::doubtful}, {"kind", Outcome::right}}),
        sample("a.png", 0.05, {{"name", Outcome::wrong}, {"kind", Outcome::doubtfulWrong}})};
    const std::string text = writeGolden(outcomes);
    EXPECT_LT(text.find("a.png"), text.find("b.png")) << "sorted, so that a change is small";
    const auto read = readGolden(text, "golden.json");
    ASSERT_TRUE(read) << read.error().text(Language::en);
    ASSERT_EQ(read->size(), 2u);
    EXPECT_EQ((*read)[0].fields,
              (std::map<std::string, Outcome>{{"name", Outcome::wrong}, {"kind", Outcome::doubtfulWrong}}));
    EXPECT_EQ((*read)[1].fields, (std::map<std::string, Outcome>{{"name", Outcome::doubtful}}));
    EXPECT_DOUBLE_EQ((*read)[1].residualMm, 0.123);
    const Comparison same = compareOutcomes(*read, outcomes);
    EXPECT_TRUE(same.worse.empty() && same.better.empty() && same.unknown.empty() && same.gone.empty());
}

TEST(SampleOutcome, EveryStepDownIsWorse) {
    const Outcome steps[] = {Outcome::right, Outcome::doubtful, Outcome::doubtfulWrong, Outcome::wrong};
    for (const Outcome was : steps)
        for (const Outcome is : steps) {
            const Comparison seen =
                compareOutcomes({sample("a.png", 0.1, {{"f", was}})}, {sample("a.png", 0.1, {{"f", is}})});
            EXPECT_EQ(seen.worse.size(), is > was ? 1u : 0u);
            EXPECT_EQ(seen.better.size(), is < was ? 1u : 0u);
        }
}

TEST(SampleOutcome, AResidualAPageAndANewSampleCount) {
    EXPECT_EQ(compareOutcomes({sample("a.png", 0.10, {})}, {sample("a.png", 0.19, {})}).worse.size(), 0u);
    EXPECT_EQ(compareOutcomes({sample("a.png", 0.10, {})}, {sample("a.png", 0.21, {})}).worse.size(), 1u);
    SampleOutcome refused = sample("a.png", 0, {{"f", Outcome::doubtfulWrong}});
    refused.read = false;
    refused.status = "rejected";
    const Comparison lost = compareOutcomes({sample("a.png", 0.1, {})}, {refused});
    ASSERT_EQ(lost.worse.size(), 1u) << "one line for the page, not one for each of its fields";
    EXPECT_EQ(lost.worse[0].is, "rejected");
    const Comparison fresh =
        compareOutcomes({sample("gone.png", 0.1, {})},
                        {sample("new.png", 0.1, {{"f", Outcome::doubtfulWrong}, {"g", Outcome::wrong}})});
    ASSERT_EQ(fresh.gone.size(), 1u);
    EXPECT_EQ(fresh.gone[0].sample, "gone.png");
    EXPECT_EQ(fresh.unknown, std::vector<std::string>{"new.png"});
    ASSERT_EQ(fresh.worse.size(), 1u) << "only an accepted wrong value";
    EXPECT_EQ(fresh.worse[0].field, "g");
    refused.sample = "new.png";
    const Comparison unread = compareOutcomes({}, {refused});
    ASSERT_EQ(unread.worse.size(), 1u) << "a layout that reads none of its own samples is none";
    EXPECT_EQ(unread.worse[0].is, "rejected");
}

TEST(SampleOutcome, AnotherFileIsNoGolden) {
    for (const char* text :
         {"{}", "[]", R"({"schema":"urn:toitsu:golden:1"})",
          R"({"schema":"urn:toitsu:golden:1","samples":{"a.png":{}}})",
          R"({"schema":"urn:toitsu:golden:1","samples":{"a.png":{"status":"read","fields":{"f":"fine"}}}})"}) {
        const auto read = readGolden(text, "golden.json");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, "C143") << text;
    }
}

}  // namespace
}  // namespace toitsu::authoring
