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

// The same with three pixels between its pieces: type that is set proportionally, not by the em.
inline cv::Mat setClose(const cv::Mat& word) {
    cv::Mat columns, close;
    cv::reduce(word < 160, columns, 0, cv::REDUCE_MAX);
    int gap = 0;
    for (int x = 0; x < word.cols; ++x) {
        gap = columns.at<std::uint8_t>(x) == 0 ? gap + 1 : 0;
        if (gap > 3) continue;
        if (close.empty())
            close = word.col(x).clone();
        else
            cv::hconcat(close, word.col(x), close);
    }
    return close;
}

}  // namespace toitsu::ocr
