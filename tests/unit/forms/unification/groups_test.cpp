// Repeating groups with different numbers of rows, and fields of one municipality alone.

#include <gtest/gtest.h>

#include <algorithm>

#include "forms/unification/template_text.h"
#include "tests/unit/forms/unification/papers.h"

namespace toitsu::forms::unification {
namespace {

constexpr std::string_view kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="allowance" version="1" title="手当認定請求書" basis="児童手当法第7条" retention="P5Y">
  <field id="filed-on" type="date" title="提出日" required="true"/>
  <field id="claimant.name" type="person-name" title="請求者の氏名" required="true"/>
  <field id="claimant.phone" type="phone" title="請求者の電話番号"/>
  <group id="child" title="児童" rows="5">
    <field id="name" type="person-name" title="氏名"/>
    <field id="birth-date" type="date" title="生年月日"/>
    <field id="living" type="choice" title="同居・別居の別"><option code="together" title="同居"/><option code="apart" title="別居"/></field>
    <field id="address" type="address" title="別居のときの住所"/>
  </group>
</form>
)";

// A paper with so many rows, a local field of that name, and whatever else stands in a row.
std::string layout(const std::string& id, const std::string& municipality, int rows, const std::string& local,
                   const std::string& title, const std::string& more) {
    return "<layout xmlns=\"urn:toitsu:layout:1\" id=\"" + id + "\" form=\"allowance\" municipality=\"" + municipality +
           "\" title=\"" + id + "\">\n  <field id=\"m" + municipality + "." + local + "\" type=\"text\" title=\"" +
           title +
           "\"/>\n  <page number=\"1\" paper=\"A4\">\n"
           "    <fixed field=\"filed-on\" part=\"era\" value=\"reiwa\"/>\n"
           "    <place field=\"filed-on\" part=\"year\" box=\"20 20 10 7\" cells=\"2\"/>\n"
           "    <place field=\"filed-on\" part=\"month\" box=\"35 20 10 7\" cells=\"2\"/>\n"
           "    <place field=\"filed-on\" part=\"day\" box=\"50 20 10 7\" cells=\"2\"/>\n"
           "    <place field=\"claimant.name\" box=\"20 30 80 9\"/>\n"
           "    <place field=\"claimant.phone\" box=\"20 42 50 8\"/>\n"
           "    <place field=\"m" +
           municipality + "." + local +
           "\" box=\"100 42 50 8\"/>\n"
           "    <rows group=\"child\" count=\"" +
           std::to_string(rows) +
           "\" pitch=\"0 20\">\n"
           "      <place field=\"name\" box=\"20 60 60 8\"/>\n"
           "      <place field=\"birth-date\" box=\"85 60 40 8\"/>\n" +
           more +
           "      <choice field=\"living\" mark=\"circle\"><at option=\"together\" printed=\"同居\" box=\"130 60 12 "
           "6\"/>"
           "<at option=\"apart\" printed=\"別居\" box=\"145 60 12 6\"/></choice>\n"
           "    </rows>\n  </page>\n</layout>\n";
}

struct Job {
    Form form;
    std::vector<Paper> papers;
};

Job job() {
    Findings findings;
    Job made;
    made.form = parseForm(kForm, "form.xml", findings).value_or(Form{});
    for (const std::string& text :
         {layout("nagano", "202011", 4, "district", "行政区", "      <place field=\"address\" box=\"20 70 100 8\"/>\n"),
          layout("komoro", "202088", 3, "area", "行政区名", "")}) {
        auto parsed = parseLayout(text, "layout.xml", made.form, findings);
        EXPECT_TRUE(parsed.has_value()) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
        if (parsed) made.papers.push_back({*parsed, parsed->id, {}});
    }
    return made;
}

std::size_t rowOf(const Unification& result, const std::string& id) {
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i)
        if (result.coverage.items[i].id == id) return i;
    ADD_FAILURE() << id;
    return 0;
}

TEST(UnificationGroups, AGroupIsOneRowOfTheMatrixForEachField) {
    const Job made = job();
    const Unification result = unification(made.form, made.papers, {});
    EXPECT_EQ(example::keys(result.findings),
              (std::vector<std::string>{"missing-field/child.*.address", "local-field/m202011.district",
                                        "local-field/m202088.area", "rows/child"}));
    EXPECT_EQ(result.coverage.cells[rowOf(result, "child.*.name")][0].rows, 4);
    EXPECT_EQ(result.coverage.cells[rowOf(result, "child.*.name")][1].rows, 3);
    EXPECT_EQ(result.proposal.rows.at("child"), 4);
}

TEST(UnificationGroups, TheCommonPaperHasItsRowsAndNoMistake) {
    const Job made = job();
    const Unification result = unification(made.form, made.papers, {});
    Findings findings;
    const auto parsed = parseLayout(layoutText(result.layout), "common.xml", result.form, findings);
    ASSERT_TRUE(parsed.has_value()) << findings.errors.front().text(Language::en);
    std::size_t rows = 0;
    for (const LayoutPage& page : parsed->pages) {
        EXPECT_EQ(page.texts.size(), result.layout.pages[static_cast<std::size_t>(page.number - 1)].texts.size());
        for (const RowBlock& block : page.rows) rows += static_cast<std::size_t>(block.count);
    }
    EXPECT_EQ(rows, 4U);
    const Unification again = unification(result.form, {{*parsed, "common", {}}}, {});
    EXPECT_TRUE(again.adoptions.front().steps.empty());
}

TEST(UnificationGroups, ADecisionSaysWhichLocalFieldsAreTheSame) {
    const Job made = job();
    const Unification open = unification(made.form, made.papers, {});
    ASSERT_EQ(open.likely.size(), 2U);
    EXPECT_EQ(open.likely[0].as, open.likely[0].local == "m202088.area" ? "m202011.district" : "m202088.area");
    Decisions decisions;
    decisions.answers.push_back({"same", "m202011.district", "", "claimant.district", "", {}});
    decisions.answers.push_back({"same", "m202088.area", "", "claimant.district", "", {}});
    const Unification decided = unification(made.form, made.papers, decisions);
    const std::size_t row = rowOf(decided, "claimant.district");
    EXPECT_EQ(decided.coverage.present(row), 2U);
    EXPECT_EQ(decided.coverage.cells[row][1].as, "m202088.area");
    EXPECT_EQ(example::keys(decided.findings),
              (std::vector<std::string>{"missing-field/child.*.address", "rows/child"}));
    ASSERT_NE(decided.form.field("claimant.district"), nullptr);
    EXPECT_NE(
        formText(kForm, made.form, decided).find("<field id=\"claimant.district\" type=\"text\" title=\"行政区\"/>"),
        std::string::npos);
    EXPECT_TRUE(decided.likely.empty());
    ASSERT_EQ(decided.form.migrations.size(), 1U);
    std::vector<std::string> renamed;
    for (const auto& rename : decided.form.migrations.front().renames) renamed.push_back(rename.from + ">" + rename.to);
    EXPECT_EQ(renamed,
              (std::vector<std::string>{"m202011.district>claimant.district", "m202088.area>claimant.district"}));
}

TEST(UnificationGroups, LocalFieldsStayWithTheirMunicipality) {
    const Job made = job();
    for (const Adoption& adoption : unification(made.form, made.papers, {}).adoptions) {
        EXPECT_EQ(adoption.kept.size(), 1U) << adoption.paper;
        for (const Step& step : adoption.steps) EXPECT_NE(step.action, Action::removeField) << step.text.en;
    }
}

}  // namespace
}  // namespace toitsu::forms::unification
