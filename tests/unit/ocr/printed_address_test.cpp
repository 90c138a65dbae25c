#include "ocr/recognizers/printed_address.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/unit/ocr/all_engines.h"
#include "tests/unit/ocr/printed_word.h"

namespace toitsu::ocr {

namespace {

Verdict readAddress(const std::string& printed) {
    cv::Mat grey;
    cv::copyMakeBorder(printedWord(printed, 3.6), grey, 12, 12, 12, 12, cv::BORDER_CONSTANT, cv::Scalar(255));
    auto segments = printedSegments(grey, {}, allEngines()).all;
    Verdict verdict;
    readPrintedAddress(segments, allEngines(), verdict);
    return verdict;
}

}  // namespace

// In some typefaces a full-width 7 is フ, and every source sees it so.
TEST(PrintedAddress, WhatHangsOnAHouseNumberMayBeItsLastDigit) {
    for (const char* printed : {"長野県小諸市相生町3-12フ", "長野県小諸市相生町3-フ"}) {
        const Verdict verdict = readAddress(printed);
        EXPECT_FALSE(verdict.accepted) << verdict.text;
    }
}

TEST(PrintedAddress, AHouseNumberByItselfIsAccepted) {
    const Verdict verdict = readAddress("長野県小諸市相生町3-12");
    EXPECT_TRUE(verdict.accepted) << verdict.why.en;
    EXPECT_EQ(verdict.text, "長野県小諸市相生町3-12");
}

}  // namespace toitsu::ocr
