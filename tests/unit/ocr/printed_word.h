#pragma once

#include <gtest/gtest.h>

#include <string>

#include <opencv2/imgproc.hpp>

#include "forms/blank.h"

namespace toitsu::ocr {

// A page of so many mm that prints nothing but `text`, 5 mm from its edges, as the library draws it at 300 dpi.
inline cv::Mat printedAlone(forms::PrintedText text, double width, double height) {
    forms::Layout layout;
    forms::LayoutPage page;
    page.width = width;
    page.height = height;
    text.box = {5, 5, width - (text.vertical ? 12 : 10), height - (text.vertical ? 10 : 12)};
    page.printed.push_back(text);
    const auto drawn = forms::drawBlank(layout, page, 300);
    EXPECT_TRUE(drawn);
    return cv::Mat(drawn->height, drawn->width, CV_8UC1, const_cast<std::uint8_t*>(drawn->pixels.data())).clone();
}

// A word with letters of `size` mm, cut to its ink's height.
inline cv::Mat printedWord(const std::string& word, double size) {
    forms::PrintedText text;
    text.text = word;
    text.size = size;
    const cv::Mat whole = printedAlone(text, 120, 20);
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
