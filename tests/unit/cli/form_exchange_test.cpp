#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "apps/cli/airead.h"
#include "apps/cli/layout_page_xml.h"
#include "apps/cli/record_schema.h"
#include "base/json.h"
#include "forms/library.h"

namespace toitsu::cli {
namespace {

const forms::Library& shipped() {
    static const forms::Library library = [] {
        forms::Findings findings;
        return *forms::Library::load(std::string(TOITSU_SOURCE_DIR) + "/templates", findings);
    }();
    return library;
}

// field/part/option → box
using Boxes = std::map<std::string, forms::Box>;

Boxes boxesOf(const forms::LayoutPage& page) {
    Boxes boxes;
    for (const auto& place : page.texts) boxes["place " + place.field + "/" + place.part] = place.box;
    for (const auto& choice : page.choices)
        for (const auto& option : choice.options)
            boxes["option " + choice.field + "/" + choice.part + "/" + option.option] = option.box;
    for (const auto& place : page.seals) boxes["seal " + place.field] = place.box;
    for (const auto& place : page.images) boxes["image " + place.field] = place.box;
    for (const auto& place : page.barcodes) boxes["barcode " + place.field] = place.box;
    return boxes;
}

void expectNear(const Boxes& is, const Boxes& was, double within) {
    ASSERT_EQ(is.size(), was.size());
    for (const auto& [name, box] : was) {
        const auto found = is.find(name);
        ASSERT_NE(found, is.end()) << name;
        EXPECT_NEAR(found->second.x, box.x, within) << name;
        EXPECT_NEAR(found->second.y, box.y, within) << name;
        EXPECT_NEAR(found->second.right(), box.right(), within) << name;
        EXPECT_NEAR(found->second.bottom(), box.bottom(), within) << name;
    }
}

TEST(PageXml, EveryShippedLayoutGoesThereAndBack) {
    for (const auto& layout : shipped().layouts) {
        const forms::Form& form = *shipped().asked(layout->form, layout->id);  // with the layout's own fields
        for (const forms::LayoutPage& page : layout->pages) {
            SCOPED_TRACE(layout->id);
            forms::Findings findings;
            const auto back = pageFromPageXml(pageXmlOf(form, *layout, page), "a.page.xml", 72, findings);
            ASSERT_TRUE(back);
            EXPECT_TRUE(findings.errors.empty() && findings.warnings.empty());
            EXPECT_NEAR(back->width, page.width, 0.05);
            // Fixed parts are printed text, not regions: without them a date is not whole, so compare the boxes.
            std::string xml = importedLayout({layout->id, form.id, layout->municipality, layout->title}, {*back});
            for (const forms::FixedPart& fixed : page.fixed)
                xml.insert(xml.find("  </page>"), "<fixed field=\"" + fixed.field + "\" part=\"" + fixed.part +
                                                      "\" value=\"" + fixed.value + "\"/>");
            const auto imported = forms::parseLayout(xml, "back.xml", form, findings);
            ASSERT_TRUE(imported) << findings.errors.front().text(Language::en);
            expectNear(boxesOf(imported->pages[0]), boxesOf(page), 0.005);
            for (std::size_t i = 0; i < page.choices.size(); ++i)
                for (const auto& choice : imported->pages[0].choices)
                    if (choice.field == page.choices[i].field && choice.part == page.choices[i].part) {
                        EXPECT_EQ(choice.mark, page.choices[i].mark) << choice.field;
                    }
        }
    }
}

TEST(PageXml, ARegionThatWasMovedIsWhereItIsNow) {
    forms::Findings findings;
    const auto page = pageFromPageXml(
        R"xml(<PcGts><Page imageWidth="2480" imageHeight="3508">
  <TextRegion id="a" custom="toitsu { kind:place; field:a; box:20 10 40 10;}"><Coords points="236,118 708,118 708,236 236,236"/></TextRegion>
  <TextRegion id="b" custom="toitsu { kind:place; field:b; box:20 10 40 10;}"><Coords points="336,118 808,118 808,236 336,236"/></TextRegion>
</Page></PcGts>)xml",
        "moved.xml", 300, findings);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->boxes[0].box, (forms::Box{20, 10, 40, 10})) << "to the hundredth, though pixels are coarser";
    EXPECT_NEAR(page->boxes[1].box.x, 28.45, 0.01);
}

