#pragma once

// Inside ocr only: ZXing on a grey picture.

#include <string>
#include <string_view>
#include <vector>

#include <opencv2/core.hpp>

#include "ocr/mapping.h"

namespace toitsu::ocr {

struct FoundCode {
    std::string kind;  // as a layout names it
    std::string text;  // UTF-8
    std::vector<Point> quad;
};

struct CodeSearch {
    std::string kind = "any";  // one of a layout's kinds
    bool everyRow = true;      // slower; finds smaller and paler codes
    bool turned = true;        // linear codes of any direction, and large ones shrunk: for the crop of a field
    int most = 8;
};

// Codes whose checksums are right. Empty when there is none.
std::vector<FoundCode> findCodes(const cv::Mat& grey, const CodeSearch& search);

}  // namespace toitsu::ocr
