// Papers of which nobody has a layout: pictures of blanks go into `toitsu unify` as they are.

#include "apps/cli/unify_blanks.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "apps/authoring/template_files.h"
#include "apps/cli/unify_command.h"
#include "base/files.h"
#include "base/json.h"
#include "forms/blank.h"

namespace toitsu::cli {

using namespace authoring;
namespace {

namespace fs = std::filesystem;

const std::string kLayouts = std::string(TOITSU_SOURCE_DIR) + "/templates/forms/salary-change/layouts/";

void drawBlank(const std::string& layout, const std::string& png) {
    forms::Findings findings;
    const auto loaded = loadLayoutFile(kLayouts + layout, findings);
    ASSERT_TRUE(loaded.has_value());
    const auto drawn = forms::writeBlankPng(loaded->layout, loaded->layout.pages.front(), 300, png);
    ASSERT_TRUE(drawn.has_value()) << drawn.error().text(Language::en);
}

std::string content(const std::string& file) {
    const auto read = files::read(file);
    EXPECT_TRUE(read.has_value()) << file;
    return read.value_or("");
}

struct Ran {
    int exit = 0;
    std::string out, err;
};

Ran run(const UnifyCommandOptions& options) {
    std::ostringstream out, err;
    Terminal terminal(out, err, Language::en);
    unify(options, terminal);
    return {terminal.exitStatus(), out.str(), err.str()};
}

// 3 is 休職 in Nagano and 死亡 in Komoro. No form is given: the two blanks make one.
TEST(UnifyBlanks, BlanksAloneShowTheClashAndAreDraftedOnce) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    const std::string papers = folder->path() + "/papers", drafts = folder->path() + "/out/drafts";
    ASSERT_TRUE(files::makeFolders(papers).has_value());
    drawBlank("nagano-2024.xml", papers + "/202011-nagano.png");
    drawBlank("komoro-2021.xml", papers + "/202088-komoro.png");
    UnifyCommandOptions options;
    options.inputs = {papers};
    options.out = folder->path() + "/out";
    const Ran first = run(options);
    EXPECT_EQ(first.exit, 0) << first.err;
    EXPECT_NE(first.out.find("printed 「3」: 202011-nagano: 休職"), std::string::npos) << first.out;
    EXPECT_NE(first.out.find("202088-komoro: 死亡"), std::string::npos) << first.out;
    const std::string nagano = content(drafts + "/layouts/202011-nagano.xml");
    EXPECT_NE(nagano.find("municipality=\"202011\""), std::string::npos);
    EXPECT_NE(nagano.find("blank=\"202011-nagano.png\""), std::string::npos);
    EXPECT_TRUE(fs::exists(drafts + "/layouts/202011-nagano.png"));
    // Both papers are of one form, and most of what they ask is the same field.
    const auto report = json::parse(content(options.out + "/unification.json"));
    ASSERT_TRUE(report.has_value());
    const std::string form = content(drafts + "/form.xml");
    std::size_t fields = 0;
    for (auto at = form.find("<field "); at != std::string::npos; at = form.find("<field ", at + 1)) ++fields;
    EXPECT_GE(fields, 35U);
    EXPECT_LE(fields, 55U);  // two separate forms would have some 70

    // Again, after somebody has worked on a draft and a blank is gone: nothing is drafted anew.
    std::string mended = nagano;
    mended.replace(mended.find("title=\""), 7, "title=\"長野市 ");
    ASSERT_TRUE(files::writeAtomically(drafts + "/layouts/202011-nagano.xml", mended).has_value());
    ASSERT_TRUE(files::writeAtomically(papers + "/202088-komoro.png", "no picture any more").has_value());
    const Ran second = run(options);
    EXPECT_EQ(second.exit, 0) << second.err;
    EXPECT_NE(second.out.find("printed 「3」: 長野市: 休職"), std::string::npos) << second.out;
    EXPECT_EQ(content(drafts + "/layouts/202011-nagano.xml"), mended);
    EXPECT_EQ(content(drafts + "/form.xml"), form);
}

// Beside a layout, a blank is drafted against the layout's form.
TEST(UnifyBlanks, ABlankBesideALayoutIsMeasuredByItsForm) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    drawBlank("komoro-2021.xml", folder->path() + "/202088-komoro.png");
    UnifyCommandOptions options;
    options.inputs = {folder->path() + "/202088-komoro.png", kLayouts + "nagano-2024.xml"};
    options.out = folder->path() + "/out";
    const Ran ran = run(options);
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_NE(ran.out.find("「異動の事由」, printed 「3」: 長野市: 休職 (leave); 202088-komoro: 死亡 (death)"),
              std::string::npos)
        << ran.out;
    EXPECT_FALSE(fs::exists(options.out + "/drafts/form.xml"));
}

