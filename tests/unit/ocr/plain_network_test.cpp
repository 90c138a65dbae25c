#include "ocr/recognizers/plain_network.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "ocr/recognizers/weights.h"

// What OpenCV computes is what it must compute.

namespace toitsu::ocr {
namespace {

struct Shipped {
    const char* name;
    cv::Size input;
};

std::vector<cv::Mat> pictures(cv::Size size, int count) {
    cv::RNG random(20261124);
    std::vector<cv::Mat> all;
    for (int n = 0; n < count; ++n) {
        cv::Mat one(size, CV_32F);
        random.fill(one, cv::RNG::UNIFORM, 0.0, 1.0);
        all.push_back(one);
    }
    return all;
}

cv::Mat byOpenCv(cv::dnn::Net& net, const std::vector<cv::Mat>& inputs) {
    net.setInput(cv::dnn::blobFromImages(inputs, 1.0, inputs.front().size(), {}, false, false, CV_32F));
    return net.forward().clone();
}

class PlainNetworks : public testing::TestWithParam<Shipped> {};

TEST_P(PlainNetworks, AreWhatOpenCvComputes) {
    const auto [name, size] = GetParam();
    auto weights = loadWeights(TOITSU_SOURCE_DIR "/ocr/weights", name, size);
    ASSERT_TRUE(weights) << weights.error().message.en;
    const auto inputs = pictures(size, 11);  // more than one group, and no whole number of them
    const cv::Mat expected = byOpenCv(weights->net, inputs);
    const double greatest = cv::norm(expected, cv::NORM_INF);
    ASSERT_GT(greatest, 0.1);
    for (const TileProduct& product : tileProducts()) {
        const auto plain = PlainNetwork::from(weights->net, size, product);
        ASSERT_TRUE(plain) << product.width;
        const cv::Mat found = plain->forward(inputs);
        ASSERT_EQ(found.size(), expected.size());
        EXPECT_LT(cv::norm(found, expected, cv::NORM_INF), 1e-4 * greatest) << product.width;
    }
}

INSTANTIATE_TEST_SUITE_P(Shipped, PlainNetworks,
                         testing::Values(Shipped{"digits", {28, 28}}, Shipped{"digits-second", {28, 28}},
                                         Shipped{"kana", {36, 36}}, Shipped{"kanji", {48, 48}}),
                         [](const auto& tested) {
                             std::string name = tested.param.name;
                             name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                             return name;
                         });

TEST(PlainNetwork, APictureReadsTheSameInAnyCompany) {
    auto weights = loadWeights(TOITSU_SOURCE_DIR "/ocr/weights", "digits", {28, 28});
    ASSERT_TRUE(weights && weights->plain);
    const auto inputs = pictures({28, 28}, 9);
    const cv::Mat together = weights->plain->forward(inputs);
    for (std::size_t n = 0; n < inputs.size(); ++n)
        EXPECT_EQ(cv::norm(weights->plain->forward({inputs[n]}), together.row(static_cast<int>(n)), cv::NORM_INF), 0);
}

TEST(PlainNetwork, ANetworkWithTwoTowersIsNone) {
    auto weights = loadWeights(TOITSU_SOURCE_DIR "/ocr/weights", "marks", {96, 48});
    ASSERT_TRUE(weights);
    EXPECT_FALSE(weights->plain);
}

TEST(PlainNetwork, PicturesOfAnotherSizeHaveNone) {
    auto weights = loadWeights(TOITSU_SOURCE_DIR "/ocr/weights", "digits", {28, 28});
    ASSERT_TRUE(weights);
    EXPECT_FALSE(PlainNetwork::from(weights->net, {64, 64}, tileProducts().front()));
}

}  // namespace
}  // namespace toitsu::ocr
