// Layouts that are based on another.

#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "example.h"
#include "forms/blank.h"
#include "forms/layout_parser.h"

namespace toitsu::forms {
namespace {

using example::find;
using example::replaced;

class BasedOn : public testing::Test {
protected:
    void SetUp() override {
        auto made = files::TemporaryFolder::make("base");
        ASSERT_TRUE(made);
        folder_ = std::make_unique<files::TemporaryFolder>(std::move(*made));
        write("komoro-2021.xml", replaced(example::kLayout, "<fixed", "<mark box=\"180 5 20 20\"/>\n    <fixed"));
    }

    std::string path(const std::string& name) const { return folder_->path() + "/" + name; }
    void write(const std::string& name, const std::string& xml) const {
        ASSERT_TRUE(files::writeAtomically(path(name), xml));
    }

    static std::string derived(const std::string& content, const std::string& attributes = "") {
        return "<layout xmlns=\"urn:toitsu:layout:1\" id=\"komoro-2025\" version=\"3\" form=\"notice\" "
               "municipality=\"202088\" based-on=\"komoro-2021\" " +
               attributes + ">\n" + content + "</layout>\n";
    }

    std::optional<Layout> parse(const std::string& xml) {
        findings_ = {};
        return parseLayout(xml, path("komoro-2025.xml"), example::form(), findings_);
    }

    // The single mistake.
    void mistake(const std::string& xml, const char* code, const std::string& where, const char* hint) {
        EXPECT_FALSE(parse(xml));
        const Error* error = find(findings_.errors, code, path(where));
        ASSERT_TRUE(error) << code << " at " << where << "\n" << example::listed(findings_);
        EXPECT_NE(error->message.en.find(hint), std::string::npos) << error->message.en;
        EXPECT_EQ(findings_.errors.size(), 1u) << example::listed(findings_);
    }

    const TextPlace* text(const Layout& layout, const std::string& field) const {
        const auto& texts = layout.pages[0].texts;
        const auto it = std::find_if(texts.begin(), texts.end(), [&](const auto& p) { return p.field == field; });
        return it == texts.end() ? nullptr : &*it;
    }

