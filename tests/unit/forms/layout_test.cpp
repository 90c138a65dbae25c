#include "forms/layout.h"

#include <gtest/gtest.h>

#include "example.h"

namespace toitsu::forms {
namespace {

using example::at;
using example::find;
using example::replaced;

TEST(Layout, isReadWhole) {
    Findings findings;
    const auto layout = parseLayout(example::kLayout, "layout.xml", example::form(), findings);
    ASSERT_TRUE(layout) << example::listed(findings);
    EXPECT_TRUE(findings.warnings.empty()) << example::listed(findings);
    EXPECT_EQ(layout->municipality, "202088");
    EXPECT_EQ(layout->from, (Date{2021, 4, 1}));
    EXPECT_FALSE(layout->to);
    ASSERT_EQ(layout->pages.size(), 1u);
    const LayoutPage& page = layout->pages[0];
    EXPECT_EQ(page.height, 297);
    EXPECT_EQ(page.fixed.size(), 1u);
    EXPECT_EQ(page.seals.size(), 1u);
    EXPECT_EQ(page.printed.size(), 4u);
    EXPECT_EQ(page.choices.size(), 4u);
    EXPECT_EQ(page.choices.back().options[0].option, "true");
    const auto number =
        std::find_if(page.texts.begin(), page.texts.end(), [](const TextPlace& p) { return p.field == "number"; });
    ASSERT_NE(number, page.texts.end());
    ASSERT_EQ(number->cellBoxes.size(), 10u);
    EXPECT_DOUBLE_EQ(number->cellBoxes[3].x, 38);
    EXPECT_DOUBLE_EQ(number->cellBoxes[3].width, 6);
}

TEST(Layout, listedCellsNeedNotBeEqual) {
    const std::string xml =
        replaced(example::kLayout, "<place field=\"secret\" box=\"20 155 32 8\" cells=\"4\"/>",
                 "<place field=\"secret\" box=\"20 155 40 8\"><cell box=\"20 155 8 8\"/><cell box=\"28 155 8 8\"/>"
                 "<cell box=\"40 155 8 8\"/><cell box=\"50 155 8 8\"/></place>");
    Findings findings;
    const auto layout = parseLayout(xml, "layout.xml", example::form(), findings);
    ASSERT_TRUE(layout) << example::listed(findings);
    EXPECT_EQ(layout->pages[0].texts.back().cells, 4);
    EXPECT_EQ(layout->pages[0].texts.back().cellBoxes[2].x, 40);
}

TEST(Layout, aPlaceMayBeOfColumns) {
    const std::string xml = replaced(example::kLayout, "<place field=\"secret\" box=\"20 155 32 8\" cells=\"4\"/>",
                                     "<place field=\"secret\" box=\"20 155 32 8\" cells=\"4\" vertical=\"true\"/>");
    Findings findings;
    const auto layout = parseLayout(xml, "layout.xml", example::form(), findings);
    ASSERT_TRUE(layout) << example::listed(findings);
    for (const TextPlace& place : layout->pages[0].texts) EXPECT_EQ(place.vertical, place.field == "secret");
}

TEST(Layout, warnsOfFieldsAndOptionsThatStandNowhere) {
    std::string xml = replaced(example::kLayout, "<seal field=\"stamp\" box=\"90 50 12 12\"/>", "");
    xml = replaced(xml, "<at option=\"b\" printed=\"乙\" box=\"40 120 4 4\"/>", "");
    Findings findings;
    ASSERT_TRUE(parseLayout(xml, "layout.xml", example::form(), findings)) << example::listed(findings);
    ASSERT_EQ(findings.warnings.size(), 2u) << example::listed(findings);
    EXPECT_TRUE(find(findings.warnings, "F050", at(xml, "<layout", "layout.xml")));
    EXPECT_TRUE(find(findings.warnings, "F051", at(xml, "<choice field=\"items\"", "layout.xml")));
}

struct Mistake {
    const char* from;
    const char* to;
    const char* code;
    const char* where;
    const char* hint;
};

class LayoutMistake : public testing::TestWithParam<Mistake> {};

TEST_P(LayoutMistake, isTheOnlyOneReportedAndAtItsPlace) {
    const auto& [from, to, code, where, hint] = GetParam();
    const std::string xml = replaced(example::kLayout, from, to);
    ASSERT_NE(xml, "not found");
    Findings findings;
    EXPECT_FALSE(parseLayout(xml, "layout.xml", example::form(), findings));
    const Error* error = find(findings.errors, code, at(xml, where, "layout.xml"));
    ASSERT_TRUE(error) << "expected " << code << " at " << at(xml, where, "layout.xml") << "\n"
                       << example::listed(findings);
    EXPECT_NE(error->message.en.find(hint), std::string::npos) << error->message.en;
    EXPECT_EQ(findings.errors.size(), 1u) << example::listed(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Each, LayoutMistake,
    testing::Values(
        Mistake{"urn:toitsu:layout:1", "urn:toitsu:form:1", "F010", "<layout", "urn:toitsu:layout:1"},
        Mistake{"<line from", "<lien from", "F011", "<lien", "\"line\""},
        Mistake{"mark=\"circle\"", "marc=\"circle\"", "F012", "marc", "\"mark\""},
        Mistake{"<frame box=\"10 20 190 200\"", "<frame", "F013", "<frame", "box"},
        Mistake{"box=\"20 50 60 10\"", "box=\"20 50 60\"", "F014", "box=\"20 50 60\"", "four numbers"},
        Mistake{"box=\"20 50 60 10\"", "box=\"20 50 6O 10\"", "F014", "box=\"20 50 6O", "four numbers"},
        Mistake{"mark=\"cross\"", "mark=\"cros\"", "F014", "mark=\"cros\"", "\"cross\""},
        Mistake{"form=\"notice\"", "form=\"notise\"", "F030", "form=\"notise\"", "notice"},
        Mistake{"field=\"person.kana\"", "field=\"person.kna\"", "F031", "field=\"person.kna\"", "\"person.kana\""},
        Mistake{"field=\"person.kana\"", "field=\"kana\"", "F031", "field=\"kana\"", "\"person.kana\""},
        Mistake{"option=\"change\"", "option=\"chnage\"", "F032", "option=\"chnage\"", "\"change\""},
        Mistake{"part=\"month\" box=\"135", "part=\"mouth\" box=\"135", "F033", "part=\"mouth\"", "\"month\""},
        Mistake{"<place field=\"remark\"", "<place field=\"remark\" part=\"1\"", "F033", "part=\"1\" box=\"20 140",
                "Remove part"},
        Mistake{"<place field=\"remark\" box=\"20 140 100 10\"/>",
                "<place field=\"remark\" box=\"20 140 90 10\"/><place field=\"remark\" box=\"120 140 40 10\"/>", "F034",
                "<place field=\"remark\" box=\"120", "line 29"},
        Mistake{"<place field=\"filed-on\" part=\"day\" box=\"150 25 10 7\" cells=\"2\"/>", "", "F035",
                "<place field=\"filed-on\" part=\"year\"", "day"},
        Mistake{"<place field=\"amount\"", "<place field=\"kind\" box=\"1 1 5 5\"/><place field=\"amount\"", "F036",
                "field=\"kind\"", "<choice>"},
        Mistake{"box=\"90 50 12 12\"", "box=\"200 50 12 12\"", "F037", "box=\"200 50", "off the page"},
        Mistake{"from=\"10 35\"", "from=\"-10 35\"", "F037", "from=\"-10", "off the page"},
        Mistake{"box=\"20 62 60 6\"", "box=\"20 55 60 6\"", "F038", "<place field=\"person.kana\"", "20 %"},
        Mistake{"cells=\"10\"", "cells=\"11\"", "F039", "cells=\"11\"", "10"},
        Mistake{"cells=\"12\"", "cells=\"10\"", "F039", "cells=\"10\"", "12"},
        Mistake{"box=\"20 155 32 8\" cells=\"4\"/>",
                "box=\"20 155 32 8\" cells=\"4\"><cell box=\"20 155 8 8\"/></place>", "F040", "cells=\"4\"><cell",
                "1 <cell>"},
        Mistake{"202088", "202080", "F041", "municipality=\"202080\"", "is 8"},
        Mistake{"from=\"2021-04-01\"", "from=\"2021-04-01\" to=\"2020-03-31\"", "F042", "to=\"2020", "before"},
        Mistake{"from=\"2021-04-01\"", "from=\"2021-04-31\"", "F014", "from=\"2021-04-31", "date"},
        Mistake{"paper=\"A4\"", "paper=\"A4\" blank=\"none.png\"", "F043", "blank=", "300 dpi"},
        Mistake{"</page>", "</page><page number=\"1\" paper=\"A5\"/>", "F044", "number=\"1\" paper=\"A5\"", "twice"},
        Mistake{"box=\"20 155 32 8\" cells=\"4\"/>",
                "box=\"20 155 24 8\"><cell box=\"20 155 8 8\"/><cell box=\"28 155 8 8\"/><cell box=\"36 155 8 "
                "8\"/><cell box=\"50 155 8 8\"/></place>",
                "F045", "box=\"50 155 8 8\"", "outside"},
        Mistake{"paper=\"A4\"", "paper=\"A4\" width=\"210\"", "F046", "width=\"210\"", "exclude"},
        Mistake{"part=\"era\" value=\"令和\"", "part=\"era\" value=\"零和\"", "F014", "value=\"零和\"", "era"}));

// What an author sees after a bad afternoon: everything at once, in the order of the file.
TEST(Layout, manyMistakesAreAllReportedInOrder) {
    constexpr std::string_view kXml =
        R"(<layout xmlns="urn:toitsu:layout:1" id="Komoro" form="notice" municipality="202089" from="2021-04-01" to="2019-01-01">
  <page number="1" paper="A3">
    <place field="nummer" box="20 20 60 7" cells="10"/>
    <place field="number" box="20 30 60 7" cells="9"/>
    <place field="amount" box="20 40 abc 7"/>
    <place field="person.kana" bx="20 50 60 7" box="20 50 60 7"/>
    <place field="person.name" box="20 52 60 7"/>
    <place field="remark" box="180 60 60 7"/>
    <choice field="kind" mark="tick"><at option="new" box="20 70 4 4"/><at option="chang" box="30 70 4 4"/></choice>
    <place field="person.birth-date" part="hour" box="20 80 10 7"/>
    <seal field="kind" box="20 90 10 10"/>
    <circle box="1 1 1 1"/>
    <place field="person.phone" part="1" box="20 100 10 7"/>
  </page>
</layout>
)";
    Findings findings;
    EXPECT_FALSE(parseLayout(kXml, "layout.xml", example::form(), findings));
    const std::pair<const char*, const char*> expected[] = {{"F021", "id=\"Komoro\""},
                                                            {"F041", "municipality"},
                                                            {"F042", "to=\"2019"},
                                                            {"F014", "paper=\"A3\""},
                                                            {"F031", "field=\"nummer\""},
                                                            {"F039", "cells=\"9\""},
                                                            {"F014", "box=\"20 40 abc"},
                                                            {"F012", "bx="},
                                                            {"F038", "<place field=\"person.name\""},
                                                            {"F037", "box=\"180 60"},
                                                            {"F014", "mark=\"tick\""},
                                                            {"F032", "option=\"chang\""},
                                                            {"F033", "part=\"hour\""},
                                                            {"F036", "field=\"kind\" box=\"20 90"},
                                                            {"F011", "<circle"},
                                                            {"F035", "<place field=\"person.phone\""}};
    for (const auto& [code, where] : expected) {
        EXPECT_TRUE(find(findings.errors, code, at(kXml, where, "layout.xml")))
            << code << " at " << at(kXml, where, "layout.xml");
    }
    EXPECT_EQ(findings.errors.size(), std::size(expected) + 1)
        << example::listed(findings);  // phone lacks parts 2 and 3
    const bool ordered =
        std::is_sorted(findings.errors.begin(), findings.errors.end(), [](const Error& a, const Error& b) {
            return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
        });
    EXPECT_TRUE(ordered);
}

TEST(Layout, namesItsForm) {
    EXPECT_EQ(formOfLayout(example::kLayout, "layout.xml").value(), "notice");
    const auto wrong = formOfLayout(example::kForm, "layout.xml");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "F010");
}

}  // namespace
}  // namespace toitsu::forms
