#pragma once

// Inside ocr only: one hand-printed or printed character made ready for its network as the training did it
// (ocr/training/kana_cells.py and kanji_cells.py, prepare(): the same steps, the same constants; golden crops hold both
// together).

#include <opencv2/core.hpp>

#include "ocr/recognizers/character.h"

namespace toitsu::ocr {

// What differs between the networks.
struct CharacterInput {
    int side, inner;   // pixels of the input, and at most of the ink in it
    double mostScale;  // the ink is enlarged by mostScale / height of the crop at most: a middle dot does not fill it
};
constexpr CharacterInput kKanaInput{36, 30, 100}, kKanjiInput{48, 42, 140};

struct PreparedCharacter {
    cv::Mat_<float> input;  // side×side, ink = 1; all zeros: empty
    cv::Rect ink;           // what was kept of the crop, in its pixels; no area when empty

    InkExtent extent(int height) const;  // of a crop as high
};

PreparedCharacter prepareCharacter(const cv::Mat& grey, CharacterCut cut, const CharacterInput& input);

}  // namespace toitsu::ocr
