// `toitsu unify` from outside: what it writes for the shipped papers of one job, in every format.

#include <gtest/gtest.h>

#include <set>

#include "base/xml.h"
#include "tests/e2e/author_desk.h"

namespace toitsu {
namespace {

using e2e::AuthorDesk;

class UnifyPapers : public ::testing::Test {
protected:
    void SetUp() override { form = desk.form("salary-change", {"komoro-2021", "matsumoto-2023", "nagano-2024"}); }
    e2e::Ran unify(std::vector<std::string> words = {}, const std::string& language = "C.UTF-8") {
        words.insert(words.begin(), {"unify", form + "/layouts", "--out", desk.at("out")});
        return e2e::toitsu(words, language);
    }
    AuthorDesk desk;
    std::string form;
};

TEST_F(UnifyPapers, AllReportsSayTheSame) {
    const auto ran = unify({"--format", "json"});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const Value result = json::parse(ran.output).value();
    EXPECT_EQ(result, desk.json("out/unification.json"));
    ASSERT_EQ(result["papers"].list()->size(), 3u);
    const std::string html = desk.get("out/report.html"), markdown = desk.get("out/report.md");
    const auto page = xml::parse(html.substr(html.find('\n') + 1), "report.html");
    EXPECT_TRUE(page) << page.error().text(Language::en);
    for (const char* fetched : {"src=\"http", "href=\"http", "url(http", "<script", "@import"})
        EXPECT_EQ(html.find(fetched), std::string::npos) << fetched;
    std::set<std::string> keys;
    for (const Value& finding : *result["findings"].list()) {
        ASSERT_NE(finding["name"].string(), nullptr) << json::write(finding);
        const std::string key = *finding["name"].string();
        EXPECT_TRUE(keys.insert(key).second) << key << " twice";
        EXPECT_NE(markdown.find("`" + key + "`"), std::string::npos) << key;
        EXPECT_NE(html.find(key), std::string::npos) << key;
    }
    EXPECT_TRUE(keys.contains("code-clash/change.reason/3")) << "小諸市 prints 3 for 死亡";
    EXPECT_TRUE(keys.contains("seal/employer.seal"));
}

TEST_F(UnifyPapers, TheProposalIsAFormAndAPaperWithoutMistakes) {
    ASSERT_EQ(unify().code, 0);
    const auto lint = e2e::toitsu({"form", "lint", desk.at("out")});
    EXPECT_EQ(lint.code, 0) << lint.errors;
    EXPECT_EQ(desk.get("out/salary-change-common.pdf").substr(0, 5), "%PDF-");
    const auto fill =
        e2e::toitsu({"form", "fill", desk.at("out/layouts/salary-change-common.xml"), "--out", desk.at("sheets")});
    EXPECT_EQ(fill.code, 0) << fill.errors;
    const auto diff = e2e::toitsu({"form", "diff", form + "/form.xml", desk.at("out/form.xml"), "--format", "json"});
    EXPECT_EQ(diff.code, 1) << "a new version";
}

TEST_F(UnifyPapers, ADecisionIsKeptAndFollowed) {
    ASSERT_EQ(unify().code, 0);
    const std::string open = desk.get("out/decisions.xml");
    ASSERT_NE(open.find("keep=\"\""), std::string::npos) << open;
    const std::size_t at = open.find("<field id=\"") + 11;
    const std::string field = open.substr(at, open.find('"', at) - at);
    desk.replace("out/decisions.xml", "<field id=\"" + field + "\" keep=\"\"",
                 "<field id=\"" + field + "\" keep=\"no\" note=\"会議で決定\"");
    const std::string decided = desk.get("out/decisions.xml");
    ASSERT_EQ(unify({}, "ja_JP.UTF-8").code, 0);
    EXPECT_EQ(desk.get("out/decisions.xml"), decided);
    EXPECT_EQ(desk.get("out/layouts/salary-change-common.xml").find("field=\"" + field + "\""), std::string::npos);
    EXPECT_EQ(desk.get("out/form.xml").find("<field id=\"" + field + "\""), std::string::npos);
}

TEST_F(UnifyPapers, AFormsOwnFolderIsNotWrittenOver) {
    const std::string before = desk.get("lib/forms/salary-change/form.xml");
    const auto ran = e2e::toitsu({"unify", form + "/layouts", "--out", form}, "ja_JP.UTF-8");
    EXPECT_EQ(ran.code, 6);
    EXPECT_NE(ran.errors.find("C150"), std::string::npos) << ran.errors;
    EXPECT_EQ(desk.get("lib/forms/salary-change/form.xml"), before);
    EXPECT_FALSE(desk.exists("lib/forms/salary-change/decisions.xml"));
}

}  // namespace
}  // namespace toitsu
