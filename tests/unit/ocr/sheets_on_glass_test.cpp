#include "ocr/internal/sheets_on_glass.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "forms/blank.h"
#include "ocr/internal/bright_sheets.h"
#include "ocr/internal/mat.h"
#include "ocr/internal/neighbour.h"
#include "ocr/reader.h"
#include "ocr/sheet_part.h"

namespace toitsu::ocr {

namespace {

constexpr double kDpi = 150;

int pixels(double mm) {
    return static_cast<int>(std::lround(mm * kDpi / 25.4));
}

class SheetsOnGlass : public testing::Test {
protected:
    static void SetUpTestSuite() {
        forms::Findings findings;
        library_ = new forms::Library(forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings).value());
        reader_ = new Reader(Reader::make(*library_, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""}).value());
    }
    static void TearDownTestSuite() {
        delete reader_;
        delete library_;
    }
    static cv::Mat blankOf(const std::string& layout) {
        const auto* l = library_->layout(layout);
        const auto drawn = forms::drawBlank(*l, l->pages[0], kDpi).value();
        return cv::Mat(drawn.height, drawn.width, CV_8UC1, const_cast<std::uint8_t*>(drawn.pixels.data())).clone();
    }
    // A form of A5 on the glass, its upper left corner at (2, `top`) mm.
    static void lay(cv::Mat& glass, double top, bool upsideDown = false) {
        cv::Mat paper = blankOf("matsumoto-2024");
        if (upsideDown) cv::rotate(paper, paper, cv::ROTATE_180);
        paper.copyTo(glass(cv::Rect(pixels(2), pixels(top), paper.cols, paper.rows)));
    }
    // What no layout explains, 70 mm × 90 mm.
    static void layReceipt(cv::Mat& glass) {
        cv::Mat paper(pixels(90), pixels(70), CV_8UC1, cv::Scalar(255));
        for (int line = 1; line < 10; ++line)
            cv::putText(paper, "0815 4711", {pixels(8), pixels(9 * line)}, cv::FONT_HERSHEY_SIMPLEX, 0.8, cv::Scalar(0),
                        2);
        paper.copyTo(glass(cv::Rect(pixels(90), pixels(180), paper.cols, paper.rows)));
    }
    static cv::Mat glass(int lid = 255) { return cv::Mat(pixels(305), pixels(216), CV_8UC1, cv::Scalar(lid)); }
    static std::vector<SheetReading> read(const cv::Mat& picture) {
        return reader_->readSheets({"glass.png", 3, own(picture), kDpi, 0});
    }
    static inline forms::Library* library_ = nullptr;
    static inline Reader* reader_ = nullptr;
};

}  // namespace

TEST_F(SheetsOnGlass, TwoFormsOnAWhiteLidAreTwoPages) {
    cv::Mat picture = glass();
    lay(picture, 2);
    lay(picture, 153, true);
    const auto sheets = read(picture);
    ASSERT_EQ(sheets.size(), 2u);
    for (std::size_t n = 0; n < 2; ++n) {
        const auto& [page, reading] = sheets[n];
        ASSERT_EQ(reading.status, PageStatus::read) << reading.code;
        EXPECT_EQ(reading.layout, "matsumoto-2024");
        EXPECT_EQ(page.number, 3);
        EXPECT_EQ(page.sheet, static_cast<int>(n) + 1);
        EXPECT_EQ(page.picture.height, picture.rows) << "the picture is the whole one";
        // Places stand in the whole picture; the second lies upside down.
        const forms::Point first = reading.corners[n == 0 ? 0 : 2];
        EXPECT_NEAR(first.x, pixels(2), 3);
        EXPECT_NEAR(first.y, pixels(n == 0 ? 2 : 153), 3);
        EXPECT_NEAR(page.part.top, pixels(n == 0 ? 0 : 150), pixels(2));
        for (const auto& field : reading.readings)
            for (const auto& corner : field.quad) {
                EXPECT_GT(corner.y, page.part.top);
                EXPECT_LT(corner.y, page.part.bottom);
            }
        const Page alone = partAlone(page);
        EXPECT_EQ(alone.sheet, 0);
        EXPECT_EQ(alone.picture.height, page.part.bottom - page.part.top);
    }
}

TEST_F(SheetsOnGlass, OneFormIsOnePageWhateverTheLid) {
    for (const int lid : {255, 40}) {
        cv::Mat picture = glass(lid);
        lay(picture, 60);
        const auto sheets = read(picture);
        ASSERT_EQ(sheets.size(), 1u);
        EXPECT_EQ(sheets[0].page.sheet, 0);
        ASSERT_EQ(sheets[0].reading.status, PageStatus::read) << sheets[0].reading.code << " lid " << lid;
        EXPECT_NEAR(sheets[0].reading.corners[0].y, pixels(60), 3);
    }
}

