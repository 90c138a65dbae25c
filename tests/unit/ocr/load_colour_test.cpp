// One channel for a page without colour, three when a single pixel has one: wherever it stands.

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include "base/files.h"
#include "ocr/page.h"

namespace toitsu::ocr {

namespace {

int channelsOf(const cv::Mat& picture) {
    const auto folder = files::TemporaryFolder::make("toitsu-colour-").value();
    const std::string path = folder.path() + "/page.png";
    EXPECT_TRUE(cv::imwrite(path, picture));
    const auto pages = load(path);
    EXPECT_TRUE(pages) << pages.error().text(Language::en);
    return pages ? pages->front().picture.channels : 0;
}

// Neighbouring pixels differ as much as they can, the channels of each hardly.
cv::Mat checked(int width) {
    cv::Mat picture(5, width, CV_8UC3);
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < width; ++x) {
            const int grey = (x + y) % 2 == 0 ? 0 : 245;
            picture.at<cv::Vec3b>(y, x) =
                cv::Vec3b(static_cast<std::uint8_t>(grey), static_cast<std::uint8_t>(grey + 10),
                          static_cast<std::uint8_t>(grey + 5));
        }
    return picture;
}

}  // namespace

TEST(LoadColour, StripesOfGreyAreGrey) {
    for (const int width : {1, 15, 16, 17, 18, 33, 100}) EXPECT_EQ(channelsOf(checked(width)), 1) << width;
}

TEST(LoadColour, OnePixelIsEnough) {
    for (const int width : {1, 16, 17, 18, 50})
        for (const int x : {0, width / 3, width / 2, width - 2, width - 1})
            for (int channel = 0; channel < 3; ++channel) {
                if (x < 0) continue;
                cv::Mat picture = checked(width);
                auto& pixel = picture.at<cv::Vec3b>(3, x);
                pixel = {100, 100, 100};
                pixel[channel] = 111;
                EXPECT_EQ(channelsOf(picture), 3) << width << " " << x << " " << channel;
            }
}

}  // namespace toitsu::ocr
