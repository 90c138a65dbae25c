#include "forms/rule_evidence.h"

#include <gtest/gtest.h>

#include "example.h"

namespace toitsu::forms {
namespace {

constexpr std::string_view kSums =
    R"(<form xmlns="urn:toitsu:form:1" id="sums" version="1" title="合計" basis="地方税法第1条" retention="P5Y">
  <field id="all" type="money" title="全体"/>
  <field id="paid" type="money" title="納付済"/>
  <field id="rest" type="money" title="残り"/>
  <rule id="rest-is-difference" test="all - paid = rest" message="残りが合いません" SEVERITY/>
  <rule id="paid-enough" test="paid &gt;= 500" message="納付済が少なすぎます"/>
</form>
)";

constexpr std::string_view kPaper =
    R"(<layout xmlns="urn:toitsu:layout:1" id="sums-1" form="sums" municipality="202088" title="合計" from="2021-04-01">
  <page number="1" paper="A4">
    <place field="all" box="20 20 64 7" cells="8" align="right"/>
    <place field="paid" box="20 40 64 7" cells="8" align="right"/>
    <place field="rest" box="20 60 64 7" cells="8" align="right"/>
  </page>
</layout>
)";

Reading read(const std::string& field, const std::vector<Candidate>& candidates, bool doubt) {
    Reading one = example::reading(field, "", candidates.front().text, candidates.front().confidence);
    one.candidates = candidates;
    one.doubt = doubt;
    return one;
}

Record unified(const std::vector<Reading>& readings, const std::string& severity = "") {
    Findings findings;
    const Form form = parseForm(example::replaced(kSums, "SEVERITY", severity), "form.xml", findings).value();
    const Layout layout = parseLayout(kPaper, "layout.xml", form, findings).value();
    return unify(form, layout, readings);
}

const std::vector<Candidate> kMisread{{"  118400", 0.66}, {"  168400", 0.2}, {"  148400", 0.1}};

std::string valueOf(const Record& record, const std::string& field) {
    return canonicalText(record.find(field)->value);
}

TEST(RuleEvidence, ASumChoosesAmongTheCandidatesOfADoubtfulField) {
    const Record record = unified({read("all", kMisread, true), read("paid", {{"  100000", 0.999}}, false),
                                   read("rest", {{"   68400", 0.999}}, false)});
    EXPECT_EQ(valueOf(record, "all"), "168400");
    EXPECT_TRUE(record.find("all")->doubt);
    EXPECT_NE(record.find("all")->why.en.find("fits a rule"), std::string::npos);
    EXPECT_EQ(record.find("all")->candidates.front().text, "168400");
    EXPECT_EQ(record.find("all")->candidates[1].text, "118400");
    EXPECT_TRUE(record.broken.empty());
    EXPECT_FALSE(record.find("rest")->doubt);
}

TEST(RuleEvidence, WhatWasAcceptedIsNotChanged) {
    const Record record =
        unified({read("all", {{"  118400", 0.95}, {"  168400", 0.04}}, false),
                 read("paid", {{"  100000", 0.999}}, false), read("rest", {{"   68400", 0.999}}, false)});
    EXPECT_EQ(valueOf(record, "all"), "118400");
    ASSERT_EQ(record.broken.size(), 1u);
    EXPECT_TRUE(record.find("all")->doubt);
    EXPECT_TRUE(record.find("rest")->doubt);
}

TEST(RuleEvidence, ChangesThatAreEquallyLikelyDecideNothing) {
    const Record record = unified({read("all", {{"  118400", 0.6}, {"  168400", 0.3}}, true),
                                   read("paid", {{"  100000", 0.6}, {"   50000", 0.3}}, true),
                                   read("rest", {{"   68400", 0.999}}, false)});
    EXPECT_EQ(valueOf(record, "all"), "118400");
    EXPECT_EQ(valueOf(record, "paid"), "100000");
    EXPECT_EQ(record.broken.size(), 1u);
}

TEST(RuleEvidence, AChangeMayNotBreakAnotherRule) {
    // 400 would mend the difference and break the other rule.
    const Record record =
        unified({read("all", {{"     900", 0.999}}, false), read("paid", {{"     800", 0.6}, {"     400", 0.3}}, true),
                 read("rest", {{"     500", 0.999}}, false)});
    EXPECT_EQ(valueOf(record, "paid"), "800");
    ASSERT_EQ(record.broken.size(), 1u);
    EXPECT_EQ(record.broken[0].rule, "rest-is-difference");
}

TEST(RuleEvidence, AWarningDecidesNothing) {
    const Record record = unified({read("all", kMisread, true), read("paid", {{"  100000", 0.999}}, false),
                                   read("rest", {{"   68400", 0.999}}, false)},
                                  "severity=\"warning\"");
    EXPECT_EQ(valueOf(record, "all"), "118400");
}

}  // namespace
}  // namespace toitsu::forms
