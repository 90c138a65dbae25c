// The shipped flows: valid, drawn, tested, with an overlay each; their decisions are tested too.

#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "base/files.h"
#include "rules/test_cases.h"
#include "workflows/bpmn/lint.h"
#include "workflows/bpmn/overlay.h"
#include "workflows/trial/play.h"

namespace toitsu::workflows::trial {
namespace {

namespace fs = std::filesystem;

const std::string kTemplates = std::string(TOITSU_SOURCE_DIR) + "/templates";

std::vector<std::string> filesIn(const std::string& folder, const std::string& ending) {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(kTemplates + folder))
        if (entry.path().string().ends_with(ending)) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<Script> scripts() {
    std::vector<Script> all;
    for (const std::string& file : filesIn("/flows/tests", ".xml")) {
        std::vector<Error> mistakes;
        auto script = readScript(files::read(file).value(), file, mistakes);
        for (const Error& mistake : mistakes) ADD_FAILURE() << mistake.text(Language::en);
        if (script) all.push_back(std::move(*script));
    }
    return all;
}

TEST(LibraryFlows, PassTheirTests) {
    std::size_t tests = 0;
    for (const Script& script : scripts()) {
        const auto outcome = play(script);
        ASSERT_TRUE(outcome) << outcome.error().text(Language::en);
        for (const TestOutcome& test : outcome->tests)
            EXPECT_FALSE(test.difference) << test.difference->place.text() << " " << test.id << "\n  expected "
                                          << test.difference->expected.en << "\n  got " << test.difference->got.en;
        tests += outcome->tests.size();
    }
    EXPECT_GE(tests, 49u);
}

// A compensation boundary event is never entered: it says who undoes what.
TEST(LibraryFlows, EveryElementIsComeToByATest) {
    std::set<std::string> seen;
    for (const Script& script : scripts()) {
        if (!script.overlay.empty()) continue;
        const auto outcome = play(script);
        ASSERT_TRUE(outcome);
        seen.insert(fs::path(script.flows.front()).filename().string());
        for (const std::string& element : outcome->untouched)
            if (element != "unbook-event") ADD_FAILURE() << script.file << ": " << element;
    }
    EXPECT_EQ(seen.size(), filesIn("/flows", ".bpmn").size()) << "every flow has tests of its own";
}

TEST(LibraryFlows, HaveNothingThatLintTells) {
    for (const std::string& file : filesIn("/flows", ".bpmn")) {
        const auto document = bpmn::Document::load(file);
        ASSERT_TRUE(document) << file;
        for (const bpmn::Finding& finding : bpmn::lint(*document)) {
            const bool known = file.ends_with("intake.bpmn") && finding.severity == bpmn::Severity::warning;
            EXPECT_TRUE(known) << finding.error().text(Language::en);
        }
    }
}

TEST(LibraryFlows, AreDrawnWhole) {
    for (const std::string& file : filesIn("/flows", ".bpmn")) {
        auto document = bpmn::Document::load(file);
        ASSERT_TRUE(document) << file;
        const auto look = [&](const auto& self, const bpmn::Node& node) -> void {
            const bool drawn = bpmn::isModel(node) && (bpmn::isFlowNode(node.local) || node.local == "sequenceFlow" ||
                                                       node.local == "lane" || node.local == "participant" ||
                                                       node.local == "messageFlow" || node.local == "association");
            const std::string id = bpmn::get(node, "id");
            EXPECT_TRUE(!drawn || document->shapeOf(id) != nullptr) << file << " " << id;
            for (const bpmn::Node* inner : bpmn::elements(node)) self(self, *inner);
        };
        look(look, document->definitions());
    }
}

TEST(LibraryFlows, HaveAnOverlayExampleThatIsTested) {
    std::set<std::string> overlaid, tested;
    for (const Script& script : scripts()) tested.insert(script.overlay);
    for (const std::string& file : filesIn("/flows/overlays", ".xml")) {
        std::vector<bpmn::Finding> findings;
        const auto overlay = bpmn::readOverlay(files::read(file).value(), file, findings);
        ASSERT_TRUE(overlay) << file;
        overlaid.insert(overlay->flow);
        EXPECT_TRUE(tested.contains(file)) << file;
    }
    EXPECT_EQ(overlaid.size() + 1, filesIn("/flows", ".bpmn").size()) << "all but intake, which the demo shows";
}

TEST(LibraryDecisions, PassTheirTests) {
    std::set<std::string> tested;
    for (const std::string& file : filesIn("/decisions", ".test.xml")) {
        const auto report = rules::runTestCases(file);
        ASSERT_TRUE(report) << file;
        EXPECT_FALSE(report->error) << file;
        EXPECT_GE(report->cases.size(), 2u) << file;
        for (const auto& one : report->cases) EXPECT_TRUE(one.passed()) << file << " " << one.id;
        tested.insert(fs::path(report->model).filename().string());
    }
    EXPECT_EQ(tested.size(), filesIn("/decisions", ".dmn").size());
}

}  // namespace
}  // namespace toitsu::workflows::trial
