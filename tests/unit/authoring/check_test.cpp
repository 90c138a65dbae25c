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

// A rule's field that stands on a hidden layout only is no mistake of whoever cannot see that one; what is wrong on it
// is counted, and what is wrong on others is told of the library, not of the folder where it was tried.
TEST(Check, OfAFormCountsWhatIsHidden) {
    auto folder = files::TemporaryFolder::make("toitsu-test").value();
    const std::string forms = folder.path() + "/forms/trial";
    ASSERT_TRUE(files::makeFolders(forms + "/layouts"));
    const auto layout = [](const std::string& id, const std::string& places) {
        return "<layout xmlns=\"urn:toitsu:layout:1\" form=\"trial\" municipality=\"202011\" id=\"" + id +
               "\" from=\"2021-04-01\"><page number=\"1\" paper=\"A4\">" + places + "</page></layout>";
    };
    const std::string name = "<place field=\"name\" box=\"20 20 60 8\" written=\"hand\"/>";
    const std::string note = "<place field=\"note\" box=\"20 40 60 8\" written=\"hand\"/>";
    const auto form = [](const std::string& noted) {
        return "<form xmlns=\"urn:toitsu:form:1\" id=\"trial\" version=\"1\" title=\"試験\" basis=\"番号法第9条\" "
               "retention=\"P1Y\"><field id=\"name\" type=\"text\" title=\"氏名\"/><field id=\"" +
               noted + "\" type=\"text\" title=\"備考\"/><rule id=\"r\" test=\"" + noted + " = null or " + noted +
               " != &quot;x&quot;\" message=\"備考\"/></form>";
    };
    ASSERT_TRUE(files::writeAtomically(forms + "/form.xml", form("note")));
    ASSERT_TRUE(files::writeAtomically(forms + "/layouts/seen.xml", layout("seen", name)));
    ASSERT_TRUE(files::writeAtomically(forms + "/layouts/other.xml", layout("other", name + note)));
    const std::string path = "forms/trial/form.xml";
    const Paths hidden{"forms/trial/layouts/other.xml"};
    const auto part = check(folder.path(), path, {{path, form("note")}}, hidden);
    ASSERT_TRUE(part) << part.error().text(Language::en);
    EXPECT_FALSE(part->wrong());
    for (const Remark& one : part->remarks) EXPECT_NE(one.error.code, "F078") << "it stands on a layout";
    const auto broken = check(folder.path(), path, {{path, form("memo")}}, hidden);
    ASSERT_TRUE(broken);
    EXPECT_GE(broken->hidden, 1);
    for (const Remark& one : broken->remarks) EXPECT_EQ(hidden.count(one.path), 0u) << one.error.text(Language::en);
    // A layout whose base has mistakes names the base where it lies in the library.
    const std::string derived = "forms/trial/layouts/derived.xml";
    ASSERT_TRUE(files::writeAtomically(
        folder.path() + "/" + derived,
        "<layout xmlns=\"urn:toitsu:layout:1\" form=\"trial\" municipality=\"202011\" id=\"derived\" "
        "based-on=\"other\"/>"));
    const auto named = check(folder.path(), path, {{path, form("memo")}});
    ASSERT_TRUE(named);
    bool base = false;
    for (const Remark& one : named->remarks) {
        EXPECT_EQ(one.error.message.en.find("toitsu-stage"), std::string::npos) << one.error.message.en;
        base = base || (one.error.code == "F067" && one.error.message.en.find("(forms/trial") != std::string::npos);
    }
    EXPECT_TRUE(base);
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