TEST(PageXml, ARegionOfAnotherProgramKeepsItsId) {
    forms::Findings findings;
    const auto page = pageFromPageXml(
        R"xml(<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"><Page imageWidth="2480" imageHeight="3508">
  <TextRegion id="region_1"><Coords points="236,118 708,118 700,236 236,230"/></TextRegion>
</Page></PcGts>)xml",
        "other.xml", 300, findings);
    ASSERT_TRUE(page);
    ASSERT_EQ(page->boxes.size(), 1u);
    EXPECT_EQ(page->boxes[0].field, "region_1");
    EXPECT_NEAR(page->boxes[0].box.x, 19.98, 0.01) << "236 px at 300 dpi";
    EXPECT_NEAR(page->boxes[0].box.height, 9.99, 0.01);
    ASSERT_EQ(findings.warnings.size(), 1u);
    EXPECT_EQ(findings.warnings[0].code, "C151");
    EXPECT_EQ(findings.warnings[0].place.line, 2);
    EXPECT_FALSE(pageFromPageXml("<alto/>", "alto.xml", 300, findings));
    EXPECT_EQ(findings.errors.back().code, "C156");
}

TEST(Airead, TextPlacesGoThereAndBack) {
    for (const auto& layout : shipped().layouts) {
        const forms::Form& form = *shipped().asked(layout->form, layout->id);  // with the layout's own fields
        for (const forms::LayoutPage& page : layout->pages) {
            SCOPED_TRACE(layout->id);
            forms::Findings findings;
            const std::string ini = aireadOf(form, *layout, page, findings);
            EXPECT_EQ(findings.warnings.size(),
                      page.choices.size() + page.seals.size() + page.images.size() + page.barcodes.size())
                << "what is left out is named";
            forms::Findings reading;
            const auto back =
                pageFromAiread(ini, "AIRead_format.ini", &form, {page.width, page.height, false}, reading);
            ASSERT_TRUE(back) << reading.errors.front().text(Language::en);
            ASSERT_EQ(back->boxes.size(), page.texts.size());
            for (std::size_t i = 0; i < page.texts.size(); ++i) {
                EXPECT_NEAR(back->boxes[i].box.x, page.texts[i].box.x, 0.09) << "a pixel";
                EXPECT_NEAR(back->boxes[i].box.bottom(), page.texts[i].box.bottom(), 0.13);
                if (page.texts[i].part.empty()) {
                    EXPECT_EQ(back->boxes[i].field, page.texts[i].field);
                }
            }
        }
    }
}

TEST(Airead, WhatIsNotKnownIsRefusedAtItsColumn) {
    const std::string head = "0\t2480\t3508\t100\t100\t2380\t100\t100\t3400\n";
    struct Case {
        std::string text;
        const char* code;
        int line, column;
    };
    const Case cases[] = {
        {"2\t0\t10\t10\t100\t50\t1\t氏名\n", "C153", 1, 1},           // before the position
        {head + "4\t0\t10\t10\n", "C152", 2, 1},                      // ticks
        {head + "9\t0\n", "C153", 2, 1},                              // no section
        {head + "2\t0\t10\t10\t100\t1\t氏名\n", "C153", 2, 17},       // four numbers
        {head + "2\t0\t2400\t10\t100\t50\t1\t氏名\n", "C153", 2, 5},  // off the page
        {"0\t2480\tA4\n", "C153", 1, 3},
        {"", "C153", 1, 1},
    };
    for (const Case& one : cases) {
        forms::Findings findings;
        EXPECT_FALSE(pageFromAiread(one.text, "a.ini", nullptr, {}, findings)) << one.text;
        ASSERT_FALSE(findings.errors.empty()) << one.text;
        EXPECT_EQ(findings.errors[0].code, one.code) << one.text;
        EXPECT_EQ(findings.errors[0].place.line, one.line) << one.text;
        EXPECT_EQ(findings.errors[0].place.column, one.column) << findings.errors[0].text(Language::en);
    }
    forms::Findings findings;
    const auto page = pageFromAiread(head + "4\t0\t10\t10\n2\t0\t3\t1\t10\t20\t100\t50\t1\tx\t氏名\n", "a.ini", nullptr,
                                     {210, 297, true}, findings);
    ASSERT_TRUE(page) << "--leave-out";
    ASSERT_EQ(findings.warnings.size(), 2u);
    EXPECT_EQ(findings.warnings[0].code, "C152");
    EXPECT_EQ(findings.warnings[1].code, "C151") << "no form says which field 氏名 is";
    ASSERT_EQ(page->boxes.size(), 1u);
    EXPECT_NEAR(page->boxes[0].box.x, 10 * 210.0 / 2480, 0.001) << "group and row stand before the box";
}

