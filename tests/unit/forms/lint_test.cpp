// Warnings about templates that can be read, and would not do what their author wanted.

#include <gtest/gtest.h>

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
                    Doubtful{true, " retention=\"P5Y\"", "", "F080", "<form", "retention"},
                    Doubtful{true, "<form", "\xEF\xBB\xBF<form", "F081", "\xEF\xBB\xBF", "BOM"},
                    Doubtful{false, "<line from=\"10 35\" to=\"200 35\"/>", "<line from=\"10 145\" to=\"200 145\"/>",
                             "F074", "<place field=\"remark\"", "line 32"},
                    Doubtful{false, "<frame box=\"10 20 190 200\"", "<frame box=\"10 54 190 2\"", "F074",
                             "<place field=\"person.name\"", "line 31"},
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
    for (const Error& warning : findings.warnings) {
        const bool left = warning.code == "F050" || warning.code == "F051" || warning.code == "F055" ||
                          warning.code == "F078" || warning.code == "F080";  // papers differ, and no law is made up
        EXPECT_TRUE(left) << warning.text(Language::en);
    }
}

}  // namespace
}  // namespace toitsu::forms
