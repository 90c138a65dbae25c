// XML → model → XML loses nothing: generated forms and layouts, and all that ship.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "base/xml.h"
#include "example.h"
#include "forms/element_writer.h"
#include "forms/form_writer.h"
#include "forms/format.h"
#include "forms/layout_parser.h"
#include "forms/layout_writer.h"
#include "forms/library.h"

namespace toitsu::forms {
namespace {

int draw(int low, int high) {
    return *rc::gen::inRange(low, high + 1);
}

bool maybe() {
    return draw(0, 1) == 1;
}

std::string title() {
    static const std::vector<std::string> words{"氏名",  "a & b < c", "\"引用\" 'と'", "𠮷野家",
                                                "<tag>", "1 > 0",     "甲]]>乙",       "\t欄"};
    return *rc::gen::elementOf(words);
}

std::string fieldXml(const std::string& id, FieldType type) {
    std::string xml =
        "<field id=\"" + id + "\" type=\"" + std::string(typeName(type)) + "\" title=\"" + xml::escape(title()) + "\"";
    if (maybe()) xml += " required=\"" + std::string(maybe() ? "true" : "false") + "\"";
    if (maybe())
        xml += std::string(" policy=\"") + *rc::gen::elementOf(std::vector<std::string>{"accept", "verify", "double"}) +
               "\"";
    if (type == FieldType::accountHolder && maybe()) xml += " holder=\"keep\"";
    if (type == FieldType::insurerNumber && maybe()) xml += maybe() ? " length=\"6\"" : " length=\"8\"";
    if (type == FieldType::text && maybe()) xml += " sensitivity=\"my-number\"";
    if (type == FieldType::digits || type == FieldType::money || type == FieldType::text) {
        const int kind = draw(0, 2);
        if (kind > 0)
            xml += std::string(kind == 1 ? " length" : " maxlength") + "=\"" + std::to_string(draw(1, 12)) + "\"";
    }
    xml += ">";
    if (type == FieldType::choice || type == FieldType::choices)
        for (int n = 0; n <= draw(0, 3); ++n)
            xml += "<option code=\"c" + std::to_string(n) + "\" title=\"" + xml::escape(title()) + "\"/>";
    return xml + "</field>\n";
}

FieldType drawType() {
    return static_cast<FieldType>(draw(0, static_cast<int>(FieldType::image)));
}

std::string formXml() {
    std::string xml = "<form xmlns=\"urn:toitsu:form:1\" id=\"notice\" version=\"" + std::to_string(draw(1, 3)) +
                      "\" title=\"" + xml::escape(title()) + "\" basis=\"番号法第9条\"" +
                      (maybe() ? " retention=\"P5Y\"" : "") + ">\n";
    for (int n = 0; n < draw(1, 8); ++n) xml += fieldXml("a" + std::to_string(n), drawType());
    if (maybe()) {
        xml += "<group id=\"row\" title=\"行\" rows=\"" + std::to_string(draw(1, 4)) + "\">";
        for (int n = 0; n < draw(1, 3); ++n) xml += fieldXml("b" + std::to_string(n), drawType());
        xml += "</group>\n<rule id=\"r\" test=\"" + xml::escape("every r in row satisfies r.b0 != \"x\"") +
               "\" message=\"" + xml::escape(title()) + "\"" + (maybe() ? " severity=\"warning\"" : "") + "/>";
    }
    xml += fieldXml("last", FieldType::flag) + fieldXml("c.d", FieldType::date);
    return xml + "</form>";
}

std::string number() {
    return std::to_string(draw(1, 9)) +
           *rc::gen::elementOf(std::vector<std::string>{"", ".5", ".25", ".125", ".1", ".333", ".0"});
}

// Elements for a field, in a band of their own from `y` on.
std::string standing(const Field& field, const std::string& id, double y) {
    const std::string top = " " + shortest(y) + " ";
    const auto box = [&](double x, double width) {
        return " box=\"" + shortest(x) + top + shortest(width) + " 3." + std::to_string(draw(0, 9)) + "\"";
    };
    const std::string named = " field=\"" + id + "\"";
    const std::string mark =
        *rc::gen::elementOf(std::vector<std::string>{"", " mark=\"check\"", " mark=\"circle\"", " mark=\"cross\""});
    switch (field.type) {
        case FieldType::flag:
            return "<flag" + named + mark + box(20, 4) + " printed=\"" + xml::escape(title()) + "\"/>\n";
        case FieldType::seal:
        case FieldType::signature:
            return "<seal" + named + box(20, 4) + "/>\n";
        case FieldType::image:
            return "<image" + named + box(20, 40) + "/>\n";
        case FieldType::choice:
        case FieldType::choices: {
            std::string xml = "<choice" + named + mark + ">";
            for (std::size_t n = 0; n < field.options.size(); ++n)
                xml += "<at option=\"" + field.options[n].code + "\"" + box(20 + 20 * static_cast<double>(n), 4) + "/>";
            return xml + "</choice>\n";
        }
        case FieldType::date:
            if (maybe()) {
                return "<fixed" + named + " part=\"era\" value=\"令和\"/><place" + named +
                       " part=\"year\" cells=\"2\"" + box(20, 12.7) + "/><place" + named +
                       " part=\"month\" cells=\"2\"" + box(40, 8.1) + "/><place" + named + " part=\"day\"" +
                       box(60, 9) + "/>\n";
            }
            break;
        case FieldType::text:
            if (maybe()) return "<barcode" + named + box(20, 30) + (maybe() ? " kind=\"qr\"" : "") + "/>\n";
            if (maybe() && field.length == 0)
                return "<place" + named + " box=\"20" + top + "20 3\"><cell box=\"20" + top + "9 3\"/><cell box=\"30" +
                       top + "10 3\"/></place>\n";
            break;
        default:
            break;
    }
    return "<place" + named + box(20, 33.3) + (maybe() ? " written=\"printed\"" : "") +
           (maybe() ? " align=\"right\"" : "") + (maybe() ? " vertical=\"true\"" : "") + "/>\n";
}

std::string printed(int kinds = 3) {
    switch (draw(0, kinds)) {
        case 0:
            return "<text box=\"150 " + number() + " 20 9\" size=\"" + number() + "\" align=\"" +
                   *rc::gen::elementOf(std::vector<std::string>{"left", "centre", "right"}) + "\" bold=\"true\">" +
                   xml::escape(title()) + "\n  \n 二行目</text>\n";
        case 1:
            return "<line from=\"" + number() + " 1\" to=\"" + number() + " 9.75\" width=\"0." +
                   std::to_string(draw(2, 9)) + "\"/>\n";
        case 2:
            return "<frame box=\"" + number() + " " + number() + " 3 " + number() + "\"/>\n";
        default:
            return "<mark box=\"180 270 20 20\"/>\n";
    }
}

std::string layoutXml(const Form& form) {
    std::string xml =
        "<layout xmlns=\"urn:toitsu:layout:1\" id=\"komoro-2021\" form=\"notice\" municipality=\"202088\" title=\"" +
        xml::escape(title()) + "\"" + (maybe() ? " from=\"2021-04-01\" to=\"2030-03-31\" version=\"2\"" : "") +
        (maybe() ? " residual=\"0.7\"" : "") + ">\n";
    const bool local = maybe();
    if (local) xml += fieldXml("m202088.own", FieldType::digits);
    xml += std::string("<page number=\"1\" ") + (maybe() ? "paper=\"A4\"" : "width=\"200.5\" height=\"290\"") + ">\n";
    double y = 30;
    if (local) xml += "<place field=\"m202088.own\" box=\"100 20 30 6\"/>";
    for (const Field& field : form.fields) {
        if (maybe()) xml += printed();
        if (field.group.empty() && maybe()) xml += standing(field, field.id, y);
        y += 5;
    }
    for (const Group& group : form.groups) {
        const int count = draw(1, group.rows);
        xml += "<rows group=\"" + group.id + "\" first=\"" + std::to_string(group.rows - count + 1) + "\" count=\"" +
               std::to_string(count) + "\" pitch=\"0.1 " + std::to_string(5 * group.fields.size()) + ".3\">" +
               (maybe() ? printed(2) : "");
        for (const Field& field : group.fields) {
            xml += standing(field, field.id, y);
            y += 5;
        }
        xml += "</rows>\n";
    }
    xml += maybe() ? printed() : "";
    return xml + "</page></layout>";
}

RC_GTEST_PROP(Writer, aFormIsWrittenAsItWasRead, ()) {
    Findings findings;
    const auto form = parseForm(formXml(), "form.xml", findings);
    RC_ASSERT(form.has_value());
    const std::string written = writeForm(*form);
    const auto again = parseForm(written, "form.xml", findings);
    RC_ASSERT(again.has_value());
    RC_ASSERT(same(*form, *again));
    RC_ASSERT(writeForm(*again) == written);
    RC_ASSERT(formatTemplate(written, "form.xml").value() == written);
}

RC_GTEST_PROP(Writer, aLayoutIsWrittenAsItWasRead, ()) {
    Findings findings;
    const auto form = parseForm(formXml(), "form.xml", findings);
    RC_ASSERT(form.has_value());
    const std::string xml = layoutXml(*form);
    const auto layout = parseLayout(xml, "layout.xml", *form, findings);
    if (!layout) RC_LOG(xml + example::listed(findings));
    RC_ASSERT(layout.has_value());
    const std::string written = writeLayout(*layout, *form);
    const auto again = parseLayout(written, "layout.xml", *form, findings);
    if (!again) RC_LOG(written + example::listed(findings));
    RC_ASSERT(again.has_value());
    if (!same(*layout, *again)) RC_LOG(xml + "\n" + written);
    RC_ASSERT(same(*layout, *again));
    RC_ASSERT(writeLayout(*again, *form) == written);
    RC_ASSERT(formatTemplate(written, "layout.xml").value() == written);
    const auto formatted = parseLayout(formatTemplate(xml, "layout.xml").value(), "layout.xml", *form, findings);
    RC_ASSERT(formatted.has_value());
    RC_ASSERT(same(*layout, *formatted));
}

TEST(Writer, ShippedTemplatesSurvive) {
    Findings findings;
    const auto library = Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    ASSERT_TRUE(library);
    ASSERT_FALSE(library->layouts.empty());
    for (const auto& form : library->forms) {
        findings = {};
        const auto again = parseForm(writeForm(*form), "form.xml", findings);
        ASSERT_TRUE(again) << form->id << example::listed(findings);
        EXPECT_TRUE(same(*form, *again)) << form->id;
    }
    for (const auto& layout : library->layouts) {
        findings = {};
        const Form& form = *library->form(layout->form);
        const auto again = parseLayout(writeLayout(*layout, form), layout->place.file, form, findings);
        ASSERT_TRUE(again) << layout->id << example::listed(findings);
        EXPECT_TRUE(same(*layout, *again)) << layout->id;
    }
}

TEST(Writer, ALayoutFromNoFileIsWritten) {
    Layout layout = example::layout();
    for (LayoutPage& page : layout.pages) {
        for (TextPlace& place : page.texts) place.place = {};
        for (ChoicePlace& place : page.choices) place.place = {};
    }
    Findings findings;
    const auto again = parseLayout(writeLayout(layout, example::form()), "layout.xml", example::form(), findings);
    ASSERT_TRUE(again) << example::listed(findings);
    EXPECT_TRUE(same(layout, *again));
    layout.pages[0].texts[0].box.x += 1e-9;
    EXPECT_FALSE(same(layout, *again)) << "same is not asleep";
}

}  // namespace
}  // namespace toitsu::forms
