#pragma once

// Inside ocr only: from a grey crop to the ink that belongs to its character; what the digit and the kana network
// share. ocr/training/ink.py does the same steps with the same constants; golden cells hold both together.

#include <opencv2/core.hpp>

namespace toitsu::ocr {

int nearest(double x);  // floor(x + 0.5)

// 0…1 between the crop's own paper and its darkest strokes; empty where there is no contrast.
cv::Mat_<float> inkStrength(const cv::Mat& grey);

// 1 where a component is that is neither a speck (area < leastArea pixels) nor hangs at the crop's edge, within `edge`
// pixels of it (remains of lines, a neighbour's stroke); edge < 0: any may hang there.
cv::Mat keptMask(const cv::Mat_<float>& ink, double leastArea, int edge);

// The ink of the mask, grown by one pixel: its box scaled to `inner` pixels (by mostScale at most), its centre of mass
// in the middle of side×side zeros. All zeros where the mask is.
cv::Mat_<float> centred(cv::Mat_<float> ink, const cv::Mat& mask, int side, int inner, double mostScale);

}  // namespace toitsu::ocr
