// Several places in one ruled area.

#include <gtest/gtest.h>

#include <algorithm>

#include "forms/draft/question.h"

namespace toitsu::forms {

namespace {

// One row of a table: a label's cell, and beside it an area from x = 50 to 190.
class Table {
public:
    explicit Table(const std::string& label, double height = 12, bool dot = false) : height_(height) {
        page_.areas = {{20, 50, 30, height}, {50, 50, 140, height}};
        word(label, 24, height / 2 - 1.5);
        page_.texts.back().afterDot = dot;
    }
    Table& word(const std::string& text, double x, double down, double size = 3, bool afterDot = false) {
        page_.texts.push_back(
            {text, {x, 50 + down, size * static_cast<double>(text.size() / 3), size}, 95, false, afterDot});
        return *this;
    }
    Table& cells(double x, int count, double down = 2.5) {
        SeenCells row{{x, 50 + down, 6.0 * count, 7}, {}};
        for (int n = 0; n < count; ++n) row.cells.push_back({x + 6.0 * n, 50 + down, 6, 7});
        page_.cells.push_back(row);
        return *this;
    }
    Table& square(double x) {
        page_.squares.push_back({x, 54, 4, 4});
        return *this;
    }
    std::vector<Box> texts() const {
        std::vector<Box> boxes;
        for (const Question& question : findQuestions(page_))
            if (question.kind == Question::Kind::text)
                for (const DraftPart& part : question.parts) boxes.push_back(part.box);
        std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
        return boxes;
    }
    std::size_t options() const {
        std::size_t count = 0;
        for (const Question& question : findQuestions(page_)) count += question.options.size();
        return count;
    }
    SeenPage page_;
    double height_;
};

void expectSpan(const Box& box, double left, double right) {
    EXPECT_NEAR(box.x, left, 3);
    EXPECT_NEAR(box.right(), right, 6);
}

}  // namespace

TEST(FindBlanks, BehindEachLabelOfALine) {
    const auto found = Table("扶養親族").word("氏名", 52, 4.5).word("フリガナ", 100, 4.5).cells(160, 4).texts();
    ASSERT_EQ(found.size(), 2u);
    expectSpan(found[0], 58, 100);
    expectSpan(found[1], 112, 160);
}

TEST(FindBlanks, TwoLabelsBelowEachOtherShareTheArea) {
    const auto found = Table("配偶者").word("フリガナ", 52, 2, 2).word("氏名", 52, 8, 2.4).cells(150, 6).texts();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_LT(std::min(found[0].bottom(), found[1].bottom()), std::max(found[0].y, found[1].y));
}

TEST(FindBlanks, UnderCaptions) {
    const auto found = Table("支払者").word("名称", 51, 0.8, 2).word("所在地", 110, 0.8, 2).cells(165, 3, 4).texts();
    ASSERT_EQ(found.size(), 2u);
    expectSpan(found[0], 51, 109);
    expectSpan(found[1], 110, 164);
    EXPECT_GT(found[0].y, 52.8);
}

TEST(FindBlanks, BeforeTheFirstWordOrSquare) {
    auto found = Table("盗難届").word("署", 80, 4.5).word("第", 88, 4.5).cells(95, 6).texts();
    ASSERT_EQ(found.size(), 1u);
    expectSpan(found[0], 50, 80);
    found = Table("金融機関").square(100).word("銀行", 105, 4.5).square(120).word("信金", 125, 4.5).texts();
    ASSERT_EQ(found.size(), 1u);
    expectSpan(found[0], 50, 100);
}

TEST(FindBlanks, BehindOptionsWhereTheLabelAsksForBoth) {
    Table both("有無", 12);
    both.word("氏名", 34, 4.5, 3, true).word("有", 54, 4.5).word("無", 68, 4.5);
    ASSERT_EQ(both.texts().size(), 1u);
    EXPECT_EQ(both.options(), 2u);
    expectSpan(both.texts()[0], 74, 190);
    Table one("有無", 12);
    one.word("有", 54, 4.5).word("無", 68, 4.5);
    EXPECT_TRUE(one.texts().empty());
    EXPECT_EQ(one.options(), 2u);
}

TEST(FindBlanks, AnAddressBesideOrBelowItsPostcode) {
    const auto beside =
        Table("所在地", 10).word("〒", 52, 3.5).cells(58, 3, 1).word("－", 77, 4).cells(80, 4, 1).texts();
    ASSERT_EQ(beside.size(), 1u);
    expectSpan(beside[0], 105, 190);
    const auto below =
        Table("所在地", 18).word("〒", 52, 3.5).cells(58, 3, 1).word("－", 77, 4).cells(80, 4, 1).texts();
    ASSERT_EQ(below.size(), 1u);
    EXPECT_GT(below[0].y, 57);
    expectSpan(below[0], 50, 190);
}

TEST(FindBlanks, APostalMarkWithoutBoxes) {
    const auto found = Table("所在地", 13).word("〒", 52, 2, 2.4).texts();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const Box& b) { return b.y > 56 && b.width > 120; }));
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const Box& b) { return b.y < 53 && b.width < 45; }));
}

TEST(FindBlanks, ADotAlonePartsTwoPlaces) {
    Table table("記号");
    table.page_.texts.push_back({"・", {119, 55.7, 0.7, 0.7}, 0});
    const auto found = table.texts();
    ASSERT_EQ(found.size(), 2u);
    expectSpan(found[0], 50, 118);
    expectSpan(found[1], 121, 190);
}

