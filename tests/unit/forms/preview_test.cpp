#include "forms/preview.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "example.h"
#include "forms/filled.h"

namespace toitsu::forms {
namespace {

constexpr const char* kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="notice" version="1" title="届出書" basis="地方税法第1条">
  <field id="name" type="person-name" title="氏名"/>
  <field id="birth" type="date" title="生年月日"/>
  <field id="kind" type="choice" title="区分"><option code="new" title="新規"/><option code="old" title="更新"/></field>
  <field id="seal" type="seal" title="印"/>
</form>
)";
// On the paper the choice stands first, and the name to the left of the date of birth.
constexpr const char* kLayout =
    R"(<layout xmlns="urn:toitsu:layout:1" id="komoro" form="notice" municipality="202088" title="届出書">
  <page number="1" paper="A5">
    <place field="birth" part="year" box="80 31 14 7" cells="2"/>
    <place field="birth" part="month" box="100 31 14 7" cells="2"/>
    <place field="birth" part="day" box="120 31 14 7" cells="2"/>
    <fixed field="birth" part="era" value="reiwa"/>
    <place field="name" box="20 30 50 8"/>
    <choice field="kind" mark="circle"><at option="new" printed="1 新規" box="20 15 16 6"/>
      <at option="old" printed="2 更新" box="40 15 16 6"/></choice>
    <seal field="seal" box="120 50 12 12"/>
  </page>
</layout>
)";

struct Loaded {
    Form form;
    Layout layout;
};
Loaded load() {
    Findings findings;
    auto form = parseForm(kForm, "form.xml", findings);
    auto layout = parseLayout(kLayout, "layout.xml", *form, findings);
    EXPECT_TRUE(layout) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
    return {std::move(*form), std::move(*layout)};
}

TEST(Preview, KnowsBothOrders) {
    const Loaded loaded = load();
    const auto boxes = previewBoxes(loaded.form, loaded.layout, loaded.layout.pages[0]);
    ASSERT_EQ(boxes.size(), 7u) << "three parts, a name, two options, a seal";
    const auto orderOf = [&](const std::string& field) {
        const auto at = std::find_if(boxes.begin(), boxes.end(), [&](const auto& box) { return box.field == field; });
        return std::pair(at->reading, at->keyboard);
    };
    EXPECT_EQ(orderOf("kind"), std::pair(1, 3));
    EXPECT_EQ(orderOf("name"), std::pair(2, 1)) << "in the row of the date, further left";
    EXPECT_EQ(orderOf("birth"), std::pair(3, 2));
    EXPECT_EQ(orderOf("seal"), std::pair(4, 4));
    EXPECT_EQ(boxes[0].cells.size(), 2u);
    EXPECT_EQ(boxes[4].label, "新規") << "an option is named by the form, not by what is printed";
    EXPECT_EQ(boxes[4].kind, "choice");
}

TEST(Preview, TheBlankAsSvgHasOutlinesAndTheSizeOfThePage) {
    const Loaded loaded = load();
    const auto svg = blankSvg(loaded.layout, loaded.layout.pages[0]);
    ASSERT_TRUE(svg) << svg.error().text(Language::en);
    EXPECT_EQ(svg->substr(0, 5), "<?xml");
    EXPECT_NE(svg->find("viewBox=\"0 0 419.5"), std::string::npos) << "148 mm in points";
    EXPECT_NE(svg->find("<path"), std::string::npos);
    EXPECT_EQ(svg->find("font-family"), std::string::npos);
}

TEST(Filled, PutsInkWhereTheAnswersAre) {
    const Loaded loaded = load();
    auto folder = files::TemporaryFolder::make("filled");
    ASSERT_TRUE(folder);
    const std::string empty = folder->path() + "/empty.png", full = folder->path() + "/full.png";
    const LayoutPage& page = loaded.layout.pages[0];
    ASSERT_TRUE(writeFilledPng(loaded.form, loaded.layout, page, {}, 100, empty));
    const AnswerTexts answers{{"name", "佐藤　太郎"}, {"birth", "2026-04-01"}, {"kind", "new"}, {"seal", "true"}};
    ASSERT_TRUE(writeFilledPng(loaded.form, loaded.layout, page, answers, 100, full));
    const auto one = files::read(empty), two = files::read(full);
    ASSERT_TRUE(one && two);
    EXPECT_GT(two->size(), one->size() + 1000) << "ink costs bytes";
    ASSERT_TRUE(writeFilledPdf(loaded.form, loaded.layout, answers, folder->path() + "/full.pdf"));
    const auto pdf = files::read(folder->path() + "/full.pdf");
    ASSERT_TRUE(pdf);
    EXPECT_EQ(pdf->substr(0, 5), "%PDF-");
}

}  // namespace
}  // namespace toitsu::forms
