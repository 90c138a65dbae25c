#include "ocr/draft/acro_form.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "tests/unit/ocr/odd_files.h"

namespace toitsu::ocr {

namespace {

// A page of 100 by 200 points (turned by `turn`): a comb of seven, a box to tick, a push button, and a page without
// fields.
std::string fillable(int turn) {
    return odd_files::pdfOf({
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 6 0 R 7 0 R]>>>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]/Rotate " + std::to_string(turn) +
            "/Annots[5 0 R 6 0 R 7 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]>>",
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(account)/TU(Account number)/Ff 16777216/MaxLen 7/Rect[10 150 80 170]>>",
        "<</Type/Annot/Subtype/Widget/FT/Btn/T(agreed)/Rect[10 100 20 110]/AP<</N<</Yes 8 0 R/Off 8 0 R>>>>>>",
        "<</Type/Annot/Subtype/Widget/FT/Btn/T(print)/Ff 65536/Rect[50 100 90 110]>>",
        "<</Length 0>>stream\n\nendstream",
    });
}

std::vector<std::vector<forms::SeenInput>> inputsOf(const std::string& bytes) {
    const auto folder = files::TemporaryFolder::make("toitsu-acro");
    const std::string path = folder->path() + "/form.pdf";
    EXPECT_TRUE(files::writeAtomically(path, bytes));
    const auto inputs = acroInputs(path);
    EXPECT_TRUE(inputs) << inputs.error().text(Language::en);
    return inputs.value_or(std::vector<std::vector<forms::SeenInput>>{});
}

void expectBox(const forms::Box& box, double x, double y, double width, double height) {
    constexpr double kPoint = 25.4 / 72;
    EXPECT_NEAR(box.x, x * kPoint, 1e-6);
    EXPECT_NEAR(box.y, y * kPoint, 1e-6);
    EXPECT_NEAR(box.width, width * kPoint, 1e-6);
    EXPECT_NEAR(box.height, height * kPoint, 1e-6);
}

}  // namespace

TEST(AcroForm, FieldsStandWhereThePageShowsThem) {
    const auto pages = inputsOf(fillable(0));
    ASSERT_EQ(pages.size(), 2U);
    EXPECT_TRUE(pages[1].empty());
    ASSERT_EQ(pages[0].size(), 2U) << "a button to push is no field";
    const auto& account = pages[0][0];
    EXPECT_EQ(account.name, "account");
    EXPECT_EQ(account.label, "Account number");
    EXPECT_EQ(account.kind, forms::SeenInput::Kind::text);
    EXPECT_EQ(account.cells, 7);
    expectBox(account.box, 10, 30, 70, 20);
    const auto& agreed = pages[0][1];
    EXPECT_EQ(agreed.kind, forms::SeenInput::Kind::check);
    EXPECT_EQ(agreed.option, "Yes");
    EXPECT_EQ(agreed.label, "");
    expectBox(agreed.box, 10, 90, 10, 10);
}

TEST(AcroForm, ATurnedPageIsMeasuredAsItIsShown) {
    const auto right = inputsOf(fillable(90));
    ASSERT_EQ(right.size(), 2U);
    ASSERT_FALSE(right[0].empty());
    expectBox(right[0][0].box, 150, 10, 20, 70);
    const auto left = inputsOf(fillable(270));
    ASSERT_EQ(left.size(), 2U);
    ASSERT_FALSE(left[0].empty());
    expectBox(left[0][0].box, 30, 20, 20, 70);
}

TEST(AcroForm, WhatIsNoPdfHasNoFieldsAndABrokenOneSaysSo) {
    EXPECT_TRUE(inputsOf("a letter").empty());
    const auto folder = files::TemporaryFolder::make("toitsu-acro");
    const std::string path = folder->path() + "/form.pdf";
    ASSERT_TRUE(files::writeAtomically(path, "%PDF-1.7\nnothing"));
    const auto inputs = acroInputs(path);
    ASSERT_FALSE(inputs);
    EXPECT_EQ(inputs.error().code, "S004");
    EXPECT_EQ(inputs.error().place.file, path);
}

}  // namespace toitsu::ocr
