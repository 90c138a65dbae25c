#include "forms/form_diff.h"

#include <gtest/gtest.h>

#include "tests/unit/forms/example.h"

namespace toitsu::forms {
namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

Form parsed(const std::string& xml) {
    Findings findings;
    auto form = parseForm(xml, "form.xml", findings);
    EXPECT_TRUE(form.has_value()) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
    return form.value_or(Form{});
}

std::vector<Change> after(const std::string& from, const std::string& to) {
    return diffForms(example::form(), parsed(replaced(std::string(example::kForm), from, to)));
}

// "kind subject breaking", the part that is safe to compare.
std::vector<std::string> told(const std::vector<Change>& changes) {
    std::vector<std::string> lines;
    for (const Change& change : changes)
        lines.push_back(change.kind + " " + change.subject + (change.breaking ? " breaking" : ""));
    return lines;
}

using Lines = std::vector<std::string>;

TEST(FormDiff, FindsNothingInTheSameForm) {
    EXPECT_TRUE(diffForms(example::form(), example::form()).empty());
}

TEST(FormDiff, IgnoresOrderAndComments) {
    const std::string field = R"(<field id="agreed" type="flag" title="同意"/>)";
    EXPECT_TRUE(after(field, "<!-- 同意 -->" + field).empty());
    const std::string moved = replaced(replaced(std::string(example::kForm), field, ""), "<field id=\"filed-on\"",
                                       field + "<field id=\"filed-on\"");
    EXPECT_TRUE(diffForms(example::form(), parsed(moved)).empty());
}

TEST(FormDiff, TellsFieldsThatCameAndWent) {
    EXPECT_EQ(told(after(R"(<field id="agreed" type="flag" title="同意"/>)", "")),
              Lines{"field-removed agreed breaking"});
    EXPECT_EQ(told(after("<rule id=\"change", R"(<field id="note" type="text" title="注記"/><rule id="change)")),
              Lines{"field-added note"});
    EXPECT_EQ(told(after("<rule id=\"change",
                         R"(<field id="note" type="text" title="注記" required="true"/><rule id="change)")),
              Lines{"field-added note breaking"});
}

TEST(FormDiff, KnowsARenamedFieldByItsMeaning) {
    const auto changes = after("id=\"remark\"", "id=\"note\"");
    EXPECT_EQ(told(changes), Lines{"field-renamed note breaking"});
    EXPECT_EQ(changes.front().part, "remark");
}

// "remark" became "note" with another title; "agreed" was dropped and a new field looks just like it.
TEST(FormDiff, BelievesWhatTheFormDeclares) {
    std::string now = replaced(std::string(example::kForm), "version=\"2\"", "version=\"3\"");
    now = replaced(now, "id=\"remark\"", "id=\"note\"");
    now = replaced(now, "title=\"備考\"", "title=\"特記事項\"");
    now = replaced(now, "id=\"agreed\"", "id=\"consented\"");
    now = replaced(now, "</form>",
                   R"(<migration from="2"><rename from="remark" to="note"/><drop field="agreed"/></migration></form>)");
    EXPECT_EQ(told(diffForms(example::form(), parsed(now))),
              (Lines{"form-version notice", "field-removed agreed breaking", "field-renamed note breaking",
                     "title note", "field-added consented"}));
}

TEST(FormDiff, DoesNotGuessAmongTwins) {
    const std::string twins =
        replaced(std::string(example::kForm), R"(<field id="agreed" type="flag" title="同意"/>)",
                 R"(<field id="yes" type="flag" title="同意"/><field id="aye" type="flag" title="同意"/>)");
    EXPECT_EQ(told(diffForms(example::form(), parsed(twins))),
              (Lines{"field-removed agreed breaking", "field-added yes", "field-added aye"}));
}

TEST(FormDiff, TellsWhatAFieldBecame) {
    EXPECT_EQ(told(after(R"(type="text" length="20" title="備考")", R"(type="kana" length="20" title="備考")")),
              Lines{"type remark breaking"});
    EXPECT_EQ(told(after("title=\"備考\"", "title=\"備考欄\"")), Lines{"title remark"});
    EXPECT_EQ(told(after("policy=\"verify\"", "policy=\"double\"")), Lines{"policy remark"});
    EXPECT_EQ(told(after("length=\"20\"", "length=\"30\"")), Lines{"length remark"});
    EXPECT_EQ(told(after("length=\"20\"", "length=\"10\"")), Lines{"length remark breaking"});
    EXPECT_EQ(told(after("title=\"番号\"", "title=\"番号\" required=\"true\"")), Lines{"required number breaking"});
    EXPECT_EQ(told(after(" required=\"true\"", "")), Lines{"required filed-on"});
}

TEST(FormDiff, AnExactLengthThatChangesIsBreakingBothWays) {
    EXPECT_EQ(told(after("length=\"10\" title=\"番号\"", "length=\"11\" title=\"番号\"")),
              Lines{"length number breaking"});
    EXPECT_EQ(told(after("length=\"10\" title=\"番号\"", "maxlength=\"10\" title=\"番号\"")), Lines{"length number"});
    EXPECT_EQ(told(after("maxlength=\"3\"", "length=\"3\"")), Lines{"length copies breaking"});
}

TEST(FormDiff, TellsOptions) {
    EXPECT_EQ(told(after(R"(<option code="change" title="変更"/>)", "")), Lines{"option-removed kind breaking"});
    EXPECT_EQ(told(after(R"(<option code="change" title="変更"/>)",
                         R"(<option code="change" title="変更"/><option code="end" title="終了"/>)")),
              Lines{"option-added kind"});
    EXPECT_EQ(told(after(R"(code="change" title="変更")", R"(code="change" title="変更届")")),
              Lines{"option-title kind"});
}

TEST(FormDiff, TellsRules) {
    EXPECT_EQ(told(after("amount != null'", "amount &gt; 0'")), Lines{"rule-test change-needs-amount breaking"});
    EXPECT_EQ(told(after("filed_on\" message=\"生年月日が", "filed_on\" message=\"誕生日が")),
              Lines{"rule-message born-before"});
    EXPECT_EQ(told(after("severity=\"warning\"", "severity=\"error\"")), Lines{"rule-severity born-before breaking"});
    EXPECT_EQ(told(after("rule id=\"born-before\"", "rule id=\"born-first\"")),
              (Lines{"rule-removed born-before", "rule-added born-first"}));
}

TEST(FormDiff, TellsTheHead) {
    EXPECT_EQ(told(after("version=\"2\"", "version=\"3\"")), Lines{"form-version notice"});
    EXPECT_EQ(told(after("地方税法第1条", "地方税法第2条")), Lines{"basis notice"});
    EXPECT_EQ(told(after("P5Y", "P7Y")), Lines{"retention notice"});
    EXPECT_EQ(told(after("type=\"digits\" length=\"10\"", "type=\"digits\" length=\"10\" sensitivity=\"my-number\"")),
              Lines{"sensitivity number"});
}

}  // namespace
}  // namespace toitsu::forms
