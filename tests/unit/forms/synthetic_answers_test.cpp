#include "forms/synthetic_answers.h"

#include <gtest/gtest.h>

#include "forms/doubts.h"
#include "forms/library.h"
#include "forms/paper.h"
#include "forms/record.h"

namespace toitsu::forms {
namespace {

const Library& shipped() {
    static const Library library = [] {
        Findings findings;
        return *Library::load(std::string(TOITSU_SOURCE_DIR) + "/templates", findings);
    }();
    return library;
}

Record recordOf(const Form& form, const SyntheticAnswers& answers) {
    Record record;
    record.form = form.id;
    for (const Field& field : form.fields) {
        FieldValue value;
        value.field = field.id;
        const auto found = answers.fields.find(field.id);
        const std::string text = found == answers.fields.end() ? "" : found->second;
        const auto parsed = parseField(field, text);
        EXPECT_TRUE(parsed) << field.id;
        if (parsed) value.value = *parsed;
        EXPECT_EQ(canonicalText(value.value), text) << field.id << ": canonical text";
        record.fields.push_back(std::move(value));
    }
    return record;
}

TEST(SyntheticAnswers, FitEveryShippedLayoutAndItsRules) {
    for (const auto& layout : shipped().layouts) {
        const Form& form = *shipped().form(layout->form);
        const Paper paper(form, *layout);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            SCOPED_TRACE(layout->id + " seed " + std::to_string(seed));
            Random random(seed);
            const auto answers = drawAnswers(form, *layout, random);
            ASSERT_TRUE(answers) << answers.error().text(Language::en);
            EXPECT_TRUE(answers->unmet.empty()) << answers->unmet.front();
            Record record = recordOf(form, *answers);
            judge(form, record);
            for (const BrokenRule& rule : record.broken) ADD_FAILURE() << rule.rule;
            for (const Field& field : form.fields) {
                EXPECT_EQ(answers->fields.count(field.id), paper.shows(field.id) ? 1u : 0u) << field.id;
                const bool mustBeThere =
                    field.required && field.group.empty() && paper.shows(field.id) && field.type != FieldType::image;
                EXPECT_FALSE(mustBeThere && answers->fields.at(field.id).empty()) << field.id;
            }
        }
    }
}

TEST(SyntheticAnswers, TheSameSeedGivesTheSameSheet) {
    const Layout& layout = *shipped().layouts.front();
    const Form& form = *shipped().form(layout.form);
    Random one(7), two(7), other(8);
    const auto first = drawAnswers(form, layout, one), second = drawAnswers(form, layout, two);
    const auto third = drawAnswers(form, layout, other);
    ASSERT_TRUE(first && second && third);
    EXPECT_EQ(first->fields, second->fields);
    EXPECT_NE(first->fields, third->fields);
}

constexpr const char* kForm =
    R"xml(<form xmlns="urn:toitsu:form:1" id="bill" version="1" title="請求書" basis="地方税法第1条">
  <field id="a" type="money" title="本体" required="true"/>
  <field id="b" type="money" title="加算" required="true"/>
  <field id="sum" type="money" title="合計" required="true"/>
  <field id="from" type="date" title="始め" required="true"/>
  <field id="to" type="date" title="終わり" required="true"/>
  <field id="kind" type="choice" title="区分" required="true">
    <option code="new" title="新規"/><option code="old" title="更新"/><option code="third" title="第三"/></field>
  <field id="reason" type="text" title="理由"/>
  <rule id="adds-up" test="a + b = sum" message="合計が合いません"/>
  <rule id="big" test="sum &gt; 5000" message="小さすぎます"/>
  <rule id="in-order" test="from &lt; to and to &lt;= from + duration(&quot;P40D&quot;)" message="期間が逆です"/>
  <rule id="third-only" test='kind = "third" and reason != null' message="第三だけ"/>
  %s
</form>
)xml";
constexpr const char* kLayout =
    R"xml(<layout xmlns="urn:toitsu:layout:1" id="komoro" form="bill" municipality="202088" title="請求書">
  <page number="1" paper="A4">
    <place field="a" box="20 20 30 7" cells="6"/> <place field="b" box="60 20 30 7" cells="6"/>
    <place field="sum" box="100 20 30 7" cells="6"/>
    <place field="from" box="20 40 60 7"/> <place field="to" box="100 40 60 7"/>
    <choice field="kind" mark="circle"><at option="new" box="20 60 12 6"/><at option="old" box="40 60 12 6"/>
      <at option="third" box="60 60 12 6"/></choice>
    <place field="reason" box="20 80 90 7"/>
  </page>
</layout>
)xml";

SyntheticAnswers drawn(const std::string& extraRule, std::uint64_t seed) {
    std::string xml = kForm;
    xml.replace(xml.find("%s"), 2, extraRule);
    Findings findings;
    const auto form = parseForm(xml, "form.xml", findings);
    EXPECT_TRUE(form) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
    const auto layout = parseLayout(kLayout, "layout.xml", *form, findings);
    EXPECT_TRUE(layout) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
    Random random(seed);
    return *drawAnswers(*form, *layout, random);
}

TEST(SyntheticAnswers, SumsDatesAndConditionsComeRight) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SyntheticAnswers answers = drawn("", seed);
        EXPECT_TRUE(answers.unmet.empty()) << "seed " << seed << ": " << answers.unmet.front();
        auto& fields = answers.fields;
        EXPECT_EQ(std::stoi(fields["a"]) + std::stoi(fields["b"]), std::stoi(fields["sum"])) << seed;
        EXPECT_LE(fields["sum"].size(), 6u) << "it must find room in its boxes";
        EXPECT_LT(fields["from"], fields["to"]) << seed;
        EXPECT_EQ(fields["kind"], "third") << seed;
        EXPECT_NE(fields["reason"], "") << seed;
    }
}

TEST(SyntheticAnswers, ARuleThatNothingSatisfiesIsNamed) {
    const SyntheticAnswers answers =
        drawn(R"(<rule id="impossible" test='kind = "new" and kind = "old"' message="ありえません"/>)", 1);
    ASSERT_FALSE(answers.unmet.empty());
    EXPECT_NE(std::find(answers.unmet.begin(), answers.unmet.end(), "impossible"), answers.unmet.end());
}

}  // namespace
}  // namespace toitsu::forms
