#pragma once

// Inside ocr only: placing a layout's page precisely in a scan.

#include <optional>

#include <opencv2/core.hpp>

#include "ocr/internal/reference.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

// Refines a first mapping by comparing patches (normalised correlation) and fits the smooth field. `close`: the first
// mapping is known to be right within half a millimetre, so the wide search at low resolution is not needed. The
// result's residual and support tell whether to believe it; nothing when too few patches are found again.
std::optional<Mapping> refine(const Reference& reference, const cv::Mat& scan, const Mapping& first,
                              bool close = false);

}  // namespace toitsu::ocr
