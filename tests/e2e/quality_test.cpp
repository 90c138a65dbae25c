// `toitsu quality`: what it counts from scans with truth is what the truth says, and what a person confirmed counts.

#include <gtest/gtest.h>

#include <filesystem>

#include "apps/authoring/samples.h"
#include "base/csv.h"
#include "base/files.h"
#include "base/json.h"
#include "tests/e2e/program.h"

namespace toitsu {
namespace {

namespace fs = std::filesystem;

std::int64_t count(const Value& row, const char* name) {
    const Decimal* number = row[name].number();
    return number == nullptr ? -1 : number->toInteger().value_or(-1);
}

std::int64_t sum(const Value& row) {
    return count(row, "accepted_right") + count(row, "accepted_wrong") + count(row, "doubt_right") +
           count(row, "doubt_wrong");
}

class QualityCommand : public ::testing::Test {
protected:
    void SetUp() override {
        const std::string samples = e2e::source("templates/forms/residence-copy/samples/");
        ASSERT_TRUE(files::makeFolders(folder.path() + "/truth"));
        for (const char* name : {"nagano-2025-41-copier.jpg", "nagano-2025-41-copier.json"})
            fs::copy_file(samples + name, folder.path() + "/truth/" + name);
        sample = authoring::samplesIn(folder.path() + "/truth").value().front();
    }
    e2e::Ran quality(std::vector<std::string> words) {
        words.insert(words.begin(), {"quality", "--library", e2e::source("templates")});
        return e2e::toitsu(words);
    }
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-quality-").value();
    authoring::Sample sample;
};

TEST_F(QualityCommand, CountsEveryFieldOfTheTruthOnceInEveryGrouping) {
    const auto ran = quality({"--format", "json", folder.path() + "/truth"});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const Value report = json::parse(ran.output).value();
    EXPECT_EQ(report["schema"], Value("urn:toitsu:quality:1"));
    EXPECT_EQ(count(report, "pages"), 1);
    const auto all = static_cast<std::int64_t>(sample.fields.size());
    EXPECT_EQ(count(report["all"], "fields"), all);
    EXPECT_EQ(count(report["all"], "accepted_wrong"), 0);
    EXPECT_GT(count(report["all"], "accepted_right"), 5);
    for (const char* grouping : {"types", "layouts", "fields"}) {
        std::int64_t fields = 0;
        for (const Value& row : *report[grouping].list()) {
            fields += count(row, "fields");
            EXPECT_EQ(sum(row), count(row, "fields"));
            EXPECT_NE(row["verdict"], Value("meets"));  // one page shows nothing
            EXPECT_TRUE(row["threshold"].isNull());
        }
        EXPECT_EQ(fields, all) << grouping;
    }
    const auto table = csv::parse(quality({"--format", "csv", folder.path() + "/truth"}).output).value();
    EXPECT_EQ(table.size(), 1 + 1 + report["types"].list()->size() + 1 + report["fields"].list()->size());
}

TEST_F(QualityCommand, TakesWhatAPersonConfirmedForRight) {
    const std::string data = folder.path() + "/data";
    ASSERT_EQ(e2e::toitsu({"intake", "--library", e2e::source("templates"), "--data", data, sample.file}).code, 0);
    const auto before = json::parse(quality({"--format", "json", "--data", data}).output).value();
    EXPECT_EQ(count(before["all"], "fields"), 0);
    const auto tasks = e2e::toitsu({"task", "list", "--format", "jsonl", "--data", data});
    ASSERT_EQ(tasks.lines().size(), 1u) << tasks.output;
    const std::string task = *json::parse(tasks.lines()[0]).value()["task"].string();
    const auto answered =
        e2e::toitsu({"task", "answer", task, "--from", sample.truthFile, "--person", "a", "--data", data});
    ASSERT_EQ(answered.code, 0) << answered.errors;
    const auto ran = quality({"--format", "json", "--data", data});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const Value after = json::parse(ran.output).value();
    EXPECT_GT(count(after["all"], "fields"), 3);
    EXPECT_EQ(count(after["all"], "accepted_right") + count(after["all"], "accepted_wrong"), 0);
    EXPECT_GT(count(after, "unverified"), 3);
    // Together: every field of the page was either confirmed by the person or accepted unseen.
    EXPECT_EQ(count(after["all"], "fields") + count(after, "unverified"),
              static_cast<std::int64_t>(sample.fields.size()));
    const auto text = quality({"--data", data});
    EXPECT_NE(text.output.find("nobody has looked at them"), std::string::npos) << text.output;
}

TEST_F(QualityCommand, SaysWhatIsMissing) {
    EXPECT_EQ(quality({}).code, 2);
    EXPECT_NE(quality({}).errors.find("C098"), std::string::npos);
    ASSERT_TRUE(files::makeFolders(folder.path() + "/empty"));
    const auto ran = quality({folder.path() + "/empty"});
    EXPECT_EQ(ran.code, 3);
    EXPECT_NE(ran.errors.find("C097"), std::string::npos) << ran.errors;
    EXPECT_EQ(quality({"--data", folder.path() + "/nowhere"}).code, 5);
}

}  // namespace
}  // namespace toitsu
