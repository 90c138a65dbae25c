#include "forms/draft/columns.h"

#include <gtest/gtest.h>

namespace toitsu::forms {

namespace {

Question text(double x, double y, const std::string& label, double width = 40) {
    Question question;
    question.box = {x, y, width, 8};
    question.parts = {{"", question.box, {}, "", {}}};
    question.label = label;
    return question;
}

}  // namespace

TEST(DraftColumns, RowsOfOneShapeAtOneDistance) {
    // 氏名 and 続柄 over three rows; only the first row carries the words.
    std::vector<Question> questions;
    for (int row = 0; row < 3; ++row) {
        questions.push_back(text(20, 50 + 12.0 * row, row == 0 ? "氏名" : "－"));
        questions.push_back(text(80, 50 + 12.0 * row, row == 0 ? "続柄" : std::to_string(row + 1)));
    }
    const auto columns = findColumns(questions);
    ASSERT_EQ(columns.size(), 2u);
    EXPECT_EQ(columns[0], (std::vector<std::size_t>{0, 2, 4}));
    EXPECT_EQ(columns[1], (std::vector<std::size_t>{1, 3, 5}));
}

TEST(DraftColumns, OtherWordsOrAnotherShapeAreNoRow) {
    EXPECT_TRUE(findColumns({text(20, 50, "氏名"), text(20, 62, "住所")}).empty());
    EXPECT_TRUE(findColumns({text(20, 50, "氏名"), text(20, 62, "氏名", 70)}).empty());
    EXPECT_TRUE(findColumns({text(20, 50, "氏名"), text(30, 62, "氏名")}).empty());
}

// A heading's own place is half a row above; one row was not found.
TEST(DraftColumns, TheEvenRunIsTaken) {
    std::vector<Question> questions{text(20, 41.5, "")};
    for (const int row : {0, 1, 3, 4}) questions.push_back(text(20, 50 + 17.0 * row, ""));
    const auto columns = findColumns(questions);
    ASSERT_EQ(columns.size(), 1u);
    EXPECT_EQ(columns[0], (std::vector<std::size_t>{1, 2, 3, 4}));
}

TEST(DraftColumns, NumberedColumnsBesideEachOtherAreOne) {
    std::vector<Question> questions;
    for (int n = 0; n < 6; ++n)
        questions.push_back(text(n < 3 ? 20 : 120, 50 + 12.0 * (n % 3), "第" + std::to_string(n + 1) + "希望"));
    const auto columns = findColumns(questions);
    ASSERT_EQ(columns.size(), 1u);
    EXPECT_EQ(columns[0].size(), 6u);
}

TEST(DraftColumns, Numbers) {
    EXPECT_EQ(withoutRowNumber("第2希望"), "第希望");
    EXPECT_EQ(withoutRowNumber("③"), "");
    EXPECT_EQ(numbersIn("1面の２の方"), (std::vector<int>{1, 2}));
    EXPECT_EQ(numbersIn("⑩"), (std::vector<int>{10}));
    EXPECT_TRUE(numbersIn("氏名").empty());
}

}  // namespace toitsu::forms
