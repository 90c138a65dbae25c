#pragma once

// Inside ocr only: the ink of a written line in pieces from left to right, none of them more than one character.

#include <vector>

#include <opencv2/core.hpp>

namespace toitsu::ocr {

// How two neighbouring pieces hang together.
enum class Seam {
    gap,
    cut
};  // paper between them; or one stroke of ink that was cut because two digits may touch there

struct Piece {
    cv::Rect box;  // in the crop
    cv::Mat mask;  // of the crop's size, 255 where this piece is
    Seam before = Seam::gap;
};

struct Pieces {
    std::vector<Piece> pieces;
    double height = 0;    // of a digit on this line, pixels
    double baseline = 0;  // y of the digits' feet
    bool strays = false;  // ink far above or below the line
};

// `ink`: 0…1 as inkStrength() gives it. No pieces when there is nothing as high as a digit can be, or too much.
Pieces piecesOf(const cv::Mat_<float>& ink, double pixelsPerMm);

}  // namespace toitsu::ocr
