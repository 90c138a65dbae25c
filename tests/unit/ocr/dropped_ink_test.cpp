// What is dropped before reading – red ink with red print and seals, ink at a cell's edge as a neighbour's – must not
// pass as empty when it was somebody's writing.

#include <gtest/gtest.h>

#include "forms/form.h"
#include "ocr/internal/engine_pool.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/digits.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/text_engine.h"
#include "tests/unit/ocr/option_sheet.h"

namespace toitsu::ocr {

namespace {

const cv::Scalar kRedPen(70, 60, 240);  // BGR
const cv::Scalar kBlackPen(30, 30, 30);

// A colour page with two digit cells; `write` draws on the paper.
struct NumberSheet : OptionSheet {
    NumberSheet() : OptionSheet(forms::Mark::check, 3) {
        field.id = "number";
        field.type = forms::FieldType::digits;
        text.field = field.id;
        text.box = {15, 35, 14, 8};
        text.cells = 2;
        text.cellBoxes = {{15, 35, 7, 8}, {22, 35, 7, 8}};
        // Something coloured that no place is near, so that every page of these tests is a colour page.
        cv::rectangle(paper, at(80, 40), at(95, 48), kRedPen, cv::FILLED);
    }
    void writeOne(std::size_t cell, const cv::Scalar& pen) {
        const forms::Point c = text.cellBoxes[cell].centre();
        cv::line(paper, at(c.x, c.y - 2.3), at(c.x - 0.2, c.y + 2.3), pen, 7, cv::LINE_AA);
    }
    forms::Reading read() const {
        const auto pool = EnginePool::make(TOITSU_SOURCE_DIR "/ocr/weights");
        EXPECT_TRUE(pool);
        const auto loan = (*pool)->borrow();
        Target target;
        target.field = &field;
        target.place = &text;
        return readDigits(target, seen(), *loan);
    }
    forms::Field field;
    forms::TextPlace text;
};

}  // namespace

TEST(DroppedInk, EmptyCellsOfAColourPageAreEmpty) {
    NumberSheet sheet;
    const auto reading = sheet.read();
    EXPECT_FALSE(reading.doubt);
    EXPECT_TRUE(reading.candidates.empty());
    EXPECT_FALSE(emptyPlace(sheet.seen(), sheet.text.box, "").doubt);
}

TEST(DroppedInk, DigitsByARedPenAreForAPerson) {
    NumberSheet sheet;
    sheet.writeOne(0, kRedPen);
    sheet.writeOne(1, kRedPen);
    EXPECT_TRUE(sheet.read().doubt);
}

TEST(DroppedInk, AnEmptyCellWithRedBesideAReadOneIsForAPerson) {
    NumberSheet sheet;
    sheet.writeOne(0, kRedPen);
    sheet.writeOne(1, kBlackPen);
    EXPECT_TRUE(sheet.read().doubt);
}

// Ink at a cell's edge is taken for the neighbour's and left out; a 1 written there must not pass as empty.
TEST(DroppedInk, AStrokeAtACellsEdgeIsNotAnEmptyCell) {
    NumberSheet sheet;
    sheet.writeOne(0, kBlackPen);
    const auto& cell = sheet.text.cellBoxes[1];
    cv::line(sheet.paper, sheet.at(cell.right() - 0.35, cell.y + 1.5),
             sheet.at(cell.right() - 0.35, cell.bottom() - 1.5), kBlackPen, 6, cv::LINE_AA);
    EXPECT_TRUE(sheet.read().doubt);
}

TEST(DroppedInk, TextByARedPenIsNotAnEmptyPlace) {
    NumberSheet sheet;
    sheet.writeOne(0, kRedPen);
    ASSERT_TRUE(isEmpty(sheet.seen(), sheet.text.box)) << "red is dropped: that is why emptyPlace must look at it";
    const auto reading = emptyPlace(sheet.seen(), sheet.text.box, "");
    EXPECT_TRUE(reading.doubt);
    EXPECT_LT(reading.confidence, 0.9);
}

}  // namespace toitsu::ocr
