#include "ocr/recognizers/seal.h"

#include <gtest/gtest.h>

#include "forms/form.h"
#include "ocr/internal/engine_pool.h"
#include "ocr/recognizers/text_engine.h"
#include "tests/unit/ocr/option_sheet.h"

namespace toitsu::ocr {

namespace {

// A black and white page with a place for a seal.
struct SealSheet : OptionSheet {
    explicit SealSheet(int channels = 1) : OptionSheet(forms::Mark::check, channels) {
        field.id = "seal";
        field.type = forms::FieldType::seal;
        seal.field = field.id;
        seal.box = {80, 32, 8, 8};
    }
    // A part of a seal's ring, from one angle to another (degrees).
    void arc(double from, double to, int thickness) {
        const forms::Point c = seal.box.centre();
        cv::ellipse(paper, at(c.x, c.y), at(4.6, 4.6), 0, from, to, cv::Scalar::all(0), thickness);
    }
    forms::Reading read() const {
        const auto pool = EnginePool::make(TOITSU_SOURCE_DIR "/ocr/weights");
        EXPECT_TRUE(pool);
        const auto loan = (*pool)->borrow();
        Target target;
        target.field = &field;
        target.place = &seal;
        return readSeal(target, seen(), *loan);
    }
    forms::Field field;
    forms::SealPlace seal;
};

}  // namespace

TEST(Seal, AnEmptyPlaceHasNone) {
    const auto reading = SealSheet().read();
    ASSERT_FALSE(reading.candidates.empty());
    EXPECT_EQ(reading.candidates.front().text, "false");
    EXPECT_FALSE(reading.doubt);
}

// A black and white scan leaves pieces of a pale red seal.
TEST(Seal, WhatIsLeftOfARingIsNeverSurelyNone) {
    SealSheet sheet;
    sheet.arc(-22, 22, 7);
    sheet.arc(170, 190, 5);
    const auto reading = sheet.read();
    EXPECT_TRUE(reading.doubt || reading.candidates.front().text == "true");
}

// The edge of an office's stamp beside the place, and a seal in it.
TEST(Seal, RedThatOnlyPassesByIsForAPerson) {
    const cv::Scalar red(60, 60, 220);
    SealSheet passing(3);
    const forms::Point c = passing.seal.box.centre();
    cv::circle(passing.paper, passing.at(c.x + 20, c.y), static_cast<int>(15.2 * kPixelsPerMm), red, 9);
    const auto doubtful = passing.read();
    EXPECT_TRUE(doubtful.doubt || doubtful.candidates.front().text == "false");
    SealSheet sealed(3);
    cv::circle(sealed.paper, sealed.at(c.x + 1, c.y), static_cast<int>(4.5 * kPixelsPerMm), red, 6);
    cv::line(sealed.paper, sealed.at(c.x - 2, c.y), sealed.at(c.x + 2, c.y), red, 6);
    const auto present = sealed.read();
    EXPECT_EQ(present.candidates.front().text, "true");
    EXPECT_FALSE(present.doubt);
}

}  // namespace toitsu::ocr
