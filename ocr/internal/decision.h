#pragma once

// Inside ocr only: which of the layouts laid over a scan it shows. The best is placed precisely; every other layout of
// the library is looked at in the same place, and those that lie on the scan equally well are told apart by what only
// one of them prints.

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "ocr/internal/catalogue.h"
#include "ocr/internal/chamfer.h"
#include "ocr/internal/identify.h"

namespace toitsu::ocr {

struct LaidGuess {
    const Sketch* sketch = nullptr;
    Laid laid;
};

constexpr double kSimilarLaid =
    0.18;                           // of recall before the smooth field, where folds still cost: may be the right one
constexpr std::size_t kAll = 1600;  // points of a sketch

// The map between two layouts' millimetres; nothing when they lie on the scan alike, within `apart` mm.
std::optional<cv::Matx33d> elsewhere(const LaidGuess& from, const LaidGuess& to, double apart = 1.5);

// `guesses`: best first, at least one. `marked` as in identify(); `shown`: by a person, where the page stands.
Identified decide(const Catalogue& catalogue, const cv::Mat& scan, const Frame& frame, std::vector<LaidGuess> guesses,
                  const Sketch* marked, bool shown = false);

}  // namespace toitsu::ocr