// A report that lacks a municipality would be taken for the whole.
TEST(UnifyBlanks, APictureThatCannotBeReadStopsIt) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    ASSERT_TRUE(files::writeAtomically(folder->path() + "/broken.png", "\x89PNG no more").has_value());
    UnifyCommandOptions options;
    options.inputs = {folder->path() + "/broken.png", kLayouts + "nagano-2024.xml", kLayouts + "komoro-2021.xml"};
    options.out = folder->path() + "/out";
    const Ran ran = run(options);
    EXPECT_EQ(ran.exit, 3) << ran.err;
    EXPECT_NE(ran.err.find("broken.png"), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_FALSE(fs::exists(options.out));
}

// The disk fills up, or the power goes, when the form is written and its layouts are not.
TEST(UnifyBlanks, ARunThatEndedHalfWayIsTakenUp) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    const std::string blank = folder->path() + "/komoro.png", drafts = folder->path() + "/drafts";
    drawBlank("komoro-2021.xml", blank);
    ASSERT_TRUE(files::makeFolders(drafts).has_value());
    ASSERT_TRUE(files::writeAtomically(drafts + "/layouts", "in the way").has_value());
    std::ostringstream out, err;
    Terminal first(out, err, Language::en);
    EXPECT_TRUE(draftBlanks({blank}, "", drafts, first).layouts.empty());
    EXPECT_NE(first.exitStatus(), 0);
    const std::string form = content(drafts + "/form.xml");
    fs::remove(drafts + "/layouts");
    Terminal second(out, err, Language::en);
    const auto drafted = draftBlanks({blank, folder->path() + "/./komoro.png"}, "", drafts, second);  // named twice
    EXPECT_EQ(second.exitStatus(), 0) << err.str();
    ASSERT_EQ(drafted.layouts.size(), 1U);
    EXPECT_EQ(content(drafts + "/form.xml"), form);
    // Its name tells no municipality: it is compared all the same, and its author still has to write one.
    forms::Findings findings;
    LayoutLoader loader(DraftedForms::compared);
    const auto loaded = loader.load(drafted.layouts.front(), findings, drafted.form);
    ASSERT_TRUE(loaded.has_value()) << findings.errors.front().text(Language::en);
    EXPECT_EQ(loaded->layout.municipality, kUnknownMunicipality);
    EXPECT_FALSE(LayoutLoader().load(drafted.layouts.front(), findings, drafted.form).has_value());
}

TEST(UnifyBlanks, TwoFilesOfOneNameAreTwoPapers) {
    const auto folder = files::TemporaryFolder::make("unify");
    ASSERT_TRUE(folder.has_value());
    ASSERT_TRUE(files::makeFolders(folder->path() + "/drafts/layouts").has_value());
    for (const char* town : {"ueda", "saku"})
        ASSERT_TRUE(files::writeAtomically(folder->path() + "/drafts/layouts/" + town + "-blank.xml", "").has_value());
    std::ostringstream out, err;
    Terminal terminal(out, err, Language::en);
    const auto drafted = draftBlanks({folder->path() + "/ueda/blank.png", folder->path() + "/saku/blank.png"},
                                     std::string(TOITSU_SOURCE_DIR) + "/templates/forms/salary-change/form.xml",
                                     folder->path() + "/drafts", terminal);
    const std::string drafts = folder->path() + "/drafts/layouts/";
    EXPECT_EQ(drafted.layouts, (std::vector<std::string>{drafts + "ueda-blank.xml", drafts + "saku-blank.xml"}));
    EXPECT_EQ(err.str(), "");
}

}  // namespace
}  // namespace toitsu::cli
