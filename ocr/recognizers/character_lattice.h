#pragma once

// Inside ocr only: what a network saw in cells or in a line, as a lattice.

#include <opencv2/core.hpp>

#include "ocr/recognizers/kana_network.h"
#include "ocr/recognizers/kanji_network.h"
#include "ocr/recognizers/lattice.h"

namespace toitsu::ocr {

// One character per cell; an empty cell is a gap.
Lattice kanaCells(const std::vector<KanaReading>& cells, const KanaNetwork& network);
Lattice kanjiCells(const std::vector<KanjiReading>& cells);

// A segment of a line (grey and ink as for cutLine) goes behind what the lattice has, after a gap when there is
// something.
void addKanaLine(Lattice& lattice, const cv::Mat& grey, const cv::Mat& ink, const KanaNetwork& network);
void addKanjiLine(Lattice& lattice, const cv::Mat& grey, const cv::Mat& ink, const KanjiNetwork& network);

}  // namespace toitsu::ocr
