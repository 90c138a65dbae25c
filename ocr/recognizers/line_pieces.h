#pragma once

// Inside ocr only: a line of writing over-segmented. Columns without ink part it into pieces; a character is one or a
// few neighbouring pieces (ハ, 川), and every such group is cut out for a network to judge.

#include <vector>

#include <opencv2/core.hpp>

#include "ocr/page.h"

namespace toitsu::ocr {

struct PieceGroup {
    std::size_t first = 0, count = 1;  // pieces
    Picture crop;                      // as high as the line, an eighth of its height of paper left and right
};

struct LinePieces {
    std::size_t count = 0;
    std::vector<PieceGroup> groups;  // none when there is no ink, or far too many pieces for a line of writing
};

// `grey`: one segment of a line, as high as the line, paper white; `ink`: the same, 255 where there is ink. No group
// has more than `mostJoined` pieces or is wider than 1.25 heights.
LinePieces cutLine(const cv::Mat& grey, const cv::Mat& ink, std::size_t mostJoined);

}  // namespace toitsu::ocr
