#include "ocr/internal/shortlist.h"

#include <gtest/gtest.h>

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "forms/library.h"
#include "ocr/internal/catalogue.h"
#include "ocr/internal/chamfer.h"

namespace toitsu::ocr {

namespace {

class ShortlistTest : public testing::Test {
protected:
    void SetUp() override {
        forms::Findings findings;
        auto library = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
        ASSERT_TRUE(library);
        library_ = std::move(*library);
        auto catalogue = Catalogue::make(library_);
        ASSERT_TRUE(catalogue);
        catalogue_ = std::move(*catalogue);
    }

    static Frame frameOf(const cv::Mat& scan, double perMm) {
        return makeFrame(scan, {perMm, 0, 0, 0, perMm, 0, 0, 0, 1}, {scan.cols / perMm, scan.rows / perMm});
    }

    forms::Library library_;
    std::unique_ptr<Catalogue> catalogue_;
};

}  // namespace

// A picture whose resolution is a few per cent wrong: lines vote at other sizes, too, where they do not agree at
// theirs.
TEST_F(ShortlistTest, AScanOfAnotherSizeIsLaidAtItsSize) {
    for (const Sketch& sketch : catalogue_->sketches()) {
        const auto scan = blankOf(*sketch.layout, *sketch.page, 200);
        ASSERT_TRUE(scan);
        for (const double size : {0.945, 0.97, 1.0, 1.03, 1.055}) {
            const auto guesses = shortlist(catalogue_->sketches(), frameOf(*scan, 200 / 25.4 / size), 4);
            ASSERT_FALSE(guesses.empty());
            EXPECT_EQ(guesses[0].sketch, &sketch) << size;
            EXPECT_NEAR(std::abs(guesses[0].toFrame(0, 0)), size, 0.02) << sketch.layout->id;
        }
    }
}

// Of a layout that lies on itself all of the ink is found again; a table's width aside, little; off the picture, none.
TEST_F(ShortlistTest, RecallIsTheShareOfTheInkThatIsThere) {
    const Sketch& sketch = catalogue_->sketches().front();
    const auto scan = blankOf(*sketch.layout, *sketch.page, 200);
    ASSERT_TRUE(scan);
    const Frame frame = frameOf(*scan, 200 / 25.4);
    const cv::Matx33d right = frame.toScan.inv() * cv::Matx33d(200 / 25.4, 0, 0, 0, 200 / 25.4, 0, 0, 0, 1);
    EXPECT_GT(recallAt(sketch, frame, right, 1600), 0.99);
    EXPECT_LT(recallAt(sketch, frame, right * cv::Matx33d(1, 0, 3.3, 0, 1, 2.7, 0, 0, 1), 1600), 0.7);
    EXPECT_EQ(recallAt(sketch, frame, right * cv::Matx33d(1, 0, 900, 0, 1, 0, 0, 0, 1), 1600), 0);
}

}  // namespace toitsu::ocr
