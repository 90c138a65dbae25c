#pragma once

#include <gtest/gtest.h>

#include <string>

#include <opencv2/imgproc.hpp>

#include "forms/blank.h"

namespace toitsu::ocr {

// A word as the library prints it, 300 dpi, letters `size` mm, cut to its ink's height.
inline cv::Mat printedWord(const std::string& word, double size) {
    forms::Layout layout;
    forms::LayoutPage page;
    page.width = 120;
    page.height = 20;
    forms::PrintedText text;
    text.text = word;
    text.box = {5, 5, 110, 8};
    text.size = size;
    page.printed.push_back(text);
    const auto drawn = forms::drawBlank(layout, page, 300);
    EXPECT_TRUE(drawn);
    const cv::Mat whole(drawn->height, drawn->width, CV_8UC1, const_cast<std::uint8_t*>(drawn->pixels.data()));
    return whole(cv::boundingRect(whole < 128)).clone();
}

}  // namespace toitsu::ocr