    std::unique_ptr<files::TemporaryFolder> folder_;
    Findings findings_;
};

TEST_F(BasedOn, NothingWrittenIsTheBaseUnderAnotherName) {
    const auto layout = parse(derived(""));
    ASSERT_TRUE(layout) << example::listed(findings_);
    EXPECT_EQ(layout->id, "komoro-2025");
    EXPECT_EQ(layout->version, 3);
    EXPECT_EQ(layout->basedOn, "komoro-2021");
    EXPECT_EQ(layout->pages[0].texts.size(), example::layout().pages[0].texts.size());
    const auto& printed = layout->pages[0].printed;
    const auto mark = std::find_if(printed.begin(), printed.end(),
                                   [](const Printed& p) { return std::holds_alternative<PrintedCode>(p); });
    ASSERT_NE(mark, printed.end());
    EXPECT_EQ(std::get<PrintedCode>(*mark).text, "TOITSU:komoro-2025:1") << "its pages are its own";
    EXPECT_FALSE(layout->from) << "validity is not inherited";
}

TEST_F(BasedOn, ElementsReplaceThoseOfTheSameFieldAndPart) {
    const auto layout =
        parse(derived("<page number=\"1\">\n"
                      "<place field=\"amount\" box=\"20 100 64 7\" written=\"printed\"/>\n"
                      "<choice field=\"kind\" mark=\"circle\"><at option=\"new\" box=\"20 110 8 6\"/>"
                      "<at option=\"change\" box=\"50 110 8 6\"/></choice>\n"
                      "<place field=\"filed-on\" part=\"day\" box=\"150 25 11 7\" cells=\"2\"/>\n"
                      "<text box=\"20 170 50 5\">新しい注意書き</text></page>\n"));
    ASSERT_TRUE(layout) << example::listed(findings_);
    ASSERT_TRUE(text(*layout, "amount"));
    EXPECT_EQ(text(*layout, "amount")->written, Written::printed);
    EXPECT_EQ(text(*layout, "amount")->place.file, path("komoro-2025.xml"));
    EXPECT_EQ(text(*layout, "number")->place.file, path("komoro-2021.xml"));
    const LayoutPage& page = layout->pages[0];
    EXPECT_EQ(page.texts.size(), example::layout().pages[0].texts.size());
    EXPECT_EQ(page.choices.size(), 4u);
    EXPECT_EQ(std::count_if(page.texts.begin(), page.texts.end(), [](const auto& p) { return p.field == "filed-on"; }),
              3);
    EXPECT_EQ(page.printed.size(), 6u) << "the base's five and one more";
}

TEST_F(BasedOn, RemoveAndOwnPrint) {
    const auto layout =
        parse(derived("<remove field=\"stamp\"/><page number=\"1\" printed=\"own\">"
                      "<remove field=\"remark\"/><remove field=\"person.birth-date\" part=\"era\"/>"
                      "<fixed field=\"person.birth-date\" part=\"era\" value=\"昭和\"/>"
                      "<frame box=\"10 20 190 200\"/></page>\n"));
    ASSERT_TRUE(layout) << example::listed(findings_);
    const LayoutPage& page = layout->pages[0];
    EXPECT_TRUE(page.seals.empty());
    EXPECT_FALSE(text(*layout, "remark"));
    EXPECT_EQ(page.fixed.size(), 2u);
    EXPECT_EQ(page.printed.size(), 2u) << "its frame, and the form mark";
}

TEST_F(BasedOn, AnotherMunicipalityDoesNotInheritLocalFields) {
    write("komoro-2021.xml", replaced(replaced(example::kLayout, "<page",
                                               "<field id=\"m202088.district\" type=\"digits\" title=\"区\"/><page"),
                                      "<seal", "<place field=\"m202088.district\" box=\"120 155 20 8\"/><seal"));
    const auto own = parse(derived(""));
    ASSERT_TRUE(own) << example::listed(findings_);
    ASSERT_EQ(own->localFields.size(), 1u);
    EXPECT_TRUE(askedForm(example::form(), *own).field("m202088.district"));
    const auto other = parse(replaced(derived(""), "202088", "202011"));
    ASSERT_TRUE(other) << example::listed(findings_);
    EXPECT_TRUE(other->localFields.empty());
    EXPECT_FALSE(text(*other, "m202088.district"));
}

TEST_F(BasedOn, RowsReplaceRows) {
    const std::string rows =
        "<rows group=\"child\" count=\"2\" pitch=\"0 10\"><place field=\"name\" box=\"20 160 30 7\"/></rows>";
    Findings findings;
    const auto form = parseForm(replaced(example::kForm, "<rule",
                                         "<group id=\"child\" title=\"子\" rows=\"3\"><field "
                                         "id=\"name\" type=\"text\" title=\"名\"/></group><rule"),
                                "form.xml", findings);
    ASSERT_TRUE(form) << example::listed(findings);
    const auto parsed = [&](const std::string& content) {
        findings = {};
        return parseLayout(derived(content), path("komoro-2025.xml"), *form, findings);
    };
    write("komoro-2021.xml", replaced(replaced(example::kLayout, "</page>", rows + "</page>"), "box=\"20 155 32 8\"",
                                      "box=\"100 155 32 8\""));
    const auto more = parsed("<page number=\"1\">" + replaced(rows, "count=\"2\"", "count=\"3\"") + "</page>");
    ASSERT_TRUE(more) << example::listed(findings);
    EXPECT_EQ(more->pages[0].rows.size(), 1u);
    EXPECT_EQ(more->pages[0].texts.size(), example::layout().pages[0].texts.size() + 3);
    const auto none = parsed("<page number=\"1\"><remove field=\"child\"/></page>");
    ASSERT_TRUE(none) << example::listed(findings);
    EXPECT_EQ(none->pages[0].texts.size(), example::layout().pages[0].texts.size());
    const auto single = parsed("<page number=\"1\"><remove field=\"child.2.name\"/></page>");
    ASSERT_TRUE(single) << example::listed(findings);
    EXPECT_EQ(single->pages[0].texts.size(), example::layout().pages[0].texts.size() + 1);
    EXPECT_TRUE(single->pages[0].rows.empty()) << "no block of rows any more";
}

TEST_F(BasedOn, MistakesNameTheFileThatHasThem) {
    mistake(replaced(derived(""), "komoro-2021", "komoro-2012"), "F066", "komoro-2025.xml:1:102", "komoro-2021");
    mistake(derived("<remove field=\"stemp\"/>\n"), "F069", "komoro-2025.xml:2:9", "\"stamp\"");
    mistake(derived("<page number=\"1\"><remove field=\"amount\" part=\"1\"/></page>\n"), "F069",
            "komoro-2025.xml:2:41", "amount (1)");
    mistake(derived("<page number=\"1\" printed=\"all\"/>\n"), "F014", "komoro-2025.xml:2:18", "own");
    mistake(derived("<page number=\"2\"/>\n"), "F013", "komoro-2025.xml:2:1", "paper");
    mistake(derived("<page number=\"1\" paper=\"A5\"/>\n"), "F037", "komoro-2025.xml:2:18", "base");
    mistake(derived("<page number=\"1\"><place field=\"remark\" box=\"20 50 60 10\"/></page>\n"), "F038",
            "komoro-2025.xml:2:18", "komoro-2021.xml:15");
    mistake(replaced(derived("<remove field=\"stamp\"/>\n<page number=\"1\" paper=\"A4\"/>\n"),
                     "based-on=\"komoro-2021\"", ""),
            "F070", "komoro-2025.xml:2:1", "based-on");
    write("komoro-2021.xml", replaced(example::kLayout, "cells=\"10\"", "cells=\"11\""));
    mistake(derived(""), "F067", "komoro-2025.xml:1:102", "komoro-2021.xml:22:44");
    write("komoro-2021.xml",
          replaced(replaced(example::kLayout, "form=\"notice\"", "form=\"notice\" based-on=\"komoro-2025\""),
                   "from=", "version=\"1\" from="));
    write("komoro-2025.xml", derived(""));
    EXPECT_FALSE(parse(derived("")));
    EXPECT_TRUE(find(findings_.errors, "F067")) << example::listed(findings_);
}

TEST_F(BasedOn, ARowOfBasesIsFollowedAndTheBlankIsDrawn) {
    write("komoro-2023.xml",
          replaced(replaced(derived("<remove field=\"stamp\"/>"), "komoro-2025", "komoro-2023"), "version=\"3\"", ""));
    const auto layout = parse(replaced(derived(""), "based-on=\"komoro-2021\"", "based-on=\"komoro-2023\""));
    ASSERT_TRUE(layout) << example::listed(findings_);
    EXPECT_TRUE(layout->pages[0].seals.empty());
    EXPECT_TRUE(drawBlank(*layout, layout->pages[0], 60));
}

}  // namespace
}  // namespace toitsu::forms
