#include "apps/cli/unify_command.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "apps/authoring/unify_papers.h"
#include "apps/cli/unify_sources.h"
#include "base/files.h"
#include "base/json.h"
#include "base/xml.h"

namespace toitsu::cli {
namespace {

struct Ran {
    int exit = 0;
    std::string out, err;
};

Ran run(UnifyCommandOptions options) {
    std::ostringstream out, err;
    Terminal terminal(out, err, Language::en);
    unify(options, terminal);
    return {terminal.exitStatus(), out.str(), err.str()};
}

std::string layouts() {
    return std::string(TOITSU_SOURCE_DIR) + "/templates/forms/salary-change/layouts";
}

std::string content(const std::string& file) {
    const auto read = files::read(file);
    EXPECT_TRUE(read.has_value()) << file;
    return read.value_or("");
}

TEST(UnifyCommand, WritesReportsProposalAndDecisions) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    UnifyCommandOptions options;
    options.inputs = {layouts() + "/komoro-2021.xml", layouts() + "/nagano-2024.xml"};
    options.out = folder->path() + "/out";
    const Ran first = run(options);
    EXPECT_EQ(first.exit, 0) << first.err;
    EXPECT_NE(
        first.out.find(
            "same mark, different meaning: 「異動の事由」, printed 「3」: 長野市: 休職 (leave); 小諸市: 死亡 (death)"),
        std::string::npos)
        << first.out;
    // One page that stands alone: well formed, nothing fetched, no script.
    const std::string html = content(options.out + "/report.html");
    const auto page = xml::parse(html.substr(html.find('\n') + 1), "report.html");
    EXPECT_TRUE(page.has_value()) << (page ? "" : page.error().text(Language::en));
    EXPECT_EQ(html.find("<script"), std::string::npos);
    for (const char* fetched : {"src=\"http", "href=\"http", "url(http"})
        EXPECT_EQ(html.find(fetched), std::string::npos);
    EXPECT_TRUE(json::parse(content(options.out + "/unification.json")).has_value());
    EXPECT_NE(content(options.out + "/report.md").find("| `code-clash/change.reason/3` |"), std::string::npos);
    EXPECT_EQ(content(options.out + "/salary-change-common.pdf").substr(0, 5), "%PDF-");

    // The proposal can be taken up at once: its layout lies under its form.
    forms::Findings findings;
    const auto form = forms::parseForm(content(options.out + "/form.xml"), "form.xml", findings);
    ASSERT_TRUE(form.has_value()) << findings.errors.front().text(Language::en);
    const auto layout =
        forms::parseLayout(content(options.out + "/layouts/salary-change-common.xml"), "common.xml", *form, findings);
    EXPECT_TRUE(layout.has_value()) << findings.errors.front().text(Language::en);
}

TEST(UnifyCommand, RunningAgainKeepsWhatPeopleDecided) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    UnifyCommandOptions options;
    options.inputs = {layouts()};
    options.out = folder->path();
    run(options);
    const std::string file = folder->path() + "/decisions.xml";
    std::string decisions = content(file);
    const std::string open = "<field id=\"employer.postcode\" keep=\"\"";
    ASSERT_NE(decisions.find(open), std::string::npos) << decisions;
    decisions.replace(decisions.find(open), open.size(),
                      "<!-- 協議会 11/28 --><field id=\"employer.postcode\" keep=\"no\" note=\"住所で足りる\"");
    ASSERT_TRUE(files::writeAtomically(file, decisions).has_value());
    options.inputs = {layouts() + "/nagano-2024.xml", layouts() + "/komoro-2021.xml"};
    run(options);
    const std::string after = content(file);
    EXPECT_EQ(after.substr(0, decisions.rfind("</")), decisions.substr(0, decisions.rfind("</")));
    EXPECT_EQ(content(folder->path() + "/form.xml").find("id=\"employer.postcode\""), std::string::npos);
}

TEST(UnifyCommand, TheOrderOfThePapersDoesNotMatter) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    UnifyCommandOptions options;
    options.format = "json";
    std::vector<std::string> order{layouts() + "/komoro-2021.xml", layouts() + "/matsumoto-2023.xml",
                                   layouts() + "/nagano-2024.xml"};
    std::string expected;
    int count = 0;
    do {
        options.inputs = order;
        options.out = folder->path() + "/" + std::to_string(++count);
        const Ran ran = run(options);
        EXPECT_EQ(ran.exit, 0);
        if (expected.empty()) expected = ran.out;
        EXPECT_EQ(ran.out, expected);
    } while (std::next_permutation(order.begin(), order.end()) && count < 3);
}

