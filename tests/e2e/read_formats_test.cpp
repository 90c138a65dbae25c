// What `toitsu read` gives to other programs: the same fields in every format, in the order of the files whatever the
// number of threads, and a broken file that stops nobody.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "base/csv.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "base/xml.h"
#include "forms/library.h"
#include "ocr/page.h"
#include "tests/e2e/program.h"

namespace toitsu {
namespace {

namespace fs = std::filesystem;

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

double figure(const Value& value) {
    return value.number() == nullptr ? NAN : value.number()->toDouble();
}

std::string withoutSpaces(const std::string& text) {
    std::string out;
    for (const char32_t c : text::decode(text))
        if (c != U' ' && c != U'\u3000' && c != U'\n' && c != U'\f') out += text::encode(std::u32string(1, c));
    return out;
}

class ReadFormats : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<files::TemporaryFolder>(files::TemporaryFolder::make("toitsu-formats-").value());
        const std::string scans = folder->path() + "/scans";
        ASSERT_TRUE(files::makeFolders(scans));
        const auto put = [&](const std::string& sample, const std::string& name) {
            fs::copy_file(e2e::source("templates/forms/" + sample), scans + "/" + name);
        };
        put("salary-change/samples/matsumoto-2023-22-bilevel200.tif", "a.tif");
        put("residence-copy/samples/matsumoto-2024-51-copier.jpg", "c.jpg");
        ASSERT_TRUE(files::writeAtomically(scans + "/b.png", "no picture"));
        ASSERT_TRUE(files::writeAtomically(scans + "/notes.txt", "left out"));
        const auto ran = read({"--jobs", "3"});
        EXPECT_EQ(ran.code, 3) << ran.errors;
        EXPECT_NE(ran.errors.find("b.png: error S003:"), std::string::npos) << ran.errors;
        EXPECT_NE(ran.errors.find("warning C095"), std::string::npos) << ran.errors;
        for (const std::string& line : ran.lines()) pages.push_back(json::parse(line).value());
    }
    static void TearDownTestSuite() { folder.reset(); }

    static e2e::Ran read(std::vector<std::string> words) {
        words.insert(words.begin(), {"read", "--library", e2e::source("templates")});
        words.push_back(folder->path() + "/scans");
        return e2e::toitsu(words);
    }
    static std::string out(const std::string& name) { return folder->path() + "/" + name; }

    // What a person would say stands in the fields of a page, in the form's order.
    static std::vector<std::string> texts(const Value& page) {
        static const forms::Library library = [] {
            forms::Findings findings;
            return forms::Library::load(e2e::source("templates"), findings).value();
        }();
        const forms::Form* form = library.form(textOf(page["form"]));
        std::vector<std::string> all;
        for (const Value& value : *page["fields"].list()) {
            const forms::Field* field = form->field(textOf(value["field"]));
            std::string text = textOf(value["raw"]);
            if (field->type == forms::FieldType::choice || field->type == forms::FieldType::choices) {
                text.clear();
                for (const std::string& code : text::split(textOf(value["value"]), '|'))
                    if (const auto* option = field->option(code)) text += (text.empty() ? "" : "、") + option->title;
            }
            if (field->type == forms::FieldType::flag) text = textOf(value["value"]) == "true" ? field->title : "";
            if (field->type == forms::FieldType::seal) text = textOf(value["value"]) == "true" ? "印" : "";
            if (!value["quad"].isNull() && !text.empty()) all.push_back(text);
        }
        return all;
    }

    static inline std::unique_ptr<files::TemporaryFolder> folder;
    static inline std::vector<Value> pages;
};

TEST_F(ReadFormats, KeepsTheOrderOfFilesAndPages) {
    ASSERT_EQ(pages.size(), 3u);
    std::string order;
    for (const Value& page : pages)
        order += fs::path(textOf(page["file"])).filename().string() + page["page"].number()->text() + " ";
    EXPECT_EQ(order, "a.tif1 a.tif2 c.jpg1 ");
    const auto one = read({"--jobs", "1"});
    std::size_t number = 0;
    for (const std::string& line : one.lines()) {
        ASSERT_LT(number, pages.size());
        EXPECT_EQ(json::parse(line).value()["fields"], pages[number++]["fields"]);
    }
    EXPECT_EQ(number, pages.size());
}

TEST_F(ReadFormats, PdfHoldsTheFieldsTextsInOrder) {
    const auto ran = read({"--format", "pdf", "--explain", "--out", out("pdf")});
    EXPECT_EQ(ran.code, 3) << ran.errors;
    EXPECT_TRUE(ran.output.empty());
    EXPECT_FALSE(fs::exists(out("pdf/b.pdf")));
    for (const auto& [name, numbers] : std::map<std::string, std::vector<std::size_t>>{{"a", {0, 1}}, {"c", {2}}}) {
        const std::string pdf = out("pdf/" + name + ".pdf");
        const auto checked = e2e::run({"qpdf", "--check", pdf});
        EXPECT_EQ(checked.code, 0) << checked.output << checked.errors;
        std::string expected;
        for (const std::size_t number : numbers)
            for (const std::string& text : texts(pages[number])) expected += text;
        const auto found = e2e::run({"pdftotext", "-raw", "-enc", "UTF-8", pdf, "-"});
        EXPECT_EQ(withoutSpaces(found.output), withoutSpaces(expected)) << name;
        // No space inside a run of kanji, kana or digits.
        for (const std::size_t number : numbers)
            for (const std::string& text : texts(pages[number])) {
                const std::string spaced = [&] {
                    std::string plain = text;
                    for (std::size_t at; (at = plain.find("　")) != std::string::npos;) plain.replace(at, 3, " ");
                    return plain;
                }();
                EXPECT_NE(found.output.find(spaced), std::string::npos) << name;
            }
    }
    for (const char* name : {"a-0001", "a-0002", "c"}) {
        const auto picture = ocr::load(out("pdf/" + std::string(name) + ".explained.png"));
        ASSERT_TRUE(picture) << name;
        EXPECT_GT(picture->front().picture.width, 1000) << name;
    }
}