TEST(FindBlanks, NotesTakeNoPlaces) {
    // 都道府県 in the upper corner is written over.
    const auto address = Table("住所", 16)
                             .word("都道", 52, 1.5, 2)
                             .word("市区", 70, 1.5, 2)
                             .word("府県", 52, 4.5, 2)
                             .word("町村", 70, 4.5, 2)
                             .texts();
    ASSERT_EQ(address.size(), 1u);
    expectSpan(address[0], 50, 190);
    EXPECT_GT(address[0].height, 11);
    // A label over its boxes; words that explain boxes.
    EXPECT_TRUE(Table("税額", 14).word("年税額", 52, 1).cells(52, 8, 5.5).texts().empty());
    EXPECT_TRUE(Table("電話").cells(52, 10).word("日中に連絡のとれる番号", 113.5, 4.5, 2.2).texts().empty());
}

TEST(FindBlanks, AHeadOverAColumnIsNoList) {
    SeenPage page;
    page.areas = {{50, 50, 60, 6}, {50, 56, 60, 14}, {50, 70, 60, 14}};
    const auto word = [&](const std::string& text, double x, double y, bool dot = false) {
        page.texts.push_back({text, {x, y, static_cast<double>(text.size()), 3}, 95, false, dot});
    };
    word("同居", 60, 51.5);
    word("別居", 70, 51.5, true);
    for (const double y : {61.0, 75.0}) {
        word("同居", 58, y);
        word("別居", 76, y);
    }
    std::size_t options = 0;
    for (const Question& question : findQuestions(page, {"同居", "別居"})) options += question.options.size();
    EXPECT_EQ(options, 4u);
}

TEST(FindBlanks, OnTheOpenPageBehindALabel) {
    SeenPage page;
    const auto word = [&](const std::string& text, double x, double y) {
        page.texts.push_back({text, {x, y, static_cast<double>(text.size()), 3}, 95});
    };
    word("世帯番号", 110, 12);
    const auto found = findQuestions(page);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_GT(found[0].box.x, 122);
    EXPECT_GT(found[0].box.width, 30);
    // Something stands there, or words that ask for nothing.
    page.areas.push_back({125, 8, 40, 10});
    page.texts.push_back({"青葉市長　様", {20, 30, 20, 4}, 95});
    for (const Question& question : findQuestions(page)) EXPECT_TRUE(question.region >= 0);
}

TEST(FindBlanks, ASignatureIsWrittenLargerOnItsLine) {
    SeenPage page;
    page.texts.push_back({"氏名", {40, 56, 6, 3}, 95});
    page.underlines = {{60, 60, 80, 0.3}};
    const auto plain = findQuestions(page);
    ASSERT_EQ(plain.size(), 1u);
    page.texts[0].text = "署名";
    const auto signature = findQuestions(page);
    ASSERT_EQ(signature.size(), 1u);
    EXPECT_GT(signature[0].box.height, plain[0].box.height + 2);
}

TEST(FindBlanks, SquaresInASentenceAreLetters) {
    SeenPage page;
    page.texts = {{"不要の", {20, 50, 9, 3}, 95}, {"に印を付けてください", {32.2, 50, 30, 3}, 95}};
    page.squares = {{29.4, 50.2, 2.4, 2.4}};
    EXPECT_TRUE(findQuestions(page).empty());
}

// The second row was read badly; it stands as the first does.
TEST(FindBlanks, ATablesRowsAreOneLikeTheOther) {
    SeenPage page;
    for (const double y : {50.0, 64.0}) {
        page.areas.push_back({20, y, 60, 14});
        page.areas.push_back({80, y, 60, 14});
    }
    const std::vector<std::vector<std::string>> rows{{"主", "妻", "夫"}, {"王", "?", "末"}};
    for (std::size_t r = 0; r < 2; ++r)
        for (std::size_t n = 0; n < 3; ++n)
            page.texts.push_back({rows[r][n], {24.0 + 9 * static_cast<double>(n), r == 0 ? 55.0 : 69.0, 3, 3}, 95});
    std::size_t options = 0;
    for (const Question& question : findQuestions(page)) options += question.options.size();
    EXPECT_EQ(options, 6u);
}

TEST(FindOptions, ALegendIsNoList) {
    SeenPage page;
    page.areas = {{20, 50, 30, 10}, {50, 50, 100, 10}};
    const auto word = [&](const std::string& text, double x, double y) {
        page.texts.push_back({text, {x, y, static_cast<double>(text.size()), 3}, 95});
    };
    word("理由", 30, 53.5);
    word("イ", 60, 53.5);
    word("ロ", 70, 53.5);
    word("ハ", 80, 53.5);
    word("イ紛失", 20, 70);
    word("ロ盗難", 32, 70);
    word("ハ破損", 44, 70);
    std::size_t options = 0;
    for (const Question& question : findQuestions(page, {"紛失", "盗難", "破損"})) options += question.options.size();
    EXPECT_EQ(options, 3u);
}

TEST(FindDates, TheLastErasRingLeavesTheYearItsRoom) {
    SeenPage page;
    page.areas = {{50, 50, 60, 8}};
    const auto word = [&](const std::string& text, double x) { page.texts.push_back({text, {x, 52.5, 3, 3}, 95}); };
    word("昭", 53);
    word("平", 61);
    word("年", 73);
    word("月", 83);
    word("日", 93);
    const auto found = findQuestions(page);
    ASSERT_EQ(found.size(), 1u);
    ASSERT_EQ(found[0].parts.size(), 4u);
    EXPECT_FALSE(found[0].parts[0].options.back().box.overlaps(found[0].parts[1].box));
    EXPECT_GT(found[0].parts[1].box.width, 4);
}

}  // namespace toitsu::forms
