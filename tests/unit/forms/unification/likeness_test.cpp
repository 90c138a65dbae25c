#include "forms/unification/likeness.h"

#include <gtest/gtest.h>

namespace toitsu::forms::unification {
namespace {

Field field(const std::string& title, FieldType type) {
    Field made;
    made.title = title;
    made.type = type;
    return made;
}

TEST(Likeness, IsOneForTheSameAndNearNothingForOthers) {
    EXPECT_DOUBLE_EQ(likeness(field("行政区", FieldType::text), field("行政区", FieldType::text)), 1);
    EXPECT_GT(likeness(field("行政区名", FieldType::text), field("行政区", FieldType::text)), 0.7);
    EXPECT_GT(likeness(field("担当者の電話", FieldType::phone), field("担当者の電話番号", FieldType::phone)), 0.7);
    EXPECT_LT(likeness(field("行政区", FieldType::text), field("金額", FieldType::money)), 0.1);
    EXPECT_LT(likeness(field("行政区", FieldType::text), field("備考", FieldType::text)), 0.4);
}

TEST(Likeness, ReadsHiraganaAsKatakana) {
    EXPECT_DOUBLE_EQ(likeness(field("ふりがな", FieldType::kana), field("フリガナ", FieldType::kana)), 1);
}

TEST(Likeness, AnotherTypeIsLessLike) {
    EXPECT_GT(likeness(field("区分", FieldType::text), field("区分", FieldType::kana)),
              likeness(field("区分", FieldType::text), field("区分", FieldType::money)));
}

// A row of the matrix with the papers that have it.
void add(Coverage& coverage, const Field& field, const std::string& id, const std::string& owner,
         std::vector<bool> on) {
    Item item;
    item.id = id;
    item.field = field;
    item.field.id = id;
    item.owner = owner;
    coverage.items.push_back(item);
    std::vector<Presence> row(on.size());
    for (std::size_t i = 0; i < on.size(); ++i)
        if (on[i]) row[i].places.emplace_back();
    coverage.cells.push_back(std::move(row));
}

TEST(Likeness, FindsALocalFieldUnderAnotherName) {
    Coverage coverage;
    add(coverage, field("備考", FieldType::text), "remark", "", {true, true});
    add(coverage, field("行政区", FieldType::text), "m202011.district", "nagano", {true, false});
    add(coverage, field("行政区名", FieldType::text), "m202088.area", "komoro", {false, true});
    const auto likely = likelyIdentities(coverage);
    ASSERT_EQ(likely.size(), 2U);
    EXPECT_EQ(likely[0].local, "m202011.district");
    EXPECT_EQ(likely[0].as, "m202088.area");
}

TEST(Likeness, APaperDoesNotAskTheSameTwice) {
    Coverage coverage;
    add(coverage, field("行政区", FieldType::text), "person.district", "", {true, false});
    add(coverage, field("行政区", FieldType::text), "m202011.district", "nagano", {true, false});
    EXPECT_TRUE(likelyIdentities(coverage).empty());
}

}  // namespace
}  // namespace toitsu::forms::unification
