// hOCR, ALTO and PAGE-XML: well formed, every reference leads somewhere, texts and places are those of the fields.

#include <functional>
#include <map>
#include <set>

#include "base/text.h"
#include "base/xml.h"
#include "tests/unit/ocr/formats/sample_page.h"

namespace toitsu::ocr {
namespace {

using example::kName;
using example::kRemark;
using xml::Element;

xml::Document parsed(std::string content) {
    // Our reader refuses every DTD, also the harmless one of HTML.
    if (const auto at = content.find("<!DOCTYPE html>\n"); at != std::string::npos) content.erase(at, 16);
    auto document = xml::parse(content, "out.xml");
    EXPECT_TRUE(document) << (document ? "" : document.error().text(Language::en));
    return std::move(*document);
}

void each(const Element& element, const std::function<void(const Element&)>& see) {
    see(element);
    for (const Element& child : element.children) each(child, see);
}

std::vector<const Element*> all(const xml::Document& document, const std::string& local) {
    std::vector<const Element*> found;
    each(document.root, [&](const Element& element) {
        if (element.local == local) found.push_back(&element);
    });
    return found;
}

std::vector<const Element*> ofClass(const xml::Document& document, const std::string& name) {
    std::vector<const Element*> found;
    each(document.root, [&](const Element& element) {
        if (element.get("class") == name) found.push_back(&element);
    });
    return found;
}

void expectUniqueIds(const xml::Document& document, const char* attribute) {
    std::set<std::string> ids;
    each(document.root, [&](const Element& element) {
        if (const std::string* id = element.find(attribute)) {
            EXPECT_TRUE(ids.insert(*id).second) << *id;
        }
    });
    EXPECT_GT(ids.size(), 6u);
}

TEST(Hocr, SaysFieldsTextsAndPlaces) {
    const auto document = parsed(example::written("hocr", {example::page()}, {"toitsu 9", "", Language::ja, false}));
    EXPECT_EQ(document.root.get("lang"), "ja");
    expectUniqueIds(document, "id");
    const auto pages = ofClass(document, "ocr_page");
    ASSERT_EQ(pages.size(), 1u);
    EXPECT_EQ(pages[0]->get("title"), "image \"scan \\\"1\\\".png\"; bbox 0 0 400 600; ppageno 0; scan_res 100 100");
    EXPECT_EQ(pages[0]->get("data-layout"), "komoro-2021");
    const auto areas = ofClass(document, "ocr_carea");
    ASSERT_EQ(areas.size(), 6u);  // the field that stands on another page has no place here
    EXPECT_EQ(areas[0]->get("data-field"), "person.name");
    EXPECT_EQ(areas[0]->get("title"), "bbox 0 50 201 85; poly 0 50 201 55 200 85 0 80");
    EXPECT_EQ(areas[0]->get("data-status"), "doubt");
    EXPECT_EQ(areas[1]->get("data-value"), "1986-04-30");
    EXPECT_EQ(areas[1]->get("title"), "bbox 50 100 190 121; poly 50 100 190 100 190 121 50 121");
    EXPECT_EQ(areas[5]->get("data-title"), "備考 <任意>");
    std::vector<std::string> texts;
    for (const Element* word : ofClass(document, "ocrx_word")) texts.push_back(word->text);
    EXPECT_EQ(texts, (std::vector<std::string>{kName, "昭和61年4月30日", "変更", "印", kRemark}));
    EXPECT_NE(ofClass(document, "ocrx_word")[0]->get("title").find("x_wconf 80"), std::string::npos);
    EXPECT_TRUE(areas[3]->children.empty());  // not ticked: a place without text
}

TEST(Hocr, KeepsAPageThatWasNotRead) {
    const auto document = parsed(example::written("hocr", {example::page(), example::rejected()}));
    const auto pages = ofClass(document, "ocr_page");
    ASSERT_EQ(pages.size(), 2u);
    EXPECT_EQ(pages[1]->get("data-status"), "rejected");
    EXPECT_EQ(pages[1]->get("data-code"), "S020");
    EXPECT_TRUE(pages[1]->children.empty());
    expectUniqueIds(document, "id");
}

TEST(Alto, SaysFieldsTextsAndPlaces) {
    const auto document = parsed(example::written("alto", {example::page()}));
    EXPECT_EQ(document.root.space, "http://www.loc.gov/standards/alto/ns-v4#");
    EXPECT_EQ(document.root.get("SCHEMAVERSION"), "4.4");
    expectUniqueIds(document, "ID");
    EXPECT_EQ(all(document, "MeasurementUnit")[0]->text, "pixel");
    EXPECT_EQ(all(document, "fileName")[0]->text, "scan \"1\".png");
    EXPECT_TRUE(all(document, "processingDateTime").empty());
    const Element& page = *all(document, "Page")[0];
    EXPECT_EQ(page.get("WIDTH") + "x" + page.get("HEIGHT") + " " + page.get("LANG"), "400x600 ja");
    std::map<std::string, const Element*> tags;
    for (const Element& tag : document.root.child("Tags")->children) tags[tag.get("ID")] = &tag;
    const auto blocks = all(document, "TextBlock");
    ASSERT_EQ(blocks.size(), 6u);
    const std::vector<std::string> fields{"person.name", "person.birth-date", "kind", "agreed", "stamp", "remark"};
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto references = text::split(blocks[i]->get("TAGREFS"), ' ');
        ASSERT_EQ(references.size(), 2u);
        ASSERT_EQ(tags.count(references[0]), 1u);
        EXPECT_EQ(tags[references[0]]->get("LABEL"), fields[i]);
        ASSERT_EQ(tags.count(references[1]), 1u);
    }
    const Element& name = *blocks[0];
    EXPECT_EQ(name.get("HPOS") + " " + name.get("VPOS") + " " + name.get("WIDTH") + " " + name.get("HEIGHT"),
              "0 50 201 35");
    EXPECT_EQ(name.child("Shape")->child("Polygon")->get("POINTS"), "0,50 201,55 200,85 0,80");
    const auto strings = all(document, "String");
    ASSERT_EQ(strings.size(), 5u);
    EXPECT_EQ(strings[0]->get("CONTENT"), kName);
    EXPECT_EQ(strings[0]->get("WC"), "0.8");
    EXPECT_EQ(text::split(strings[0]->get("CC"), ' ').size(), text::length(kName));
    EXPECT_EQ(strings[0]->get("CC").front(), '2');
    EXPECT_EQ(strings[2]->get("CC"), "0 0");
    EXPECT_EQ(strings[4]->get("CONTENT"), kRemark);
}

TEST(PageXml, SaysFieldsTextsAndPlaces) {
    const auto document = parsed(example::written("page-xml", {example::page()}));
    EXPECT_EQ(document.root.space, "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15");
    expectUniqueIds(document, "id");
    const Element& page = *document.root.child("Page");
    EXPECT_EQ(page.get("imageFilename"), "scan \"1\".png");
    EXPECT_EQ(page.get("imageWidth") + "x" + page.get("imageHeight"), "400x600");
    EXPECT_EQ(page.get("imageXResolution") + page.get("imageResolutionUnit"), "100PPI");
    EXPECT_EQ(page.get("primaryLanguage"), "Japanese");
    const auto regions = page.all("TextRegion");
    const auto order = all(document, "RegionRefIndexed");
    ASSERT_EQ(regions.size(), 6u);
    ASSERT_EQ(order.size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(order[i]->get("regionRef"), regions[i]->get("id"));
        EXPECT_EQ(order[i]->get("index"), std::to_string(i));
    }
    EXPECT_EQ(regions[0]->child("Coords")->get("points"), "0,50 201,55 200,85 0,80");
    EXPECT_EQ(regions[0]->child("TextEquiv")->get("conf"), "0.8");
    EXPECT_EQ(regions[0]->child("TextEquiv")->child("Unicode")->text, kName);
    EXPECT_EQ(regions[1]->get("custom"),
              "field {id:person.birth-date; title:生年月日; value:1986-04-30; status:accept;}");
    EXPECT_NE(regions[5]->get("custom").find("value:a<b & \"c\"\\u003B\\u007Bd\\u007D;"), std::string::npos);
    EXPECT_EQ(regions[3]->child("TextLine"), nullptr);
    EXPECT_EQ(all(document, "Created")[0]->text, "1970-01-01T00:00:00Z");
}

TEST(PageXml, OfAPageThatWasNotReadHasNoRegions) {
    const auto document = parsed(example::written("page-xml", {example::rejected()}));
    EXPECT_TRUE(all(document, "TextRegion").empty());
    EXPECT_TRUE(all(document, "ReadingOrder").empty());  // the schema forbids an empty one
    EXPECT_EQ(document.root.child("Page")->get("custom"), "page {number:2; status:rejected; code:S020;}");
}

TEST(MarkupFormats, NameTheTimeOnlyWhenAsked) {
    const FormatOptions dated{"toitsu", "2026-11-22T09:00:00Z", Language::ja, false};
    EXPECT_EQ(all(parsed(example::written("alto", {example::page()}, dated)), "processingDateTime")[0]->text,
              dated.created);
    EXPECT_EQ(all(parsed(example::written("page-xml", {example::page()}, dated)), "Created")[0]->text, dated.created);
    for (const char* format : {"hocr", "alto", "page-xml"})
        EXPECT_EQ(example::written(format, {example::page()}), example::written(format, {example::page()})) << format;
}

TEST(MarkupFormats, SurviveNamesThatAreNoText) {
    ReadPage page = example::page(std::string("in/\x83\x7f\x01.jpg"));  // CP932 bytes and a control character
    for (const char* format : {"hocr", "alto", "page-xml"})
        EXPECT_FALSE(parsed(example::written(format, {page})).root.name.empty()) << format;
}

}  // namespace
}  // namespace toitsu::ocr
