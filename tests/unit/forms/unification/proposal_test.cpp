#include "forms/unification/proposal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "forms/form_writer.h"
#include "forms/migrate.h"
#include "forms/unification/section_title.h"
#include "forms/unification/template_text.h"
#include "tests/unit/forms/unification/papers.h"

namespace toitsu::forms::unification {
namespace {

using example::komoro;
using example::nagano;

std::vector<std::string> optionsOf(const Unification& result, const std::string& id) {
    std::vector<std::string> printed;
    for (const ProposedItem& item : result.proposal.items)
        if (result.coverage.items[item.item].id == id)
            for (const ProposedOption& option : item.options)
                printed.push_back(option.code + ": " + joined(option.printed));
    return printed;
}

TEST(Proposal, ANumberStaysWhereMostPeopleKnowIt) {
    const example::Shipped salary = example::shipped("salary-change");
    const Unification result = unification(salary.form, salary.papers, {});
    const auto options = optionsOf(result, "change.reason");
    const auto has = [&](const std::string& option) {
        return std::find(options.begin(), options.end(), option) != options.end();
    };
    EXPECT_TRUE(has("retirement: 1 退職"));
    EXPECT_TRUE(has("leave: 3 休職"));
    EXPECT_TRUE(has("long-absence: 4 長期欠勤"));
    EXPECT_TRUE(has("death: 5 死亡"));
    EXPECT_TRUE(has("dissolution: 6 会社解散"));
    EXPECT_TRUE(has("small-pay: 普C 給与少額"));
    EXPECT_TRUE(has("other: 8 その他"));
    EXPECT_EQ(optionsOf(result, "tax-year"),
              (std::vector<std::string>{"current: 現年度", "next: 新年度", "both: 両年度"}));
}

TEST(Proposal, NoTwoOptionsShareANumber) {
    for (const char* form : {"salary-change", "residence-copy"}) {
        const example::Shipped papers = example::shipped(form);
        for (const ProposedItem& item : unification(papers.form, papers.papers, {}).proposal.items) {
            std::vector<std::string> signs;
            for (const ProposedOption& option : item.options)
                if (!option.printed.sign.empty()) signs.push_back(option.printed.sign);
            std::sort(signs.begin(), signs.end());
            EXPECT_EQ(std::adjacent_find(signs.begin(), signs.end()), signs.end());
        }
    }
}

// The proposal as files is a form and a layout without a single mistake, and the paper asks nothing that the form
// lacks.
TEST(Proposal, ItsFilesAreWithoutMistakes) {
    for (const char* name : {"salary-change", "residence-copy"}) {
        const example::Shipped papers = example::shipped(name);
        const Unification result = unification(papers.form, papers.papers, {});
        Findings findings;
        const auto layout = parseLayout(layoutText(result.layout), "common.xml", result.form, findings);
        ASSERT_TRUE(layout.has_value()) << findings.errors.front().text(Language::en);
        EXPECT_TRUE(findings.errors.empty());
        for (const Error& warning : findings.warnings) EXPECT_EQ(warning.code, "F050") << warning.text(Language::en);
        const std::size_t unplaced = static_cast<std::size_t>(
            std::count_if(result.proposal.items.begin(), result.proposal.items.end(),
                          [&](const ProposedItem& item) { return item.inForm && !item.onPaper; }));
        EXPECT_EQ(findings.warnings.size(), unplaced);
    }
}

TEST(Proposal, EveryPageSaysHowToFillItIn) {
    const example::Shipped papers = example::shipped("salary-change");
    const Unification result = unification(papers.form, papers.papers, {});
    ASSERT_EQ(result.layout.pages.size(), 2u);
    for (const LayoutPage& page : result.layout.pages) {
        const bool circles = std::any_of(page.choices.begin(), page.choices.end(),
                                         [](const ChoicePlace& choice) { return choice.mark == Mark::circle; });
        const auto says = [&](const char* words) {
            return std::any_of(page.printed.begin(), page.printed.end(), [&](const Printed& printed) {
                const auto* text = std::get_if<PrintedText>(&printed);
                return text != nullptr && text->text.find(words) != std::string::npos;
            });
        };
        EXPECT_TRUE(says("□に✓を付けてください")) << page.number;
        EXPECT_EQ(says("○で囲んでください"), circles) << page.number;
    }
}

TEST(Proposal, ATitleIsShortenedOnlyToWords) {
    EXPECT_EQ(shortTitle("給与支払者の所在地", "給与支払者"), "所在地");
    EXPECT_EQ(shortTitle("特別障害者の数", "特別障害者"), "特別障害者の数");
    EXPECT_EQ(shortTitle("特別障害者の数（内）", "特別障害者"), "特別障害者の数（内）");
    EXPECT_EQ(shortTitle("所在地", "給与支払者"), "所在地");
    EXPECT_EQ(shortTitle("所在地", ""), "所在地");
}

// 「令和 年分」: every paper settles month and day, so nobody is asked for them.
TEST(Proposal, WhatEveryPaperSettlesIsNotAskedFor) {
    const example::Shipped papers = example::shipped("payment-report");
    const Unification result = unification(papers.form, papers.papers, {});
    std::vector<std::string> asked, fixed;
    for (const Standing& one : standings(result.layout)) {
        if (one.field != "tax-year") continue;
        if (one.manner == Manner::fixed)
            fixed.push_back(one.part + "=" + one.value);
        else
            asked.push_back(one.part);
    }
    std::sort(fixed.begin(), fixed.end());
    EXPECT_EQ(asked, std::vector<std::string>{"year"});
    EXPECT_EQ(fixed, (std::vector<std::string>{"day=31", "era=reiwa", "month=12"}));
    const auto options = optionsOf(result, "ordinary-reason");
    EXPECT_EQ(options, (std::vector<std::string>{"a: 普A", "b: 普B", "c: 普C", "d: 普D", "e: 普E", "f: 普F"}));
}

// A municipality that prints the common paper has nothing left to change.
TEST(Proposal, TheCommonPaperIsAlreadyAdopted) {
    for (const char* name : {"salary-change", "residence-copy"}) {
        const example::Shipped papers = example::shipped(name);
        const Unification first = unification(papers.form, papers.papers, {});
        Paper common{first.layout, "common", {}};
        const Unification second = unification(first.form, {common}, {});
        ASSERT_EQ(second.adoptions.size(), 1U);
        for (const Step& step : second.adoptions[0].steps) ADD_FAILURE() << step.text.en;
        EXPECT_EQ(second.findings.size(), 0U);
    }
}

TEST(Proposal, TheFormKeepsWhatItsAuthorWrote) {
    const Unification result = example::unify({nagano(), komoro()});
    const std::string source(forms::example::kForm);
    const std::string text = formText(source, forms::example::form(), result);
    EXPECT_EQ(text.find("id=\"stamp\""), std::string::npos);
    EXPECT_NE(text.find("version=\"3\""), std::string::npos);
    EXPECT_NE(text.find("統一でやめた項目: stamp -->"), std::string::npos);
    EXPECT_NE(text.find("<rule id=\"change-needs-amount\" test='kind != \"change\" or amount != null'"),
              std::string::npos);
}

// A record of the old version becomes one of the proposed version by what the proposal's file says.
TEST(Proposal, OldRecordsFollow) {
    const Unification result = example::unify({nagano(), komoro()});
    const Form before = forms::example::form();
    Findings findings;
    const auto form = parseForm(formText(forms::example::kForm, before, result), "form.xml", findings);
    ASSERT_TRUE(form.has_value()) << findings.errors.front().text(Language::en);
    EXPECT_TRUE(same(*form, result.form));
    Record old;
    old.form = before.id;
    old.formVersion = before.version;
    for (const Field& field : before.fields) {
        FieldValue value;
        value.field = field.id;
        if (field.type == FieldType::seal) value.value = Value(true);
        old.fields.push_back(value);
    }
    const auto now = migrate(*form, old);
    ASSERT_TRUE(now.has_value()) << now.error().text(Language::en);
    EXPECT_EQ(now->fields.size(), before.fields.size() - 1);
    EXPECT_EQ(now->find("stamp"), nullptr);
}

// Elements in comments, a group's member of the same id as a field, attributes in single quotes.
TEST(Proposal, CutsTheElementThatItMeans) {
    const std::string source =
        "<!-- <field id=\"name\"/> -->\n"
        "<form xmlns=\"urn:toitsu:form:1\" id=\"f\" title=\"給付\">\n"
        "  <field id=\"name\" type=\"text\" title=\"名称\"/>\n"
        "  <!-- <field id=\"child.name\"/> </group> -->\n"
        "  <group id=\"child\" title=\"児童\" rows=\"2\">\n"
        "    <field title='\"氏名\"' type='text' id='name'/>\n"
        "    <field id=\"kind\" type=\"choice\" title=\"種別\">\n"
        "      <!-- </field> --><option code=\"a\" title=\"甲\"/><option code=\"b\" title=\"乙\"/>\n"
        "    </field>\n"
        "    <field id=\"note\" type=\"text\" title=\"備考\"/>\n"
        "  </group>\n"
        "</form>\n";
    Findings findings;
    const auto before = parseForm(source, "form.xml", findings);
    ASSERT_TRUE(before.has_value()) << findings.errors.front().text(Language::en);
    Unification result;
    result.form = *before;
    ++result.form.version;
    std::erase_if(result.form.fields,
                  [](const Field& field) { return field.group == "child" && memberOf(field) != "note"; });
    std::erase_if(result.form.groups.front().fields, [](const Field& field) { return field.id != "note"; });
    const std::string text = formText(source, *before, result);
    const auto after = parseForm(text, "form.xml", findings);
    ASSERT_TRUE(after.has_value()) << text;
    EXPECT_TRUE(same(*after, result.form)) << text;
    EXPECT_NE(text.find("<!-- <field id=\"child.name\"/> </group> -->"), std::string::npos) << text;
}

TEST(Proposal, IsTheSameInWhateverOrderThePapersCome) {
    const example::Shipped salary = example::shipped("salary-change");
    const std::string expected = layoutText(unification(salary.form, salary.papers, {}).layout);
    std::vector<std::size_t> order(salary.papers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    ASSERT_GE(order.size(), 3U);
    while (std::next_permutation(order.begin(), order.end())) {
        std::vector<Paper> papers;
        for (const std::size_t i : order) papers.push_back(salary.papers[i]);
        EXPECT_EQ(layoutText(unification(salary.form, papers, {}).layout), expected);
    }
}

TEST(Proposal, PlacesStandClearOfOneAnotherAndOfTheEdge) {
    const example::Shipped salary = example::shipped("salary-change");
    for (const LayoutPage& page : unification(salary.form, salary.papers, {}).layout.pages) {
        for (const TextPlace& place : page.texts) {
            EXPECT_GE(place.box.x, 8) << place.field;
            EXPECT_LE(place.box.right(), page.width - 8) << place.field;
            EXPECT_LE(place.box.bottom(), page.height - 8) << place.field;
            if (place.cells > 0) {
                EXPECT_GE(place.box.width / place.cells, 5) << place.field;
            }
        }
        for (const Printed& item : page.printed) {
            const auto* text = std::get_if<PrintedText>(&item);
            EXPECT_GE(text ? text->size : 3, 2.5) << (text ? text->text : "");
        }
    }
}

}  // namespace
}  // namespace toitsu::forms::unification
