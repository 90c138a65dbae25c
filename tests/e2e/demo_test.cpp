// The demonstration judges itself; this test only believes it when it says that all is right, and looks whether the
// report is whole: well-formed, nothing from the network, every file that it names is there.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/files.h"
#include "base/xml.h"
#include "tests/e2e/program.h"

namespace toitsu {
namespace {

void collectFiles(const xml::Element& element, std::set<std::string>& found) {
    for (const char* name : {"src", "href"})
        if (const std::string* value = element.find(name); value != nullptr && !value->starts_with("#"))
            found.insert(*value);
    for (const xml::Element& child : element.children) collectFiles(child, found);
}

TEST(Demo, EverySampleEndsRightAndTheReportIsWhole) {
    const auto folder = files::TemporaryFolder::make("toitsu-demo-").value();
    const std::string out = folder.path() + "/out";
    const auto ran = e2e::toitsu({"demo", "--library", e2e::source("templates"), "--out", out});
    EXPECT_EQ(ran.code, 0) << ran.output << ran.errors;

    const std::string html = files::read(out + "/report.html").value();
    const auto report = xml::parse(html.substr(html.find("<html")), "report.html");
    ASSERT_TRUE(report) << report.error().text(Language::en);
    std::set<std::string> named;
    collectFiles(report->root, named);
    EXPECT_GT(named.size(), 100u);
    for (const std::string& file : named) EXPECT_TRUE(std::filesystem::exists(out + "/" + file)) << file;
    EXPECT_EQ(html.find("<script"), std::string::npos);
}

TEST(Demo, DoesNotTouchAFolderWithOtherFiles) {
    const auto folder = files::TemporaryFolder::make("toitsu-demo-").value();
    ASSERT_TRUE(files::writeAtomically(folder.path() + "/mine.txt", "keep me"));
    const auto ran = e2e::toitsu({"demo", "--library", e2e::source("templates"), "--out", folder.path()});
    EXPECT_EQ(ran.code, 6) << ran.errors;
    EXPECT_NE(ran.errors.find("C070"), std::string::npos);
    EXPECT_EQ(files::read(folder.path() + "/mine.txt").value(), "keep me");
}

}  // namespace
}  // namespace toitsu
