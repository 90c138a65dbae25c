// `toitsu read` over the shipped samples against their truth: a floor of right values, and no wrong value that nobody
// would have looked at.

#include <gtest/gtest.h>

#include <algorithm>

#include "apps/authoring/samples.h"
#include "base/files.h"
#include "base/json.h"
#include "forms/library.h"
#include "tests/e2e/program.h"
#include "tests/e2e/schema_check.h"

namespace toitsu {
namespace {

using authoring::Sample;

constexpr double kResidualMm = 0.5;
constexpr double kLeastAcceptedRight =
    0.40;  // share of all fields that need nobody; 氏名 and handwriting never do without

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

class ReadSamples : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        samples = authoring::loadSamples(e2e::source("templates")).value();
        std::vector<std::string> words{"read", "--library", e2e::source("templates"), "--format", "jsonl"};
        for (const Sample& sample : samples)
            if (sample.page == 1) words.push_back(sample.file);
        ran = e2e::toitsu(words);
        for (const std::string& line : ran.lines()) pages.push_back(json::parse(line).value());
    }
    static const Value& page(const Sample& sample) {
        static const Value none;
        for (const Value& one : pages)
            if (textOf(one["file"]) == sample.file && one["page"] == Value(sample.page)) return one;
        return none;
    }
    static inline std::vector<Sample> samples;
    static inline e2e::Ran ran;
    static inline std::vector<Value> pages;
};

TEST_F(ReadSamples, EndsWellAndSaysOneLinePerPage) {
    EXPECT_EQ(ran.code, 0) << ran.errors;
    EXPECT_GE(samples.size(), 10u);
    EXPECT_EQ(pages.size(), samples.size());
}

TEST_F(ReadSamples, EveryLineFollowsThePublishedSchema) {
    const Value schema = json::parse(files::read(e2e::source("docs/schema/read-page-1.json")).value()).value();
    ASSERT_FALSE(pages.empty());
    for (const Value& one : pages)
        for (const std::string& violation : e2e::violations(schema, one))
            ADD_FAILURE() << textOf(one["file"]) << violation;
}

TEST_F(ReadSamples, FindsTheLayoutAndPlacesIt) {
    for (const Sample& sample : samples) {
        const Value& one = page(sample);
        if (textOf(one["status"]) != "read") continue;  // a refused page waits for a person; the floor below counts it
        EXPECT_EQ(textOf(one["layout"]), sample.layout) << sample.name();
        EXPECT_LE(one["residual_mm"].number()->toDouble(), kResidualMm) << sample.name();
    }
}

TEST_F(ReadSamples, AcceptsNoWrongValueAndManyRightOnes) {
    forms::Findings findings;
    const auto library = forms::Library::load(e2e::source("templates"), findings).value();
    int acceptedRight = 0, acceptedWrong = 0, doubtful = 0;
    for (const Sample& sample : samples) {
        const Value& one = page(sample);
        const forms::Form* form = library.asked(textOf(one["form"]), textOf(one["layout"]));
        const List* fields = one["fields"].list();
        if (textOf(one["status"]) != "read" || form == nullptr || fields == nullptr) {
            doubtful += static_cast<int>(sample.fields.size());
            continue;
        }
        for (const Value& field : *fields) {
            const auto truth = sample.fields.find(textOf(field["field"]));
            if (truth == sample.fields.end() || form->field(truth->first)->type == forms::FieldType::image) continue;
            std::string canonical = truth->second;
            if (!canonical.empty())
                canonical = forms::canonicalText(forms::parseField(*form->field(truth->first), truth->second).value());
            if (textOf(field["status"]) == "doubt")
                ++doubtful;
            else if (textOf(field["value"]) == canonical)
                ++acceptedRight;
            else {
                ++acceptedWrong;
                ADD_FAILURE() << sample.name() << ": " << truth->first << " was accepted and is wrong";
            }
        }
    }
    const int total = acceptedRight + acceptedWrong + doubtful;
    RecordProperty("accepted_right", acceptedRight);
    RecordProperty("doubtful", doubtful);
    EXPECT_EQ(acceptedWrong, 0);
    ASSERT_GT(total, 0);
    EXPECT_GE(static_cast<double>(acceptedRight) / total, kLeastAcceptedRight) << acceptedRight << " of " << total;
}

}  // namespace
}  // namespace toitsu
