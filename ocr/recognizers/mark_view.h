#pragma once

// Inside ocr only: what the mark network sees of one option. Whatever the option's size, its box fills the middle of
// the picture, and the paper around it – where marks leak out, and where a neighbour's come from – the rest.

#include "ocr/recognizers/sheet.h"

namespace toitsu::ocr {

constexpr int kMarkSide = 48;          // pixels of a picture
constexpr int kMarkMargin = 12;        // of them around the box on every side
constexpr double kMarkReachMm = 3.6;   // which show so much paper
constexpr float kPrintedTone = -0.4f;  // where the blank prints, nothing is known; paper 0, ink up to 1

// `red`: whether red ink counts.
cv::Mat_<float> markView(const Sheet& sheet, const Box& option, bool red);

// The view and, to its right, a second picture of the same size with far more paper around the box, in which a stroke
// can be followed to where it comes from: the line that strikes a neighbour out is no mark here.
cv::Mat_<float> withSurroundings(const cv::Mat_<float>& view, const Sheet& sheet, const Box& option, bool red);

}  // namespace toitsu::ocr
