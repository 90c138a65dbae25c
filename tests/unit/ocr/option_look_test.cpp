#include "ocr/recognizers/option_look.h"

#include <gtest/gtest.h>

#include "ocr/recognizers/mark_view.h"
#include "tests/unit/ocr/option_sheet.h"

namespace toitsu::ocr {

namespace {

const MarkNetwork& network() {
    static const auto loaded = MarkNetwork::load(TOITSU_SOURCE_DIR "/ocr/weights");
    if (!loaded) throw std::runtime_error(loaded.error().text(Language::en));
    return *loaded;
}

std::vector<OptionLook> look(const OptionSheet& paper) {
    return lookAt(paper.seen(), paper.place, network());
}

}  // namespace

TEST(MarkView, TheBoxFillsTheMiddleWhateverItsSize) {
    for (const double side : {3.0, 4.0, 7.5}) {
        OptionSheet paper(forms::Mark::check);
        const Box box{15, 20, side, side};
        paper.reference.blank.setTo(255);
        paper.paper.setTo(255);
        for (const double x : {box.x, box.right() - 1})
            for (const double y : {box.y, box.bottom() - 1})
                cv::rectangle(paper.paper, OptionSheet::at(x, y), OptionSheet::at(x + 1, y + 1), 0, cv::FILLED);
        const auto view = markView(paper.seen(), box, false);
        ASSERT_EQ(view.size(), cv::Size(kMarkSide, kMarkSide));
        EXPECT_GT(view(kMarkMargin + 2, kMarkMargin + 2), 0.9f) << side;
        EXPECT_GT(view(kMarkSide - kMarkMargin - 3, kMarkSide - kMarkMargin - 3), 0.9f) << side;
        EXPECT_LT(view(kMarkMargin - 3, kMarkSide / 2), 0.1f) << side;
        EXPECT_LT(view(kMarkSide / 2, kMarkSide - kMarkMargin + 2), 0.1f) << side;
    }
}

TEST(MarkView, WhatTheBlankPrintsIsUnknownAndHidesInk) {
    OptionSheet paper(forms::Mark::check);
    const auto view = markView(paper.seen(), paper.place.options[0].box, false);
    double least = 0, most = 0;
    cv::minMaxLoc(view, &least, &most);
    EXPECT_NEAR(least, kPrintedTone, 0.01);
    EXPECT_LT(most, 0.05);
}

TEST(MarkView, RedInkCountsWhenAsked) {
    OptionSheet paper(forms::Mark::check, 3);
    paper.tick(0, cv::Scalar(40, 40, 215));
    double without = 0, with = 0;
    cv::minMaxLoc(markView(paper.seen(), paper.place.options[0].box, false), nullptr, &without);
    cv::minMaxLoc(markView(paper.seen(), paper.place.options[0].box, true), nullptr, &with);
    EXPECT_LT(without, 0.3);
    EXPECT_GT(with, 0.6);
}

TEST(OptionLook, AnEmptySquareIsNotEvenAskedAbout) {
    const auto looks = look(OptionSheet(forms::Mark::check));
    ASSERT_EQ(looks.size(), 3u);
    for (const auto& one : looks) {
        EXPECT_FALSE(one.inked);
        EXPECT_EQ(one.meaning.nothing, 1);
    }
}

TEST(OptionLook, ATickIsAMarkAndItsNeighboursAreNone) {
    OptionSheet paper(forms::Mark::check);
    paper.tick(1);
    const auto looks = look(paper);
    EXPECT_GT(looks[1].meaning.marked, 0.97);
    EXPECT_FALSE(looks[0].inked);
    EXPECT_FALSE(looks[2].inked);
}

TEST(OptionLook, ATickThatWasStruckOutIsNone) {
    OptionSheet paper(forms::Mark::check);
    paper.tick(1);
    paper.stroke(1, {-3.4, -0.5}, {3.4, -0.4});
    paper.stroke(1, {-3.4, 0.6}, {3.4, 0.5});
    const auto looks = look(paper);
    EXPECT_GT(looks[1].meaning.struck, 0.5);
    EXPECT_LT(looks[1].meaning.marked, 0.4);
}

TEST(OptionLook, ARingRoundTextIsAMark) {
    OptionSheet paper(forms::Mark::circle);
    paper.ring(0, 6.8, 3.6);
    const auto looks = look(paper);
    EXPECT_GT(looks[0].meaning.marked, 0.97);
    EXPECT_GT(looks[1].meaning.nothing, 0.97);
}

TEST(OptionLook, ALineThroughTextIsNoRing) {
    OptionSheet paper(forms::Mark::circle);
    paper.ring(0, 6.8, 3.6);
    paper.stroke(0, {-8, -0.5}, {8, -0.4});
    paper.stroke(0, {-8, 0.7}, {8, 0.8});
    EXPECT_GT(look(paper)[0].meaning.struck, 0.5);
}

TEST(OptionLook, RedInkIsLookedAtByItself) {
    OptionSheet paper(forms::Mark::check, 3);
    paper.tick(0, cv::Scalar(40, 40, 215));
    paper.tick(2);
    // Enough of the page must be coloured for its colours to count.
    cv::rectangle(paper.paper, OptionSheet::at(30, 38), OptionSheet::at(60, 46), cv::Scalar(40, 40, 215), cv::FILLED);
    const auto looks = look(paper);
    EXPECT_TRUE(looks[0].redInked);
    EXPECT_LT(looks[0].meaning.marked, 0.5);
    EXPECT_GT(looks[0].redMeaning.marked, 0.9);
    EXPECT_FALSE(looks[2].redInked);
    EXPECT_GT(looks[2].meaning.marked, 0.97);
}

TEST(MarkNetwork, WeightsThatAreNotTheDescribedOnesAreRefused) {
    const auto none = MarkNetwork::load(TOITSU_SOURCE_DIR "/tests");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, "S031");
}

}  // namespace toitsu::ocr
