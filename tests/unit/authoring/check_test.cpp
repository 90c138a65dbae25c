// A check is lint: over the whole library that ships, both say the same of every file.

#include "apps/authoring/check.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "apps/authoring/lint.h"
#include "apps/authoring/rehearsal.h"

namespace toitsu::authoring {
namespace {

namespace fs = std::filesystem;

const std::string kTemplates = std::string(TOITSU_SOURCE_DIR) + "/templates";

std::vector<std::string> said(const std::vector<Remark>& remarks) {
    std::vector<std::string> out;
    for (const Remark& one : remarks)
        out.push_back(one.error.code + " " + std::to_string(one.error.place.line) + " " + one.error.message.en);
    return out;
}

std::vector<std::string> said(const forms::Findings& findings) {
    std::vector<std::string> out;
    for (const auto* list : {&findings.errors, &findings.warnings})
        for (const Error& one : *list)
            out.push_back(one.code + " " + std::to_string(one.place.line) + " " + one.message.en);
    return out;
}

TEST(Check, SaysWhatLintSays) {
    int layouts = 0;
    for (const std::string& path : libraryPaths(kTemplates)) {
        const std::string file = kTemplates + "/" + path;
        const std::string text = files::read(file).value();
        const auto checked = check(kTemplates, path, {{path, text}});
        ASSERT_TRUE(checked) << checked.error().text(Language::en);
        EXPECT_FALSE(checked->wrong()) << path;
        switch (*kindOf(path)) {
            case FileKind::form:
                EXPECT_EQ(said(checked->remarks), said(lintForms({fs::path(file).parent_path().string()}).findings));
                break;
            case FileKind::layout:
                EXPECT_EQ(said(checked->remarks), said(lintForms({file}).findings));
                ASSERT_TRUE(checked->layout);
                EXPECT_GT(pagesValue(*checked).list()->size(), 0u);
                ++layouts;
                break;
            case FileKind::decision:
                EXPECT_EQ(said(checked->remarks), said(lintModels({file}).findings));
                break;
            case FileKind::flow:
                break;  // is read beside the others, which call it
        }
    }
    EXPECT_GE(layouts, 26);
}

TEST(Check, OfTheWholeLibraryTellsOnlyWhatIsNew) {
    const auto same = checkTogether(kTemplates, {});
    ASSERT_TRUE(same) << same.error().text(Language::en);
    EXPECT_TRUE(same->empty());
    const std::string path = "forms/salary-change/form.xml";
    std::string text = files::read(kTemplates + "/" + path).value();
    const std::size_t at = text.find("<field id=\"");
    text.replace(at, 11, "<field id=\"x-");
    const auto broken = checkTogether(kTemplates, {{path, text}});
    ASSERT_TRUE(broken);
    EXPECT_FALSE(broken->empty());
    for (const Remark& one : *broken) EXPECT_EQ(one.error.place.file, one.path) << "places are those of the library";
}

TEST(LibraryFile, PathsLeadNowhereElse) {
    for (const char* id : {"forms:a:form.xml", "forms:a:layouts:b.xml", "flows:a.bpmn", "decisions:a.dmn"})
        EXPECT_EQ(idOf(pathOf(id).value_or("")), id);
    for (const char* id : {"", ":", "forms:..:form.xml", "forms:a:layouts:..", "forms:.a:form.xml", "flows:.bpmn",
                           "flows:a.xml", "decisions:x:a.dmn", "forms:a:form.xml:", "/forms:a:form.xml",
                           "forms:a b:form.xml", "codes:a.csv", "forms:a:golden.json", "bindings:202088:a.xml"})
        EXPECT_FALSE(pathOf(id)) << id;
}

TEST(Stage, HasTheLibraryWithOtherTexts) {
    const std::string path = "forms/salary-change/form.xml";
    std::string root;
    {
        const auto stage = Stage::make(kTemplates, "forms/salary-change", {{path, "<x/>"}, {"flows/a.bpmn", "no"}});
        ASSERT_TRUE(stage);
        root = stage->root();
        EXPECT_EQ(files::read(stage->file(path)).value(), "<x/>");
        EXPECT_TRUE(fs::is_symlink(stage->file("forms/salary-change/golden.json")));
        EXPECT_FALSE(fs::exists(stage->file("flows"))) << "not of this part";
        EXPECT_EQ(stage->pathOf(stage->file(path)), path);
        EXPECT_EQ(stage->pathOf("/etc/passwd"), "");
    }
    EXPECT_FALSE(fs::exists(root));
    EXPECT_TRUE(fs::exists(kTemplates + "/forms/salary-change/golden.json")) << "a link goes, not what it leads to";
}

TEST(Rehearsal, RunsTheTestsOfDecisionsAndFlows) {
    const std::string path = "decisions/review.dmn";
    const std::string text = files::read(kTemplates + "/" + path).value();
    RehearsalPlan plan = planFor({{path, text}});
    EXPECT_TRUE(plan.flows) << "flows ask it";
    const auto good = rehearse(kTemplates, {{path, text}}, plan, {});
    ASSERT_TRUE(good) << good.error().text(Language::en);
    EXPECT_TRUE(good->passed());
    EXPECT_GT(good->tests.size(), 10u);
    plan.flows = false;
    const auto broken = rehearse(kTemplates, {{path, "<definitions/>"}}, plan, {});
    ASSERT_TRUE(broken);
    EXPECT_FALSE(broken->passed());
}

TEST(Rehearsal, KnowsWhatATextMayChange) {
    const RehearsalPlan one = planFor({{"forms/a/layouts/b.xml", "<layout id=\"b-1\"/>"}});
    EXPECT_EQ(one.forms.at("forms/a"), std::set<std::string>{"b-1"});
    const RehearsalPlan both =
        planFor({{"forms/a/form.xml", "<form/>"}, {"forms/a/layouts/b.xml", "<layout id=\"b\"/>"}});
    EXPECT_TRUE(both.forms.at("forms/a").empty()) << "a form: all of its papers";
    EXPECT_FALSE(both.flows);
}

}  // namespace
}  // namespace toitsu::authoring
