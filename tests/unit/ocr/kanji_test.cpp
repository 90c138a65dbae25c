#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/character_cell.h"
#include "ocr/recognizers/kanji_network.h"

namespace toitsu::ocr {

namespace {

const std::string kWeights = TOITSU_SOURCE_DIR "/ocr/weights";
const std::string kCrops = TOITSU_SOURCE_DIR "/tests/golden/kanji/";

const KanjiNetwork& network() {
    static const auto loaded = KanjiNetwork::load(kWeights);
    if (!loaded) throw std::runtime_error(loaded.error().text(Language::en));
    return *loaded;
}

}  // namespace

// The crops and figures come from the training script: both preparations must be the same.
TEST(Kanji, GoldenCropsAreReadAsInTraining) {
    const auto expected = json::parse(*files::read(kCrops + "expected.json"));
    ASSERT_TRUE(expected);
    const Value cropsValue = (*expected)["crops"];
    const auto& crops = *cropsValue.list();
    ASSERT_GE(crops.size(), 30u);
    for (const auto& crop : crops) {
        const std::string file = *crop["file"].string();
        const auto pages = load(kCrops + file);
        ASSERT_TRUE(pages) << file;
        const Picture picture = own(greyOf(pages->front().picture));
        const auto cut = crop["boxed"] == Value(true) ? CharacterCut::cell : CharacterCut::character;
        EXPECT_NEAR(cv::mean(prepareCharacter(view(picture), cut, kKanjiInput).input)[0],
                    crop["mean"].number()->toDouble(), 1e-3)
            << file;
        const auto reading = network().read({picture}, cut, 3).front();
        const std::string wanted = *crop["class"].string();
        const double probability = crop["probability"].number()->toDouble();
        if (wanted == "empty" || wanted == "other") {
            EXPECT_NEAR(wanted == "empty" ? reading.empty : reading.other, probability, 5e-3) << file;
            continue;
        }
        ASSERT_EQ(reading.best.size(), 3u);
        EXPECT_EQ(reading.best[0].characters, wanted) << file;
        EXPECT_NEAR(reading.best[0].confidence, probability, 5e-3) << file;
        EXPECT_GE(reading.best[0].confidence, reading.best[1].confidence);
        EXPECT_GE(reading.best[1].confidence, reading.best[2].confidence);
    }
}

TEST(Kanji, NamesAndPlacesAreWrittenWithWhatItKnows) {
    for (const char32_t c : text::decode("佐藤髙橋渡邉齋山﨑澤濵𠮷々〆ヶ長野県丁目番地一二〇0123456789あアー"))
        EXPECT_TRUE(network().knows(c)) << text::encode(std::u32string(1, c));
    EXPECT_FALSE(network().knows(U'A'));
    EXPECT_FALSE(network().knows(U'龘'));
}

TEST(Kanji, BlankPaperIsEmpty) {
    const Picture blank = own(cv::Mat(110, 80, CV_8UC1, cv::Scalar(250)));
    const auto reading = network().read({blank}, CharacterCut::cell, 10).front();
    EXPECT_GT(reading.empty, 0.9);
    EXPECT_EQ(reading.best.size(), 10u);
    EXPECT_EQ(reading.ink.height, 0);
    EXPECT_TRUE(network().read({}, CharacterCut::cell, 10).empty());
}

TEST(Kanji, ChangedWeightsAreRefused) {
    const auto folder = files::TemporaryFolder::make("toitsu-weights");
    ASSERT_TRUE(folder);
    ASSERT_TRUE(files::writeAtomically(folder->path() + "/kanji.onnx", *files::read(kWeights + "/kana.onnx")));
    ASSERT_TRUE(files::writeAtomically(folder->path() + "/kanji.json", *files::read(kWeights + "/kanji.json")));
    EXPECT_EQ(KanjiNetwork::load(folder->path()).error().code, "S031");
    EXPECT_EQ(KanjiNetwork::load(folder->path() + "/none").error().code, "S031");
}

}  // namespace toitsu::ocr
