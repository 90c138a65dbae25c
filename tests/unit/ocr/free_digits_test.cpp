#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"
#include "ocr/recognizers/free_digits.h"
#include "ocr/recognizers/ink.h"
#include "ocr/recognizers/number_pieces.h"

namespace toitsu::ocr {

namespace {

using forms::FieldType;

forms::Field fieldOf(FieldType type, int length = 0) {
    forms::Field field;
    field.id = "it";
    field.type = type;
    field.length = length;
    return field;
}

bool holds(FieldType type, const std::string& text, const std::string& part = "") {
    forms::TextPlace place;
    place.part = part;
    return canHold(fieldOf(type), place, text);
}

cv::Mat_<float> paper() {
    return cv::Mat_<float>(110, 500, 0.0f);
}

void bar(cv::Mat_<float>& ink, cv::Point from, cv::Point to) {
    cv::line(ink, from, to, cv::Scalar(1), 5);
}

}  // namespace

TEST(FreeDigits, WhatAnAmountCanBe) {
    for (const char* good : {"0", "120", "1,200", "12,300,000", "¥1,200", "1,200円"})
        EXPECT_TRUE(holds(FieldType::money, good)) << good;
    for (const char* bad : {"1,20", "12,30,000", "0120", "1,200,", "1-200", "-1,200", "?1,200", "", "1/200"})
        EXPECT_FALSE(holds(FieldType::money, bad)) << bad;
    EXPECT_EQ(asWritten("1,200-", FieldType::money), "1,200");
}

TEST(FreeDigits, WhatTelephoneNumbersPostcodesAndDatesCanBe) {
    for (const char* good : {"026-224-5000", "0262245000", "090-1234-5678"}) EXPECT_TRUE(holds(FieldType::phone, good));
    for (const char* bad : {"26-224-5000", "026-224-500", "026,224,5000", "026-224--5000", "026-22-45000"})
        EXPECT_FALSE(holds(FieldType::phone, bad)) << bad;
    EXPECT_TRUE(holds(FieldType::postcode, "380-8512"));
    EXPECT_FALSE(holds(FieldType::postcode, "38-08512"));
    EXPECT_EQ(asWritten("R6,4,1", FieldType::date), "R6.4.1");
    for (const char* good : {"令和6年4月1日", "R6.4.1", "昭和64年1月7日", "2024/4/1", "令和元年5月1日"})
        EXPECT_TRUE(holds(FieldType::date, good)) << good;
    for (const char* bad : {"令和6年4月31日", "6.4.1", "令和6年13月1日", "年4月1日"})
        EXPECT_FALSE(holds(FieldType::date, bad)) << bad;
    EXPECT_TRUE(holds(FieldType::date, "元", "year"));
    EXPECT_FALSE(holds(FieldType::date, "13", "month"));
}

TEST(NumberPieces, StackedStrokesAreOnePieceAndACommaIsNot) {
    auto ink = paper();
    bar(ink, {60, 40}, {95, 40});  // the bar of a five, apart from its body
    bar(ink, {62, 48}, {62, 62});
    bar(ink, {62, 62}, {92, 90});
    bar(ink, {110, 84}, {102, 100});  // a comma
    bar(ink, {140, 38}, {140, 90});
    const Pieces line = piecesOf(ink, 300 / 25.4);
    ASSERT_EQ(line.pieces.size(), 3u);
    EXPECT_LE(line.pieces[0].box.y, 40);
    EXPECT_GE(line.pieces[0].box.br().y, 90);
    EXPECT_FALSE(line.strays);
}

TEST(NumberPieces, WhatIsAsWideAsTwoDigitsMayFallApart) {
    auto ink = paper();
    cv::ellipse(ink, {80, 60}, {20, 28}, 0, 0, 360, cv::Scalar(1), 5);
    cv::ellipse(ink, {122, 60}, {20, 28}, 0, 0, 360, cv::Scalar(1), 5);
    const Pieces line = piecesOf(ink, 300 / 25.4);
    ASSERT_GE(line.pieces.size(), 2u);
    EXPECT_EQ(line.pieces.back().before, Seam::cut);
}

TEST(NumberPieces, InkBesideTheLineIsSaidAndNothingAtAllIsNoLine) {
    auto ink = paper();
    bar(ink, {60, 50}, {60, 90});
    bar(ink, {90, 50}, {90, 90});
    bar(ink, {200, 12}, {230, 20});
    EXPECT_TRUE(piecesOf(ink, 300 / 25.4).strays);
    EXPECT_TRUE(piecesOf(paper(), 300 / 25.4).pieces.empty());
}

TEST(FreeDigits, ALineIsAlwaysForAPersonWithWhatWasReadInFront) {
    const auto network = DigitNetwork::load(TOITSU_SOURCE_DIR "/ocr/weights");
    ASSERT_TRUE(network) << network.error().text(Language::en);
    cv::Mat grey(110, 300, CV_8UC1, cv::Scalar(250));
    for (const int x : {60, 120, 180}) cv::line(grey, {x, 30}, {x, 85}, cv::Scalar(30), 6, cv::LINE_AA);
    const auto reading = readFreeLine(own(grey), fieldOf(FieldType::money), {}, *network);
    EXPECT_TRUE(reading.doubt);
    ASSERT_FALSE(reading.candidates.empty());
    EXPECT_EQ(reading.candidates.front().text, "111");
}

}  // namespace toitsu::ocr
