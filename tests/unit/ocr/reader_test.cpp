#include "ocr/reader.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "forms/blank.h"
#include "ocr/internal/mat.h"

namespace toitsu::ocr {

namespace {

class ReaderTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        forms::Findings findings;
        auto loaded = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
        ASSERT_TRUE(loaded) << loaded.error().text(Language::en);
        library_ = new forms::Library(std::move(*loaded));
        auto made = Reader::make(*library_, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""});
        ASSERT_TRUE(made) << made.error().text(Language::en);
        reader_ = new Reader(std::move(*made));
    }
    static void TearDownTestSuite() {
        delete reader_;
        delete library_;
    }
    static cv::Mat blankOf(const std::string& layout, double dpi) {
        const auto* l = library_->layout(layout);
        const auto drawn = forms::drawBlank(*l, l->pages[0], dpi);
        EXPECT_TRUE(drawn);
        return cv::Mat(drawn->height, drawn->width, CV_8UC1, const_cast<std::uint8_t*>(drawn->pixels.data())).clone();
    }
    static PageReading read(const cv::Mat& mat, double dpi) { return reader_->read({"test", 1, own(mat), dpi, 0}); }

    static inline forms::Library* library_ = nullptr;
    static inline Reader* reader_ = nullptr;
};

}  // namespace

TEST_F(ReaderTest, EveryBlankIsItselfAndEmpty) {
    for (const auto& layout : library_->layouts) {
        cv::Mat printed;  // at 300 dpi, scanned at 200: text drawn at another resolution may run a little wider
        cv::resize(blankOf(layout->id, 300), printed, {}, 2.0 / 3, 2.0 / 3, cv::INTER_AREA);
        const auto reading = read(printed, 200);
        ASSERT_EQ(reading.status, PageStatus::read) << layout->id << " " << reading.reason.en;
        EXPECT_EQ(reading.layout, layout->id);
        EXPECT_LT(reading.residualMm, 0.2);
        for (const auto& place : reading.readings) {
            const std::string text = place.candidates.empty() ? "" : place.candidates[0].text;
            EXPECT_TRUE(text.empty() || text == "false") << layout->id << " " << place.field << " '" << text << "'";
        }
    }
}

TEST_F(ReaderTest, WrongResolutionInTheFileDoesNotMatter) {
    const auto reading = read(blankOf("komoro-2021", 150), 300);
    ASSERT_EQ(reading.status, PageStatus::read) << reading.reason.en;
    EXPECT_EQ(reading.layout, "komoro-2021");
}

TEST_F(ReaderTest, TurnedPagesComeUpright) {
    cv::Mat turned;
    cv::rotate(blankOf("nagano-2024", 150), turned, cv::ROTATE_90_CLOCKWISE);
    const auto reading = read(turned, 150);
    ASSERT_EQ(reading.status, PageStatus::read) << reading.reason.en;
    EXPECT_EQ(reading.layout, "nagano-2024");
    EXPECT_GT(reading.corners[0].x, reading.corners[2].x);  // the form's upper left is the scan's upper right
    EXPECT_LT(reading.corners[0].y, reading.corners[2].y);
}

TEST_F(ReaderTest, ManyThreadsMayReadWithOneReader) {
    const cv::Mat page = blankOf("matsumoto-2024", 150);
    std::vector<std::string> layouts(3);
    std::vector<std::thread> threads;
    for (auto& layout : layouts) threads.emplace_back([&layout, &page] { layout = read(page, 150).layout; });
    for (auto& thread : threads) thread.join();
    for (const auto& layout : layouts) EXPECT_EQ(layout, "matsumoto-2024");
}

TEST_F(ReaderTest, HelpForALayoutThatDoesNotExistIsAnError) {
    const auto reading = reader_->read({"test", 1, own(blankOf("nagano-2024", 150)), 150, 0}, Help{"nowhere", 1, {}});
    EXPECT_EQ(reading.status, PageStatus::rejected);
    EXPECT_EQ(reading.code, "S024");
}

TEST_F(ReaderTest, PagesThatAreNoneOfOursAreRejected) {
    const auto white = read(cv::Mat(2339, 1653, CV_8UC1, cv::Scalar(255)), 200);
    EXPECT_EQ(white.status, PageStatus::rejected);
    EXPECT_EQ(white.code, "S020");
    // Ruled paper with text: lines and letters, and no form of the library.
    cv::Mat letter(2339, 1653, CV_8UC1, cv::Scalar(255));
    for (int y = 200; y < 2200; y += 60) {
        cv::line(letter, {150, y}, {1500, y}, cv::Scalar(120), 2);
        cv::putText(letter, "Dear town hall, this is a letter " + std::to_string(y), {160, y - 10},
                    cv::FONT_HERSHEY_COMPLEX, 1.1, cv::Scalar(0), 2);
    }
    EXPECT_EQ(read(letter, 200).status, PageStatus::rejected);
}

TEST_F(ReaderTest, APageCutInHalfIsNotReadAsWhole) {
    const cv::Mat whole = blankOf("nagano-2025", 200);
    cv::Mat half(whole.size(), CV_8UC1, cv::Scalar(255));
    const cv::Rect upper(0, 0, whole.cols, static_cast<int>(whole.rows * 0.45));
    whole(upper).copyTo(half(upper));
    EXPECT_NE(read(half, 200).status, PageStatus::read);
}

TEST_F(ReaderTest, AFoldThroughEmptyCellsIsNoDigit) {
    cv::Mat folded = blankOf("nagano-2024", 300);
    for (int x = 400; x < folded.cols; x += 400) cv::line(folded, {x, 0}, {x + 4, folded.rows - 1}, cv::Scalar(120), 5);
    const auto reading = read(folded, 300);
    if (reading.status != PageStatus::read) GTEST_SKIP() << "refused, which is as safe: " << reading.reason.en;
    for (const auto& place : reading.readings) {
        if (place.recognizer != "digits") continue;
        const std::string text = place.candidates.empty() ? "" : place.candidates[0].text;
        EXPECT_TRUE(text.find_first_not_of(' ') == std::string::npos || place.doubt)
            << place.field << " '" << text << "'";
    }
}

}  // namespace toitsu::ocr