TEST(RecordSchema, DescribesEveryField) {
    for (const auto& form : shipped().forms) {
        const auto schema = json::parse(recordSchema(*form));
        ASSERT_TRUE(schema);
        EXPECT_EQ(*(*schema)["$schema"].string(), "https://json-schema.org/draft/2020-12/schema");
        const Value& fields = (*schema)["properties"]["fields"];
        std::size_t pictures = 0;
        for (const forms::Field& field : form->fields) {
            if (field.type == forms::FieldType::image) {
                ++pictures;
                continue;
            }
            const Value& one = fields["properties"][field.id];
            ASSERT_NE(one.context(), nullptr) << field.id;
            EXPECT_EQ(*one["title"].string(), field.title);
            if (field.type == forms::FieldType::choice) {
                EXPECT_EQ(one["oneOf"].list()->size(), field.options.size() + (field.required ? 0 : 1)) << field.id;
            }
        }
        EXPECT_EQ(fields["properties"].context()->size() + pictures, form->fields.size());
        EXPECT_EQ((*schema)["x-toitsu-rules"].list()->size(), form->rules.size());
    }
}

TEST(ImportedLayout, MillimetresHaveNoIdleZeros) {
    EXPECT_EQ(millimetres(10), "10");
    EXPECT_EQ(millimetres(10.5), "10.5");
    EXPECT_EQ(millimetres(10.04), "10.04");
    EXPECT_EQ(millimetres(0.999), "1");
    EXPECT_EQ(millimetres(-0.25), "-0.25");
    EXPECT_EQ(millimetres(-0.001), "0");
}

TEST(Airead, NamesWhatTheFormDoesNotHaveAndEachTypeOnce) {
    forms::Findings findings;
    const std::string lines =
        "0\t2480\t3508\t1\t1\t2\t2\t3\t3\r\n2\t0\t10\t10\t100\t50\t0\t申請者の氏名\r\n"
        "2\t0\t10\t100\t100\t50\t0\tよみ\r\n2\t0\t10\t200\t100\t50\t1\t人数\r\n";
    const auto page = pageFromAiread(lines, "a.ini", shipped().form("care-certification"), {210, 297, false}, findings);
    ASSERT_TRUE(page);
    ASSERT_EQ(page->boxes.size(), 3U);
    EXPECT_EQ(page->boxes[0].field, "applicant.name");
    EXPECT_EQ(page->boxes[1].field, "field-1");
    std::vector<std::string> told;
    for (const Error& warning : findings.warnings) told.push_back(warning.place.text() + " " + warning.code);
    EXPECT_EQ(told, (std::vector<std::string>{"a.ini:2:18 C154", "a.ini:3:21 C151", "a.ini:4:21 C151"}));
    EXPECT_NE(findings.warnings[1].message.en.find("\"よみ\""), std::string::npos);
}

TEST(Airead, EveryKindOfNumberIsExportedAsOne) {
    const forms::Layout& layout = *shipped().layout("chikuma-2020");
    const forms::Form& form = *shipped().asked(layout.form, layout.id);
    forms::Findings findings;
    const std::string ini = aireadOf(form, layout, layout.pages.front(), findings);
    for (const char* field : {"account.bank-code", "account.number", "amount.total"}) {
        ASSERT_NE(form.field(field), nullptr) << field;
        EXPECT_NE(ini.find("\t1\t" + form.field(field)->title + "\r\n"), std::string::npos) << field;
    }
    EXPECT_NE(ini.find("\t0\t" + form.field("head.name")->title + "\r\n"), std::string::npos);
}

TEST(Airead, ABoxThatBeginsBesideThePaperIsNoBox) {
    forms::Findings findings;
    EXPECT_FALSE(pageFromAiread("0\t2480\t3508\t1\t1\t2\t2\t3\t3\n2\t0\t-50\t10\t100\t50\t1\tx\n", "a.ini", nullptr,
                                {210, 297, false}, findings));
    ASSERT_EQ(findings.errors.size(), 1U);
    EXPECT_EQ(findings.errors[0].code, "C153");
}

}  // namespace
}  // namespace toitsu::cli
