// Warnings about templates that can be read, and would not do what their author wanted.

#include <gtest/gtest.h>

#include <set>

#include "example.h"
#include "forms/library_lint.h"

namespace toitsu::forms {
namespace {

using example::at;
using example::find;
using example::replaced;

struct Doubtful {
    bool form;
    const char *from, *to, *code, *where, *hint;
};

class Lint : public testing::TestWithParam<Doubtful> {};

TEST_P(Lint, WarnsAtThePlaceAndSaysWhatToWrite) {
    const auto& [inForm, from, to, code, where, hint] = GetParam();
    const std::string xml = replaced(inForm ? example::kForm : example::kLayout, from, to);
    ASSERT_NE(xml, "not found");
    Findings findings;
    const bool parsed = inForm ? parseForm(xml, "a.xml", findings).has_value()
                               : parseLayout(xml, "a.xml", example::form(), findings).has_value();
    EXPECT_TRUE(parsed) << example::listed(findings);
    const Error* warning = find(findings.warnings, code, at(xml, where, "a.xml"));
    ASSERT_TRUE(warning) << at(xml, where, "a.xml") << "\n" << example::listed(findings);
    EXPECT_NE(warning->message.en.find(hint), std::string::npos) << warning->message.en;
    EXPECT_FALSE(warning->message.ja.empty());
    EXPECT_EQ(findings.warnings.size(), 1u) << example::listed(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Each, Lint,
    testing::Values(Doubtful{true, "person.birth_date &lt; filed_on", "1 &lt; 2", "F076", "1 &lt; 2", "reads no field"},
                    Doubtful{true, "kind != \"change\"", "kind != \"chnage\"", "F077", "\"chnage\"", "\"change\""},
                    Doubtful{true, "kind != \"change\"", "kind in (\"new\", \"old\")", "F077", "\"old\"", "no option"},
                    Doubtful{true, "person.birth_date &lt; filed_on", "agreed = &quot;true&quot;", "F077", "&quot;true",
                             "true or false"},
                    Doubtful{true, "person.birth_date &lt; filed_on", "filed_on = &quot;2026-04-01&quot;", "F077",
                             "&quot;2026", "date("},
                    Doubtful{true, "person.birth_date &lt; filed_on", "items = &quot;a&quot;", "F077", "&quot;a&quot;",
                             "list contains(items"},
                    Doubtful{true, "person.birth_date &lt; filed_on", "amount = &quot;1&quot;", "F077", "&quot;1&quot;",
                             "quotation marks"},
                    Doubtful{true, "id=\"number\" type=\"digits\" length=\"10\" title=\"番号\"",
                             "id=\"number\" type=\"digits\" length=\"12\" title=\"扶養者の個人番号\"", "F079",
                             "<field id=\"number\"", "sensitivity"},
                    Doubtful{true, "<migration from=\"1\"/>", "", "F084", "<form", "<migration from=\"1\"/>"},
                    Doubtful{true, " retention=\"P5Y\"", "", "F080", "<form", "retention"},
                    Doubtful{true, "<form", "\xEF\xBB\xBF<form", "F081", "\xEF\xBB\xBF", "BOM"},
                    Doubtful{false, "<line from=\"10 35\" to=\"200 35\"/>", "<line from=\"10 145\" to=\"200 145\"/>",
                             "F074", "<place field=\"remark\"", "line 32"},
                    Doubtful{false, "<frame box=\"10 20 190 200\"", "<frame box=\"10 54 190 2\"", "F074",
                             "<place field=\"person.name\"", "line 31"},
                    Doubtful{false, "box=\"20 70 72 7\" cells=\"12\"", "box=\"20 70 36 7\" cells=\"12\"", "F085",
                             "<place field=\"person.my-number\"", "3.5 mm"},
                    Doubtful{false, "box=\"40 120 4 4\"", "box=\"40 120 2 2\"", "F085", "<at option=\"b\"", "2.5 mm"},
                    Doubtful{false, "box=\"40 120 4 4\"", "box=\"24.5 120 4 4\"", "F075", "<at option=\"b\"", "1 mm"},
                    Doubtful{false, "printed=\"2 変更\"", "printed=\"1 新規\"", "F082", "<at option=\"change\"",
                             "option new"},
                    Doubtful{false, " printed=\"丙\"", "", "F083", "<at option=\"c\"", "printed="}));

TEST(Lint, ALineAlongAPlaceOrABlankThatIsAPictureIsFine) {
    for (const char* line : {"<line from=\"20 50\" to=\"80 50\"/>", "<line from=\"20 59.6\" to=\"80 59.6\"/>",
                             "<line from=\"10 40\" to=\"80 80\"/>", "<frame box=\"19.8 49.8 60.4 10.4\"/>"}) {
        Findings findings;
        ASSERT_TRUE(parseLayout(replaced(example::kLayout, "<line from=\"10 35\" to=\"200 35\"/>", line), "a.xml",
                                example::form(), findings));
        EXPECT_TRUE(findings.warnings.empty()) << line << example::listed(findings);
    }
}

TEST(Lint, TextBesideASquareNamesIt) {
    Findings findings;
    ASSERT_TRUE(parseLayout(replaced(example::kLayout, "box=\"20 130 4 4\" printed=\"同意します\"/>",
                                     "box=\"20 130 4 4\"/><text box=\"26 129 40 6\">同意します</text>"),
                            "a.xml", example::form(), findings));
    EXPECT_TRUE(findings.warnings.empty()) << example::listed(findings);
}

Findings lintedLayout(std::string_view from, std::string_view to) {
    Findings findings;
    EXPECT_TRUE(parseLayout(replaced(example::kLayout, from, to), "a.xml", example::form(), findings))
        << example::listed(findings);
    return findings;
}

TEST(Lint, AHeadOverASquareNamesIt) {
    const std::string bare = "box=\"20 130 4 4\"/><text box=\"16 126 12 3\">";
    const Findings one = lintedLayout("box=\"20 130 4 4\" printed=\"同意します\"/>", bare + "同意</text>");
    EXPECT_TRUE(one.warnings.empty()) << example::listed(one);
    const Findings far = lintedLayout("box=\"20 130 4 4\" printed=\"同意します\"/>",
                                      "box=\"140 180 4 4\"/><text box=\"136 155 12 3\">同意</text>");
    EXPECT_TRUE(find(far.warnings, "F083")) << "more than 20 mm over it";
}

TEST(Lint, AHeadingOverTwoOptionsNamesNeither) {
    const std::string c = "<at option=\"c\" printed=\"丙\" box=\"60 120 4 4\"/></choice>";
    const Findings findings = lintedLayout(
        "<at option=\"a\" printed=\"甲\" box=\"20 120 4 4\"/><at option=\"b\" printed=\"乙\" box=\"40 120 4 4\"/>" + c,
        "<at option=\"a\" box=\"20 120 4 4\"/><at option=\"b\" box=\"40 120 4 4\"/>" + c +
            "<text box=\"18 116 30 3\">事項</text>");
    ASSERT_EQ(findings.warnings.size(), 2u) << example::listed(findings);
    for (const Error& warning : findings.warnings) EXPECT_EQ(warning.code, "F083");
}

TEST(Lint, WhatAPaperDoesNotAskForIsOneLine) {
    const std::string xml = replaced(
        replaced(replaced(example::kLayout, "<seal field=\"stamp\" box=\"90 50 12 12\"/>", ""),
                 "<place field=\"remark\" box=\"20 140 100 10\"/>", ""),
        "<at option=\"b\" printed=\"乙\" box=\"40 120 4 4\"/><at option=\"c\" printed=\"丙\" box=\"60 120 4 4\"/>", "");
    Findings findings;
    ASSERT_TRUE(parseLayout(xml, "a.xml", example::form(), findings)) << example::listed(findings);
    ASSERT_EQ(findings.warnings.size(), 2u) << example::listed(findings);
    const Error* fields = find(findings.warnings, "F050", at(xml, "<layout", "a.xml"));
    const Error* options = find(findings.warnings, "F051", at(xml, "<choice field=\"items\"", "a.xml"));
    ASSERT_TRUE(fields && options) << example::listed(findings);
    EXPECT_EQ(fields->message.en,
              "2 fields of the form have no place on this paper: stamp, remark. Leave it so if the paper does not ask "
              "for them.");
    EXPECT_NE(options->message.en.find("\"items\" without a place on this paper: b, c."), std::string::npos);
}

TEST(Lint, ARequiredFieldThatThePaperLacksIsNamed) {
    std::string xml(example::kLayout);
    const auto from = xml.find("    <fixed field=\"filed-on\""),
               to = xml.find("    <choice field=\"person.birth-date\"");
    xml.erase(from, to - from);
    Findings findings;
    ASSERT_TRUE(parseLayout(xml, "a.xml", example::form(), findings)) << example::listed(findings);
    const Error* fields = find(findings.warnings, "F050");
    ASSERT_TRUE(fields) << example::listed(findings);
    EXPECT_NE(fields->message.en.find("Required: filed-on, so every record goes to a person."), std::string::npos);
}

TEST(LibraryLint, KnowsRulesThatNoPaperCanBreak) {
    Library library;
    library.forms.push_back(std::make_shared<const Form>(example::form()));
    Findings findings;
    lintLibrary(library, findings);
    EXPECT_TRUE(findings.warnings.empty()) << "a form without layouts is not finished";
    Layout layout = example::layout();
    library.layouts.push_back(std::make_shared<const Layout>(layout));
    lintLibrary(library, findings);
    EXPECT_TRUE(findings.warnings.empty()) << example::listed(findings);
    std::erase_if(layout.pages[0].texts, [](const TextPlace& place) { return place.field == "amount"; });
    library.layouts = {std::make_shared<const Layout>(layout)};
    lintLibrary(library, findings);
    ASSERT_EQ(findings.warnings.size(), 1u) << example::listed(findings);
    EXPECT_EQ(findings.warnings[0].code, "F078");
    EXPECT_EQ(findings.warnings[0].place.text(), at(example::kForm, "<rule id=\"change-needs-amount\"", "form.xml"));
    EXPECT_NE(findings.warnings[0].message.en.find("amount"), std::string::npos);
}

TEST(LibraryLint, TheShippedLibraryIsClean) {
    Findings findings;
    const auto library = Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    ASSERT_TRUE(library);
    lintLibrary(*library, findings);
    EXPECT_TRUE(findings.errors.empty()) << example::listed(findings);
    // Papers ask for less than their form: once for each paper, once for each choice. Anything else is named here, with
    // the reason why it stays.
    std::set<std::string> told;
    const std::string forms = TOITSU_SOURCE_DIR "/templates/forms/";
    const std::set<std::string> left{
        // How long a municipality keeps these follows from its own rules of archives, not from a law that we know.
        "F080 care-certification", "F080 child-allowance", "F080 childcare-application", "F080 furusato-onestop",
        "F080 payment-report",
        // No paper of ours asks for a person's own number as payer; records that come by another door may hold it.
        "F078 payment-report"};
    std::set<std::string> found;
    for (const Error& warning : findings.warnings) {
        ASSERT_EQ(warning.place.file.rfind(forms, 0), 0u) << warning.place.file;
        if (warning.code == "F050" || warning.code == "F051") {
            EXPECT_TRUE(told.insert(warning.code + warning.place.text()).second) << warning.text(Language::en);
            EXPECT_EQ(warning.message.en.find("Required"), std::string::npos) << warning.text(Language::en);
            continue;
        }
        const std::string form =
            warning.place.file.substr(forms.size(), warning.place.file.find('/', forms.size()) - forms.size());
        EXPECT_TRUE(found.insert(warning.code + " " + form).second) << warning.text(Language::en);
    }
    EXPECT_EQ(found, left);
}

}  // namespace
}  // namespace toitsu::forms
