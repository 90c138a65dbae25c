#pragma once

// Inside ocr only: kana that stand side by side on a line, cut into characters and read by the network.

#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "ocr/recognizers/kana_network.h"

namespace toitsu::ocr {

struct KanaLine {
    std::vector<KanaCandidate> characters;  // the likeliest of each
    std::string text;                       // small and large kana told apart by their size
    double confidence = 0;                  // of the least certain character; 0 when nothing was cut
};

// `grey`: one segment of a line, as high as the line, paper white; `ink`: the same, 255 where there is ink.
KanaLine readKanaLine(const cv::Mat& grey, const cv::Mat& ink, const KanaNetwork& network, KanaScript script);

// The character of a shape: a small kana is clearly lower than the tallest one of its word (`tallest`, a share of the
// crop's height; 0: no small one can stand here).
std::string likelier(const KanaCandidate& candidate, const KanaReading& reading, double tallest);

// Whether another engine's text may be what the network saw: the same shapes, character by character.
bool agrees(const KanaLine& line, const std::string& text);

}  // namespace toitsu::ocr