TEST_F(ReadFormats, AltoAndPageXmlHaveTheFieldsBoxes) {
    for (const char* format : {"alto", "page-xml"}) {
        const auto ran = read({"--format", format, "--out", out(format)});
        EXPECT_EQ(ran.code, 3) << ran.errors;
        const std::vector<std::string> names{"a-0001", "a-0002", "c"};
        for (std::size_t number = 0; number < names.size(); ++number) {
            const auto document = xml::load(out(std::string(format) + "/" + names[number] + ".xml"));
            ASSERT_TRUE(document) << document.error().text(Language::en);
            std::vector<std::string> boxes, expected;
            const xml::Element* page = document->root.child("Page");
            if (page != nullptr)
                for (const xml::Element* region : page->all("TextRegion"))
                    boxes.push_back(region->child("Coords")->get("points"));
            else
                for (const xml::Element* block :
                     document->root.child("Layout")->child("Page")->child("PrintSpace")->all("TextBlock"))
                    boxes.push_back(block->child("Shape")->child("Polygon")->get("POINTS"));
            std::size_t at = 0;
            for (const Value& field : *pages[number]["fields"].list()) {
                if (field["quad"].isNull()) continue;
                ASSERT_LT(at, boxes.size());
                const auto points = text::split(boxes[at++], ' ');
                ASSERT_EQ(points.size(), 4u);
                for (std::size_t i = 0; i < 4; ++i) {
                    const auto xy = text::split(points[i], ',');
                    const List& corner = *(*field["quad"].list())[i].list();
                    EXPECT_NEAR(std::stod(xy[0]), std::max(0.0, figure(corner[0])), 1) << format;
                    EXPECT_NEAR(std::stod(xy[1]), std::max(0.0, figure(corner[1])), 1) << format;
                }
            }
            EXPECT_EQ(at, boxes.size());
            EXPECT_GT(at, 15u);
        }
    }
}

TEST_F(ReadFormats, CsvHasTheValuesInTheEncodingAskedFor) {
    const auto ran = read({"--format", "csv", "--encoding", "cp932"});
    EXPECT_EQ(ran.code, 3) << ran.errors;
    const auto table = csv::parse(text::fromCp932(ran.output).value()).value();
    ASSERT_EQ(table.size(), 4u);
    for (std::size_t number = 0; number < 3; ++number)
        for (const Value& field : *pages[number]["fields"].list()) {
            const auto column = std::find(table[0].begin(), table[0].end(), textOf(field["field"]));
            ASSERT_NE(column, table[0].end());
            const auto index = static_cast<std::size_t>(column - table[0].begin());
            EXPECT_EQ(table[number + 1][index], textOf(field["value"]));
        }
    const auto fields =
        read({"--format", "csv", "--rows", "fields", "--encoding", "utf-8-bom", "--out", out("fields.csv")});
    EXPECT_EQ(fields.code, 3) << fields.errors;
    const std::string content = files::read(out("fields.csv")).value();
    EXPECT_EQ(content.substr(0, 3), "\xEF\xBB\xBF");
    std::size_t count = 1;
    for (const Value& page : pages) count += page["fields"].list()->size();
    EXPECT_EQ(csv::parse(std::string_view(content).substr(3)).value().size(), count);
}

TEST(ReadFormatsUse, SaysWhatDoesNotFitTogether) {
    const auto folder = files::TemporaryFolder::make("toitsu-use-").value();
    const std::string library = e2e::source("templates");
    const std::string sample = e2e::source("templates/forms/salary-change/samples/matsumoto-2023-21-dpi200.pdf");
    const auto expect = [&](std::vector<std::string> words, int code, const std::string& error) {
        words.insert(words.begin(), {"read", "--library", library});
        const auto ran = e2e::toitsu(words);
        EXPECT_EQ(ran.code, code) << ran.errors;
        EXPECT_NE(ran.errors.find(error), std::string::npos) << ran.errors;
    };
    expect({"--format", "pdf", sample}, 2, "C090");
    expect({"--explain", sample}, 2, "C090");
    expect({"--rows", "fields", sample}, 2, "C090");
    expect({"--format", "nonsense", sample}, 2, "C000");
    ASSERT_TRUE(files::makeFolders(folder.path() + "/empty"));
    expect({folder.path() + "/empty"}, 3, "C094");
    // The scan itself must never be overwritten.
    const std::string copy = folder.path() + "/scan.pdf";
    fs::copy_file(sample, copy);
    const std::string before = files::read(copy).value();
    expect({"--format", "pdf", "--out", folder.path(), copy}, 6, "C092");
    EXPECT_EQ(files::read(copy).value(), before);
    expect({"--format", "alto", "--out", folder.path() + "/one.xml", copy, copy}, 2, "C091");
    EXPECT_TRUE(fs::exists(folder.path() + "/one.xml"));
}

}  // namespace
}  // namespace toitsu
