// A form of two pages from the outside: a stack as it comes from a feeder, one case for each person; and two files that
// a person joins.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/files.h"
#include "base/json.h"
#include "tests/e2e/program.h"
#include "tests/scanlab/batch.h"
#include "tests/scanlab/scan_file.h"

namespace toitsu {
namespace {

namespace fs = std::filesystem;

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

class SubmissionTest : public ::testing::Test {
protected:
    // The form of two pages with the flows of the templates.
    SubmissionTest() {
        fs::copy(e2e::source("tests/e2e/two_pages"), library, fs::copy_options::recursive);
        for (const char* part : {"flows", "decisions"})
            fs::copy(e2e::source("templates/") + part, library + "/" + part, fs::copy_options::recursive);
        forms::Findings findings;
        known = forms::Library::load(library, findings).value();
        EXPECT_TRUE(findings.errors.empty());
        EXPECT_TRUE(findings.warnings.empty()) << "the number stands on both pages";
    }

    scanlab::Sample page(int number, std::uint64_t person, const std::string& profile) const {
        const forms::Layout& layout = *known.layouts.front();
        return scanlab::makeSample(known, layout, layout.pages[static_cast<std::size_t>(number - 1)], person,
                                   {.profile = profile}, digits)
            .value();
    }
    std::string file(const std::string& name, const std::vector<scanlab::Sample>& pages) const {
        std::vector<scanlab::Scan> scans;
        for (const auto& one : pages) scans.push_back(one.scan);
        EXPECT_TRUE(scanlab::writeScans(scans, folder.path() + "/" + name));
        return folder.path() + "/" + name;
    }
    std::vector<Value> list(std::vector<std::string> words) const {
        for (const char* word : {"--format", "jsonl", "--data"}) words.emplace_back(word);
        words.push_back(data);
        const auto ran = e2e::toitsu(words);
        EXPECT_EQ(ran.code, 0) << ran.errors;
        std::vector<Value> values;
        for (const std::string& line : ran.lines()) values.push_back(json::parse(line).value());
        return values;
    }
    // The fields of the only open task of a case, by id.
    std::map<std::string, Value> fieldsOf(const std::string& caseId) const {
        std::map<std::string, Value> fields;
        for (const Value& task : list({"task", "list"})) {
            if (textOf(task["case"]) != caseId) continue;
            for (const Value& one : list({"task", "show", textOf(task["task"])}))
                for (const Value& field : *one["fields"].list()) fields[textOf(field["field"])] = field;
        }
        return fields;
    }

    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-submission-").value();
    std::string library = folder.path() + "/library", data = folder.path() + "/data";
    forms::Library known;
    scanlab::DigitShapes digits = scanlab::DigitShapes::load("").value();
};

TEST_F(SubmissionTest, AStackBackToFrontWithASheetUpsideDownIsOneCaseForEachPerson) {
    const std::vector<scanlab::Sample> stack{page(2, 72, "scan"), page(1, 72, "flip"), page(2, 71, "flip"),
                                             page(1, 71, "scan")};
    const auto ran = e2e::toitsu({"intake", "--library", library, "--data", data, file("stack.tif", stack)});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const auto pages = list({"page", "list", "--all"});
    ASSERT_EQ(pages.size(), 4u) << ran.output;
    std::map<std::string, std::vector<std::int64_t>> together;
    for (const Value& one : pages) {
        EXPECT_EQ(textOf(one["state"]), "case") << textOf(one["code"]);
        together[textOf(one["case"])].push_back(one["page"].number()->toInteger().value_or(0));
    }
    ASSERT_EQ(together.size(), 2u);
    EXPECT_EQ(list({"case", "list"}).size(), 2u);
    int accepted = 0;
    for (const auto& [caseId, numbers] : together) {
        ASSERT_EQ(numbers.size(), 2u);
        EXPECT_EQ((numbers[0] + 1) / 2, (numbers[1] + 1) / 2) << "pages of two persons in one case";
        const Value& truth = stack[static_cast<std::size_t>(numbers[0] - 1)].truth["fields"];
        const auto fields = fieldsOf(caseId);
        ASSERT_EQ(fields.size(), known.forms.front()->fields.size());
        for (const auto& [id, field] : fields) {
            if (field["doubt"].isTrue()) continue;
            EXPECT_EQ(textOf(field["value"]), textOf(truth[id])) << id;
            ++accepted;
        }
        for (const char* id : {"insured.number", "doctor.code", "kind"})
            EXPECT_EQ(textOf(fields.at(id)["value"]), textOf(truth[id])) << id;
    }
    EXPECT_GE(accepted, 6);
}

TEST_F(SubmissionTest, PagesInTwoFilesWaitUntilAPersonJoinsThem) {
    for (const int number : {1, 2}) {
        const std::string one = file("p" + std::to_string(number) + ".png", {page(number, 73, "scan")});
        ASSERT_EQ(e2e::toitsu({"intake", "--library", library, "--data", data, one}).code, 0);
    }
    auto pages = list({"page", "list"});
    ASSERT_EQ(pages.size(), 2u);
    std::map<std::string, std::string> ids;
    for (const Value& one : pages) {
        EXPECT_EQ(textOf(one["code"]), "C110");
        ids[textOf(one["file_name"])] = textOf(one["id"]);
    }
    const std::string layout = known.layouts.front()->id;
    const auto twice = e2e::toitsu({"page", "assign", ids["p1.png"], "--with", ids["p1.png"], "--layout", layout,
                                    "--person", "a", "--data", data});
    EXPECT_EQ(twice.code, 2) << twice.errors;
    EXPECT_NE(twice.errors.find("C036"), std::string::npos) << twice.errors;
    // In any order.
    const auto joined = e2e::toitsu({"page", "assign", ids["p2.png"], "--with", ids["p1.png"], "--layout", layout,
                                     "--person", "a", "--data", data});
    ASSERT_EQ(joined.code, 0) << joined.errors;
    EXPECT_TRUE(list({"page", "list"}).empty());
    const auto cases = list({"case", "list"});
    ASSERT_EQ(cases.size(), 1u);
    EXPECT_EQ(textOf(cases[0]["business_key"]), ids["p1.png"]);
    const auto shown = e2e::toitsu({"page", "show", ids["p1.png"], "--data", data});
    EXPECT_NE(shown.output.find(ids["p2.png"]), std::string::npos) << shown.output;
    const auto again =
        e2e::toitsu({"page", "assign", ids["p2.png"], "--layout", layout, "--person", "a", "--data", data});
    EXPECT_EQ(again.code, 7) << again.errors;
}

}  // namespace
}  // namespace toitsu
