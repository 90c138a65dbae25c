#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "base/files.h"
#include "base/json.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/digit_cell.h"
#include "ocr/recognizers/digit_network.h"

namespace toitsu::ocr {

namespace {

const std::string kWeights = TOITSU_SOURCE_DIR "/ocr/weights";
const std::string kCells = TOITSU_SOURCE_DIR "/tests/golden/digits/";

}  // namespace

// The cells and figures come from the training script: both preparations must be the same.
TEST(Digits, GoldenCellsAreReadAsInTraining) {
    const auto network = DigitNetwork::load(kWeights);
    ASSERT_TRUE(network) << network.error().text(Language::en);
    const auto expected = json::parse(*files::read(kCells + "expected.json"));
    ASSERT_TRUE(expected);
    const auto about = json::parse(*files::read(kWeights + "/digits.json"));
    const Value cellsValue = (*expected)["cells"];
    const auto& cells = *cellsValue.list();
    ASSERT_EQ(cells.size(), 24u);
    for (const auto& cell : cells) {
        const std::string file = *cell["file"].string();
        const auto pages = load(kCells + file);
        ASSERT_TRUE(pages) << file;
        const double dpi = cell["dpi"].number()->toDouble();
        EXPECT_NEAR(cv::mean(prepareCell(view(pages->front().picture), dpi))[0], cell["mean"].number()->toDouble(),
                    1e-3)
            << file;
        const auto probabilities = network->read({pages->front().picture}, dpi).front();
        const auto best = static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                                                   probabilities.begin());
        EXPECT_EQ(*(*(*about)["classes"].list())[best].string(), *cell["class"].string()) << file;
        EXPECT_NEAR(probabilities[best], cell["probability"].number()->toDouble(), 5e-3) << file;
    }
}

TEST(Digits, BlankPaperIsEmptyWithCertainty) {
    const auto network = DigitNetwork::load(kWeights);
    ASSERT_TRUE(network);
    const Picture blank = own(cv::Mat(110, 80, CV_8UC1, cv::Scalar(250)));
    EXPECT_EQ(cv::countNonZero(prepareCell(view(blank), 300)), 0);
    EXPECT_GT(network->read({blank}, 300).front()[kEmptyCell], 0.99);
}

TEST(Digits, ChangedWeightsAreRefused) {
    const auto folder = files::TemporaryFolder::make("toitsu-weights");
    ASSERT_TRUE(folder);
    std::string onnx = *files::read(kWeights + "/digits.onnx");
    onnx[onnx.size() / 2] ^= 1;
    ASSERT_TRUE(files::writeAtomically(folder->path() + "/digits.onnx", onnx));
    ASSERT_TRUE(files::writeAtomically(folder->path() + "/digits.json", *files::read(kWeights + "/digits.json")));
    const auto network = DigitNetwork::load(folder->path());
    ASSERT_FALSE(network);
    EXPECT_EQ(network.error().code, "S031");
    EXPECT_EQ(DigitNetwork::load(folder->path() + "/none").error().code, "S031");
}

}  // namespace toitsu::ocr
