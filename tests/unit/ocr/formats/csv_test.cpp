#include "base/csv.h"
#include "tests/unit/ocr/formats/sample_page.h"

namespace toitsu::ocr {
namespace {

std::vector<csv::Row> rows(const std::string& content) {
    auto parsed = csv::parse(content);
    EXPECT_TRUE(parsed);
    return parsed.value_or(std::vector<csv::Row>{});
}

std::string cell(const std::vector<csv::Row>& table, std::size_t row, const std::string& column) {
    for (std::size_t i = 0; i < table[0].size(); ++i)
        if (table[0][i] == column) return table[row][i];
    ADD_FAILURE() << "no column " << column;
    return {};
}

TEST(CsvByPage, HasARowForEachPageAndAColumnForEachField) {
    ReadPage other = example::page("c.png");
    forms::FieldValue extra;
    extra.field = "only.here";
    extra.value = Value("x, \"y\"\nz");
    other.record->fields = {extra};
    const auto table = rows(example::written("csv", {example::page(), example::rejected(), other}));
    ASSERT_EQ(table.size(), 4u);
    for (const csv::Row& row : table) EXPECT_EQ(row.size(), table[0].size());
    EXPECT_EQ(table[0].size(), 8u + 8u);
    EXPECT_EQ(cell(table, 1, "file"), "in/scan \"1\".png");
    EXPECT_EQ(cell(table, 1, "status"), "read");
    EXPECT_EQ(cell(table, 1, "person.name"), example::kName);
    EXPECT_EQ(cell(table, 1, "person.birth-date"), "1986-04-30");
    EXPECT_EQ(cell(table, 1, "kind"), "change");
    EXPECT_EQ(cell(table, 1, "doubts"), "person.name|remark");
    EXPECT_EQ(cell(table, 1, "residual_mm"), "0.123");
    EXPECT_EQ(cell(table, 2, "status"), "rejected");
    EXPECT_EQ(cell(table, 2, "code"), "S020");
    EXPECT_EQ(cell(table, 2, "page"), "2");
    EXPECT_EQ(cell(table, 2, "person.name"), "");
    EXPECT_EQ(cell(table, 3, "only.here"), "x, \"y\"\nz");
    EXPECT_EQ(cell(table, 3, "person.name"), "");
}

TEST(CsvByPage, HasAHeadWithoutPages) {
    EXPECT_EQ(example::written("csv", {}), "file,page,status,code,form,layout,residual_mm,doubts\r\n");
}

TEST(CsvByField, HasStatusConfidenceAndBox) {
    FormatOptions options;
    options.rowPerField = true;
    options.language = Language::en;
    const auto table = rows(example::written("csv", {example::page(), example::rejected()}, options));
    ASSERT_EQ(table.size(), 1u + 7u + 1u);
    for (const csv::Row& row : table) EXPECT_EQ(row.size(), 15u);
    EXPECT_EQ(cell(table, 1, "field"), "person.name");
    EXPECT_EQ(cell(table, 1, "title"), "氏名");
    EXPECT_EQ(cell(table, 1, "status"), "doubt");
    EXPECT_EQ(cell(table, 1, "why"), "A person always checks a name.");
    EXPECT_EQ(cell(table, 1, "confidence"), "0.8");
    EXPECT_EQ(cell(table, 1, "left") + cell(table, 1, "right"), "0201");
    EXPECT_EQ(cell(table, 2, "raw"), "昭和61年4月30日");
    EXPECT_EQ(cell(table, 2, "bottom"), "121");
    EXPECT_EQ(cell(table, 7, "left"), "");  // the page has no place for it
    EXPECT_EQ(cell(table, 8, "status"), "rejected");
    EXPECT_EQ(cell(table, 8, "why"), "S020 fits no layout");
}

}  // namespace
}  // namespace toitsu::ocr
