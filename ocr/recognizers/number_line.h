#pragma once

// Inside ocr only: a number that a hand wrote on a line without cells, cut into characters in all the ways that make
// sense and read by the digit network.

#include <functional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "forms/reading.h"
#include "ocr/recognizers/digit_network.h"

namespace toitsu::ocr {

struct NumberLine {
    // Texts as they stand on the paper (1,200 or 令和6年4月1日), likeliest first; '?' stands for what is no number.
    std::vector<forms::Candidate> candidates;
    bool strays = false;  // there is ink that belongs to no character of the line
};

// `grey`: the place at 300 dpi, print painted over, paper white. `fits`: whether a text is one that the field can hold;
// a text that is none counts little beside one that is. No candidates when there is no ink.
NumberLine readNumberLine(const cv::Mat& grey, const DigitNetwork& network,
                          const std::function<bool(const std::string&)>& fits);

}  // namespace toitsu::ocr