TEST(UnifyCommand, SaysWhatItCannotCompare) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    UnifyCommandOptions options;
    options.out = folder->path() + "/out";
    options.inputs = {layouts() + "/nagano-2024.xml",
                      std::string(TOITSU_SOURCE_DIR) + "/templates/forms/residence-copy/layouts"};
    const Ran mixed = run(options);
    EXPECT_EQ(mixed.exit, 2);
    EXPECT_NE(mixed.err.find("C168"), std::string::npos) << mixed.err;
    ASSERT_TRUE(files::writeAtomically(folder->path() + "/d.xml",
                                       "<decisions xmlns=\"urn:toitsu:decisions:1\" form=\"other\"/>")
                    .has_value());
    options.inputs = {layouts()};
    options.decisions = folder->path() + "/d.xml";
    const Ran others = run(options);
    EXPECT_EQ(others.exit, 4);
    EXPECT_NE(others.err.find("F112"), std::string::npos) << others.err;
}

TEST(UnifySources, KnowsWhatADraftGuessed) {
    const auto guesses = authoring::draftGuesses(
        R"(<layout xmlns="urn:toitsu:layout:1" xmlns:draft="urn:toitsu:draft:1"><page number="1">
  <place field="a" part="year" box="1 2 3 4" draft:confidence="0.8"/><place field="b" box="1 2 3 4"/>
  <choice field="c"><at option="x" box="1 2 3 4" draft:confidence="0.6"/></choice>
  <rows group="child" first="3"><place field="name" box="1 2 3 4" draft:confidence="2"/></rows>
</page></layout>)",
        "layout.xml");
    EXPECT_EQ(guesses, (std::map<std::string, double>{{"a/year", 0.8}, {"c", 0.6}, {"child.3.name", 1.0}}));
}

// A copy of the shipped form's folder, to be damaged.
std::string ownFolder(const files::TemporaryFolder& folder) {
    const std::string own = folder.path() + "/salary-change";
    EXPECT_TRUE(files::makeFolders(own + "/layouts"));
    for (const char* name : {"/form.xml", "/layouts/komoro-2021.xml", "/layouts/nagano-2024.xml"})
        EXPECT_TRUE(files::writeAtomically(own + name, content(layouts() + "/.." + name)));
    return own;
}

TEST(UnifyCommand, TheProposalNeverOverwritesWhatItIsMadeFrom) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    const std::string own = ownFolder(*folder), before = content(own + "/form.xml");
    UnifyCommandOptions options;
    options.inputs = {own + "/layouts"};
    options.out = own;
    const Ran ran = run(options);
    EXPECT_EQ(ran.exit, static_cast<int>(ExitCode::refused));
    EXPECT_NE(ran.err.find("C150"), std::string::npos) << ran.err;
    EXPECT_EQ(content(own + "/form.xml"), before);
    EXPECT_FALSE(files::read(own + "/decisions.xml").has_value());
}

TEST(UnifyCommand, NoReportLacksAPaperThatCannotBeRead) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    const std::string own = ownFolder(*folder), file = own + "/layouts/komoro-2021.xml";
    std::string wrong = content(file);
    wrong.replace(wrong.find("field=\"employer.name\""), 21, "field=\"employer.nmae\"");
    ASSERT_TRUE(files::writeAtomically(file, wrong));
    UnifyCommandOptions options;
    options.inputs = {own + "/layouts"};
    options.out = folder->path() + "/out";
    const Ran ran = run(options);
    EXPECT_EQ(ran.exit, static_cast<int>(ExitCode::schema));
    EXPECT_NE(ran.err.find("komoro-2021.xml"), std::string::npos) << ran.err;
    EXPECT_FALSE(files::read(options.out + "/report.html").has_value());
}

TEST(UnifyCommand, AFormThatIsNotThereIsToldOnce) {
    UnifyCommandOptions options;
    options.inputs = {layouts()};
    options.form = "missing.xml";
    const Ran ran = run(options);
    EXPECT_EQ(ran.exit, static_cast<int>(ExitCode::notFound));
    EXPECT_EQ(ran.err.find("missing.xml"), ran.err.rfind("missing.xml")) << ran.err;
}

}  // namespace
}  // namespace toitsu::cli
