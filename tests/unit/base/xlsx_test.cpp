#include "base/xlsx.h"

#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include "base/files.h"
#include "base/xlsx_cells.h"

namespace toitsu::xlsx {
namespace {

std::string content(const std::string& path) {
    const auto bytes = files::read(path);
    EXPECT_TRUE(bytes.has_value());
    return bytes.value_or("");
}

std::vector<csv::Row> texts(const csv::Table& table) {
    std::vector<csv::Row> rows;
    for (const auto& cells : table) {
        rows.emplace_back();
        for (const csv::Cell& cell : cells) rows.back().push_back(cell.text);
    }
    return rows;
}

xml::Element element(const std::string& text) {
    const auto document = xml::parse(text, "part.xml");
    EXPECT_TRUE(document.has_value());
    return document ? document->root : xml::Element();
}

TEST(Xlsx, ReadsWhatItWrites) {
    const auto folder = files::TemporaryFolder::make("xlsx");
    ASSERT_TRUE(folder.has_value());
    const std::string file = folder->path() + "/a.xlsx";
    const std::vector<csv::Row> first{
        {"番号", "氏名", "備考"}, {"007", "𠮷田　\"花\"", "一行目\n二行目"}, {"", "葛󠄀城", ""}};
    ASSERT_TRUE(write(file, {{"survey", first}, {"choices", {{"a"}, {"<&>"}}}}).has_value());
    const std::string bytes = content(file);
    EXPECT_TRUE(isWorkbook(bytes));
    const auto sheets = read(bytes, "a.xlsx");
    ASSERT_TRUE(sheets.has_value()) << sheets.error().text(Language::en);
    ASSERT_EQ(sheets->size(), 2U);
    EXPECT_EQ((*sheets)[0].name, "survey");
    EXPECT_EQ(texts((*sheets)[0].rows), first);
    EXPECT_EQ(texts((*sheets)[1].rows), (std::vector<csv::Row>{{"a"}, {"<&>"}}));
    const Place name = (*sheets)[0].rows[1][1].place, option = (*sheets)[1].rows[1][0].place;
    EXPECT_EQ(name.text(), "a.xlsx:2:2");
    EXPECT_EQ(option.text(), "a.xlsx#choices:2:1");
}

// As Excel saves what people type: numbers, dates, a formula with its value, empty rows, cells that were only coloured.
TEST(Xlsx, ReadsValuesAsTheyAreShown) {
    const auto folder = files::TemporaryFolder::make("xlsx");
    ASSERT_TRUE(folder.has_value());
    const std::string file = folder->path() + "/b.xlsx";
    lxw_workbook* book = workbook_new(file.c_str());
    lxw_format *era = workbook_add_format(book), *date = workbook_add_format(book), *yen = workbook_add_format(book);
    format_set_num_format(era, "[$-411]ggge\"年\"m\"月\"d\"日\";@");
    format_set_num_format_index(date, 14);
    format_set_num_format(yen, "#,##0\"yen\"");
    lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
    for (int c = 0; c < 4; ++c) worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(c), "abcd" + c, nullptr);
    worksheet_write_number(sheet, 2, 0, 20, nullptr);
    worksheet_write_number(sheet, 2, 1, 46354, era);
    worksheet_write_number(sheet, 2, 2, 46354.5, date);
    worksheet_write_number(sheet, 2, 3, 1200000, yen);
    worksheet_write_number(sheet, 3, 0, 0.125, nullptr);
    worksheet_write_boolean(sheet, 3, 1, 1, nullptr);
    worksheet_write_formula_num(sheet, 3, 2, "=A3*2", nullptr, 40);
    worksheet_write_blank(sheet, 4, 1, yen);
    ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
    const auto sheets = read(content(file), "b.xlsx");
    ASSERT_TRUE(sheets.has_value()) << sheets.error().text(Language::en);
    const csv::Table& rows = sheets->front().rows;
    EXPECT_EQ(texts(rows), (std::vector<csv::Row>{{"abcd", "bcd", "cd", "d"},
                                                  {"20", "2026-11-28", "2026-11-28T12:00:00", "1200000"},
                                                  {"0.125", "true", "40", ""}}));
    EXPECT_EQ(rows[1][3].place.text(), "b.xlsx:3:4");
}

TEST(Xlsx, DaysAreCountedAsExcelDoes) {
    EXPECT_EQ(dateOf(1, false), "1900-01-01");
    EXPECT_EQ(dateOf(59, false), "1900-02-28");
    EXPECT_EQ(dateOf(61, false), "1900-03-01");
    EXPECT_EQ(dateOf(0, true), "1904-01-01");
    EXPECT_EQ(dateOf(46354 - 1462, true), "2026-11-28");
    EXPECT_EQ(dateOf(2958465, false), "9999-12-31");
    EXPECT_EQ(dateOf(46353.9999999, false), "2026-11-28");
    for (const double none : {-1.0, 0.5, 2958466.0, 1e300}) EXPECT_EQ(dateOf(none, false), std::nullopt) << none;
}

TEST(Xlsx, LeavesOutHowAWordIsReadAloud) {
    const auto strings = sharedStrings(
        element("<sst><si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>"
                "<si><r><t>長</t></r><r><rPr/><t xml:space=\"preserve\"> 野</t></r></si><si/></sst>"));
    EXPECT_EQ(strings, (std::vector<std::string>{"東京", "長 野", ""}));
}

TEST(Xlsx, KnowsWhichFormatsShowADate) {
    const auto dates = dateFormats(element(
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy/m/d\"/><numFmt numFmtId=\"165\" "
        "formatCode=\"#,##0&quot;day&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"General\"/><numFmt "
        "numFmtId=\"167\" "
        "formatCode=\"0.00E+00\"/><numFmt numFmtId=\"168\" formatCode=\"[Red]0;\\-yy\"/></numFmts><cellXfs>"
        "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/>"
        "<xf numFmtId=\"168\"/><xf numFmtId=\"57\"/><xf numFmtId=\"49\"/></cellXfs></styleSheet>"));
    EXPECT_EQ(dates, (std::vector<bool>{false, true, false, false, false, false, true, false}));
}

TEST(Xlsx, RefusesWhatIsNoWorkbook) {
    const auto folder = files::TemporaryFolder::make("xlsx");
    ASSERT_TRUE(folder.has_value());
    const std::string file = folder->path() + "/c.xlsx";
    ASSERT_TRUE(write(file, {{"a", {{"x"}}}}).has_value());
    const std::string whole = content(file);
    EXPECT_FALSE(isWorkbook("a,b\n"));
    for (const std::string& broken : {std::string(), std::string("PK\x03\x04"), whole.substr(0, whole.size() / 2),
                                      std::string("\xD0\xCF\x11\xE0")}) {
        const auto sheets = read(broken, "c.xlsx");
        ASSERT_FALSE(sheets.has_value());
        EXPECT_EQ(sheets.error().code, "X040");
        EXPECT_EQ(sheets.error().place.file, "c.xlsx");
    }
    // Any one byte may be wrong: an answer or an error, nothing else.
    for (std::size_t n = 0; n < whole.size(); n += 7) {
        std::string bent = whole;
        bent[n] = static_cast<char>(bent[n] ^ 0x55);
        const auto sheets = read(bent, "c.xlsx");
        EXPECT_TRUE(sheets.has_value() || !sheets.error().code.empty());
    }
}

TEST(Xlsx, RefusesWhatUnpacksTooLarge) {
    const auto folder = files::TemporaryFolder::make("xlsx");
    ASSERT_TRUE(folder.has_value());
    const std::string file = folder->path() + "/d.xlsx";
    std::vector<csv::Row> rows;
    for (int n = 0; n < 2200; ++n) rows.push_back({std::to_string(n) + std::string(32000, 'x')});
    ASSERT_TRUE(write(file, {{"a", rows}}).has_value());
    const std::string bytes = content(file);
    EXPECT_LT(bytes.size(), 2u << 20);
    const auto sheets = read(bytes, "d.xlsx");
    ASSERT_FALSE(sheets.has_value());
    EXPECT_EQ(sheets.error().code, "X041");
}

}  // namespace
}  // namespace toitsu::xlsx
