// One station from the outside: the same scan twice is one case, a page that fits nothing waits for a person who deals
// with it, and wrong use is answered with its code.

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/json.h"
#include "tests/e2e/entered_samples.h"
#include "tests/e2e/program.h"

namespace toitsu {
namespace {

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

class StationTest : public ::testing::Test {
protected:
    std::vector<Value> list(const std::vector<std::string>& words) {
        std::vector<std::string> all = words;
        for (const char* word : {"--format", "jsonl", "--data"}) all.emplace_back(word);
        all.push_back(data);
        const auto ran = e2e::toitsu(all);
        EXPECT_EQ(ran.code, 0) << ran.errors;
        std::vector<Value> values;
        for (const std::string& line : ran.lines()) values.push_back(json::parse(line).value());
        return values;
    }
    e2e::Ran intake(const std::string& file) {
        return e2e::toitsu({"intake", "--library", e2e::source("templates"), "--data", data, file});
    }
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-station-").value();
    std::string data = folder.path() + "/data";
    authoring::Sample sample = e2e::enteredSamples(e2e::source("templates")).value().front();
};

TEST_F(StationTest, TheSameScanTwiceIsOneCase) {
    const auto first = intake(sample.file);
    ASSERT_EQ(first.code, 0) << first.errors;
    const std::string copy = folder.path() + "/another-name.jpg";
    ASSERT_TRUE(files::writeAtomically(copy, files::read(sample.file).value()));
    const auto second = intake(copy);
    EXPECT_EQ(second.code, 0) << second.errors;
    EXPECT_NE(second.output.find("already here"), std::string::npos) << second.output;
    const auto cases = list({"case", "list"});
    ASSERT_EQ(cases.size(), 1u);
    EXPECT_EQ(textOf(cases[0]["business_key"]), sample.pageId());
}

TEST_F(StationTest, AClerkAnswersInTwoSittings) {
    ASSERT_EQ(intake(sample.file).code, 0);
    const auto tasks = list({"task", "list"});
    ASSERT_EQ(tasks.size(), 1u);
    const std::string task = textOf(tasks[0]["task"]);
    const auto shown = list({"task", "show", task});
    ASSERT_EQ(shown.size(), 1u);
    std::string doubtful;
    for (const Value& field : *shown[0]["fields"].list())
        if (field["doubt"].isTrue()) {
            doubtful = textOf(field["field"]);
            for (const Value& crop : *field["crops"].list()) EXPECT_TRUE(files::read(textOf(crop))) << textOf(crop);
        }
    ASSERT_FALSE(doubtful.empty());
    const auto wrong =
        e2e::toitsu({"task", "answer", task, "--set", "no-such-field=1", "--person", "a", "--data", data});
    EXPECT_NE(wrong.code, 0);
    const auto first = e2e::toitsu(
        {"task", "answer", task, "--set", doubtful + "=" + sample.fields[doubtful], "--person", "a", "--data", data});
    EXPECT_EQ(first.code, 0) << first.errors;
    EXPECT_EQ(list({"task", "list"}).size(), 1u) << first.output;
    const auto second =
        e2e::toitsu({"task", "answer", task, "--from", sample.truthFile, "--person", "b", "--data", data});
    EXPECT_EQ(second.code, 0) << second.errors;
    EXPECT_TRUE(list({"task", "list"}).empty()) << second.output;
    const auto again = e2e::toitsu({"task", "answer", task, "--accept", "--person", "b", "--data", data});
    EXPECT_EQ(again.code, 5) << again.errors;
}

TEST_F(StationTest, APageThatFitsNothingWaitsForAPersonWithTheReason) {
    // A letter as a small PDF: text, and no form of the library.
    const std::string letter = folder.path() + "/letter.pdf";
    std::string text = "BT /F1 20 Tf 60 780 Td 30 TL\n";
    for (int n = 0; n < 20; ++n) text += "(Dear town hall, please read line " + std::to_string(n) + ") Tj T*\n";
    text += "ET\n";
    ASSERT_TRUE(files::writeAtomically(
        letter,
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length " +
            std::to_string(text.size()) + ">>stream\n" + text + "endstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"));
    const auto ran = intake(letter);
    ASSERT_EQ(ran.code, 0) << ran.errors;
    auto pages = list({"page", "list"});
    ASSERT_EQ(pages.size(), 1u) << ran.output;
    EXPECT_EQ(textOf(pages[0]["state"]), "waiting");
    EXPECT_EQ(textOf(pages[0]["code"]).substr(0, 1), "S");
    EXPECT_FALSE(textOf(pages[0]["reason"]).empty());
    const std::string id = textOf(pages[0]["id"]);
    const auto assigned =
        e2e::toitsu({"page", "assign", id, "--layout", sample.layout, "--person", "a", "--data", data});
    EXPECT_EQ(assigned.code, 6) << assigned.errors;
    EXPECT_NE(assigned.errors.find("C032"), std::string::npos) << assigned.errors;
    const auto set = e2e::toitsu({"page", "dismiss", id, "--reason", "blank", "--person", "a", "--data", data});
    EXPECT_EQ(set.code, 0) << set.errors;
    EXPECT_TRUE(list({"page", "list"}).empty());
    EXPECT_EQ(list({"page", "list", "--all"}).size(), 1u);
    EXPECT_EQ(e2e::toitsu({"page", "dismiss", id, "--reason", "again", "--person", "a", "--data", data}).code, 7);
}

TEST_F(StationTest, WrongUseHasItsOwnCodes) {
    EXPECT_EQ(e2e::toitsu({"case", "list", "--data", folder.path() + "/nothing"}).code, 5);
    EXPECT_EQ(e2e::toitsu({"read", "--library", folder.path() + "/nothing", sample.file}).code, 5);
    EXPECT_EQ(e2e::toitsu({"frobnicate"}).code, 2);
    EXPECT_EQ(e2e::toitsu({}).code, 2);
    const auto help = e2e::toitsu({"--help"}, "ja_JP.UTF-8");
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.output.find("使い方"), std::string::npos);
    EXPECT_NE(e2e::toitsu({"--help"}, "C.UTF-8").output.find("Usage"), std::string::npos);
}

}  // namespace
}  // namespace toitsu
