#include "ocr/recognizers/printed_calibration.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace toitsu::ocr {

namespace {

Result<PrintedCalibration> loaded(const std::string& json) {
    auto folder = files::TemporaryFolder::make("toitsu-calibration");
    EXPECT_TRUE(folder);
    EXPECT_TRUE(files::writeAtomically(folder->path() + "/printed.json", json));
    return PrintedCalibration::load(folder->path());
}

forms::Reading reading(double first, double second, bool doubt) {
    forms::Reading out;
    out.candidates = {{"佐藤", first}, {"佐膝", second}};
    out.confidence = first;
    out.doubt = doubt;
    return out;
}

const char* const kTables = R"({"kinds": {"name": {"accepted": [[0.5, 0.99], [1, 0.998]],
                                                   "doubtful": [[0.2, 0.4], [0.6, 0.8]]}}})";

}  // namespace

TEST(PrintedCalibration, EvidenceBecomesTheShareThatWasRight) {
    const auto calibration = loaded(kTables);
    ASSERT_TRUE(calibration);
    for (const auto& [evidence, share] : {std::pair{0.1, 0.4}, {0.2, 0.4}, {0.4, 0.6}, {0.6, 0.8}, {0.9, 0.8}}) {
        auto doubtful = reading(evidence, 0.1, true);
        calibration->apply(doubtful, forms::FieldType::personName);
        EXPECT_NEAR(doubtful.confidence, share, 1e-9) << evidence;
        EXPECT_NEAR(doubtful.candidates[0].confidence, share, 1e-9);
        EXPECT_LE(doubtful.candidates[0].confidence + doubtful.candidates[1].confidence, 1 + 1e-9);
        EXPECT_LE(doubtful.candidates[1].confidence, doubtful.candidates[0].confidence);
        EXPECT_TRUE(doubtful.doubt);
    }
    auto accepted = reading(0.75, 0, false);
    calibration->apply(accepted, forms::FieldType::personName);
    EXPECT_NEAR(accepted.confidence, 0.994, 1e-9);
}

TEST(PrintedCalibration, WhatHasNoTableStays) {
    const auto calibration = loaded(kTables);
    ASSERT_TRUE(calibration);
    auto address = reading(0.3, 0.2, true);
    calibration->apply(address, forms::FieldType::address);
    EXPECT_EQ(address.confidence, 0.3);
    forms::Reading empty;
    empty.confidence = 0.97;
    calibration->apply(empty, forms::FieldType::personName);
    EXPECT_EQ(empty.confidence, 0.97);
}

TEST(PrintedCalibration, ATableThatDoesNotRiseIsNone) {
    for (const char* bad : {"{}", "[", R"({"kinds": {"name": {"accepted": [[0.5, 0.9]]}}})",
                            R"({"kinds": {"name": {"accepted": [], "doubtful": [[0.5, 0.9]]}}})",
                            R"({"kinds": {"name": {"accepted": [[0.5, 0.9], [0.5, 0.95]], "doubtful": [[0.5, 0.9]]}}})",
                            R"({"kinds": {"name": {"accepted": [[0.5, 0.9], [0.6, 0.8]], "doubtful": [[0.5, 0.9]]}}})",
                            R"({"kinds": {"name": {"accepted": [[0.5, 1.9]], "doubtful": [[0.5, 0.9]]}}})"})
        EXPECT_FALSE(loaded(bad)) << bad;
    const auto none = PrintedCalibration::load("/nowhere");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, "S031");
}

// The one that ships: every type has its tables.
TEST(PrintedCalibration, TheOneThatShips) {
    const auto calibration = PrintedCalibration::load(TOITSU_SOURCE_DIR "/ocr/weights");
    ASSERT_TRUE(calibration) << calibration.error().text(Language::en);
    for (const auto type : {forms::FieldType::personName, forms::FieldType::kana, forms::FieldType::address,
                            forms::FieldType::text, forms::FieldType::date}) {
        auto accepted = reading(0.8, 0, false), doubtful = reading(0.8, 0.1, true);
        calibration->apply(accepted, type);
        calibration->apply(doubtful, type);
        EXPECT_GT(accepted.confidence, 0.95);
        EXPECT_NE(accepted.confidence, 0.8);
        EXPECT_NE(doubtful.confidence, 0.8);
    }
}

}  // namespace toitsu::ocr
