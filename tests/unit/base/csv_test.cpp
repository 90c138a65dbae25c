#include "base/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace toitsu::csv {
namespace {

using ::testing::ElementsAre;

TEST(Csv, ReadsQuotesAndLineBreaks) {
    const auto rows = parse("番号,氏名\r\n1,\"山田, 太郎\"\r\n2,\"a\"\"b\nc\"\n3,", "");
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 4u);
    EXPECT_THAT((*rows)[0], ElementsAre("番号", "氏名"));
    EXPECT_THAT((*rows)[1], ElementsAre("1", "山田, 太郎"));
    EXPECT_THAT((*rows)[2], ElementsAre("2", "a\"b\nc"));
    EXPECT_THAT((*rows)[3], ElementsAre("3", ""));
}

TEST(Csv, EdgesOfAFile) {
    EXPECT_TRUE(parse("")->empty());
    EXPECT_TRUE(parse("\xEF\xBB\xBF")->empty());
    EXPECT_THAT(*parse("a"), ElementsAre(ElementsAre("a")));
    EXPECT_THAT(*parse("a\r\n"), ElementsAre(ElementsAre("a")));
    EXPECT_THAT(*parse("\xEF\xBB\xBF"
                       "a,b"),
                ElementsAre(ElementsAre("a", "b")));
    EXPECT_THAT(*parse("a\n\nb"), ElementsAre(ElementsAre("a"), ElementsAre(""), ElementsAre("b")));
    EXPECT_THAT(*parse("\"\""), ElementsAre(ElementsAre("")));
    EXPECT_THAT(*parse(",\n"), ElementsAre(ElementsAre("", "")));
    EXPECT_THAT(*parse(" a , b "), ElementsAre(ElementsAre(" a ", " b ")));
}

std::string problem(std::string_view text) {
    const auto rows = parse(text, "料金.csv");
    return rows ? "fine" : rows.error().code + " " + rows.error().place.text();
}

TEST(Csv, SaysWhereItIsBroken) {
    EXPECT_EQ(problem("a,b\n山田,ab\"c"), "X030 料金.csv:2:6");
    EXPECT_EQ(problem("a,b\n1,\"開いたまま\n2,3"), "X030 料金.csv:2:3");
    EXPECT_EQ(problem("\"a\"b,c"), "X030 料金.csv:1:4");
    EXPECT_EQ(problem("a\n\x8E\x52\x93\x63,b"), "X030 料金.csv:2:1");  // 山田 in CP932
}

TEST(Csv, WritesWhatReadsBack) {
    EXPECT_EQ(write({"a", "b,c", "d\"e", "f\ng", ""}), "a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
    EXPECT_EQ(write({"a", "b"}, "\n"), "a,b\n");
}

RC_GTEST_PROP(CsvProperty, RowsReadBack, ()) {
    const auto cell = rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\r', '\n', ' ', '\0', ';'));
    const auto row = rc::gen::nonEmpty(rc::gen::container<Row>(cell));
    const auto rows = *rc::gen::container<std::vector<Row>>(row);
    std::string text;
    for (const Row& each : rows) text += write(each);
    const auto back = parse(text);
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == rows);
}

RC_GTEST_PROP(CsvProperty, AnyBytesAreAnswered, (std::string bytes)) {
    const auto rows = parse(bytes, "f");
    RC_ASSERT((rows || rows.error().place.line >= 1));
}

RC_GTEST_PROP(CsvProperty, AnyPunctuationIsAnswered, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\r', '\n'));
    const auto rows = parse(text, "f");
    RC_ASSERT((rows || rows.error().code == "X030"));
}

TEST(Csv, cellsKnowTheirPlaces) {
    const auto rows = csv::parseCells("年,\"a\nb\",c\r\n,x\n", "t.csv");
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 2U);
    EXPECT_EQ((*rows)[0][1].text, "a\nb");
    EXPECT_EQ((*rows)[0][1].place.text(), "t.csv:1:3");
    EXPECT_EQ((*rows)[0][2].place.text(), "t.csv:2:4");
    EXPECT_EQ((*rows)[1][0].place.text(), "t.csv:3:1");
    EXPECT_EQ((*rows)[1][1].place.text(), "t.csv:3:2");
    EXPECT_FALSE(csv::parseCells("\"", "t.csv"));
}

}  // namespace
}  // namespace toitsu::csv