TEST_F(SheetsOnGlass, FormsThatCoverOneAnotherAreRefused) {
    cv::Mat picture = glass();
    lay(picture, 2);
    lay(picture, 130);
    const auto sheets = read(picture);
    ASSERT_EQ(sheets.size(), 1u);
    EXPECT_EQ(sheets[0].reading.code, "S026");
}

TEST_F(SheetsOnGlass, WhatNobodyKnowsIsASheetOnlyWhereADarkLidShowsItsEdges) {
    for (const bool dark : {false, true}) {
        cv::Mat picture = glass(dark ? 40 : 255);
        lay(picture, 2);
        layReceipt(picture);
        const auto sheets = read(picture);
        if (!dark) {
            ASSERT_EQ(sheets.size(), 1u);
            EXPECT_EQ(sheets[0].reading.code, "S026");
            continue;
        }
        ASSERT_EQ(sheets.size(), 2u);
        EXPECT_EQ(sheets[0].reading.status, PageStatus::read);
        EXPECT_EQ(sheets[1].reading.code, "S020");
        EXPECT_NEAR(sheets[1].page.part.left, pixels(90), pixels(4));
        EXPECT_NEAR(sheets[1].page.part.bottom, pixels(270), pixels(4));
    }
}

TEST_F(SheetsOnGlass, AReceiptThatTouchesTheFormIsRefused) {
    cv::Mat picture = glass(40);
    lay(picture, 2);
    cv::Mat paper = picture(cv::Rect(pixels(60), pixels(140), pixels(70), pixels(100)));
    paper.setTo(255);
    cv::putText(paper, "0815", {20, 300}, cv::FONT_HERSHEY_SIMPLEX, 1.2, cv::Scalar(0), 3);
    const auto sheets = read(picture);
    ASSERT_EQ(sheets.size(), 1u);
    EXPECT_EQ(sheets[0].reading.code, "S026");
}

TEST(RoomBeside, IsTheLargestRectanglesThatTouchNothing) {
    const cv::Size picture(100, 200);
    EXPECT_EQ(roomBeside({}, picture, 10), std::vector<cv::Rect>{cv::Rect({0, 0}, picture)});
    EXPECT_EQ(roomBeside({{-5, -5, 110, 105}}, picture, 10), std::vector<cv::Rect>{cv::Rect(0, 100, 100, 100)});
    EXPECT_TRUE(roomBeside({{0, 0, 95, 195}}, picture, 10).empty()) << "what is left is too narrow";
    const auto corner = roomBeside({{0, 0, 50, 100}}, picture, 10);
    ASSERT_EQ(corner.size(), 2u) << "to the right, and below";
    EXPECT_EQ(corner[0].area() + corner[1].area(), 50 * 200 + 100 * 100);
}

TEST(BrightSheets, AreThereOnlyOnADarkLid) {
    cv::Mat picture(pixels(300), pixels(400), CV_8UC1, cv::Scalar(250));
    cv::rectangle(picture, cv::Rect(50, 50, 900, 700), cv::Scalar(0), 3);
    EXPECT_TRUE(brightSheets(picture, kDpi).empty()) << "a printed frame is no lid";
    picture.setTo(60);
    cv::Mat left = picture(cv::Rect(100, 100, pixels(150), pixels(200)));
    left.setTo(240);
    cv::rectangle(left, cv::Rect(50, 50, 300, 300), cv::Scalar(0), 3);
    picture(cv::Rect(100 + pixels(155), 100, pixels(100), pixels(100))).setTo(240);
    const auto sheets = brightSheets(picture, kDpi);
    ASSERT_EQ(sheets.size(), 2u);
    EXPECT_TRUE(sheets[0].whole && sheets[1].whole);
    EXPECT_NE(sheets[0].blank, sheets[1].blank);
}

TEST(SheetPart, LabelsNameThePictureAndTheSheet) {
    EXPECT_EQ(pageLabel(3, 0), "3");
    EXPECT_EQ(pageLabel(3, 2), "3.2");
    PageReading reading;
    reading.corners[1] = {10, 20};
    reading.anchors = {{{1, 2}, 0}};
    reading.readings.emplace_back().quad[2] = {5, 6};
    move(reading, 100, -1);
    EXPECT_EQ(reading.corners[1].x, 110);
    EXPECT_EQ(reading.anchors[0].at.y, 1);
    EXPECT_EQ(reading.readings[0].quad[2].x, 105);
}

}  // namespace toitsu::ocr
