#pragma once

// Inside ocr only: several sheets that were scanned together. Two A5 forms on A4 glass, two A4 forms on A3, a receipt
// beside a form on a dark lid: which they are and where. What cannot be told apart safely is said, never cut.

#include <array>
#include <vector>

#include <opencv2/core.hpp>

#include "ocr/internal/catalogue.h"

namespace toitsu::ocr {

struct GlassSheet {
    const Sketch* sketch = nullptr;     // the page that explains it; null: paper on a dark lid that no layout explains
    std::array<cv::Point2f, 4> quad{};  // its corners in scan pixels: of the layout's page, upper left first
};

struct OnGlass {
    std::vector<GlassSheet>
        sheets;  // at least one of them explained; by where they lie: rows from above, then from left
    // All that is written in the picture lies on one of them, and none covers another by more than a millimetre.
    bool apart = false;
    double perMm = 0;  // pixels of the scan
};

// A scan at a resolution that can be believed (`dpi`); no photographs. Every window of the picture that could hold a
// page of the library is asked what it shows, what was found is covered, and so on until nothing is left.
OnGlass sheetsOnGlass(const Catalogue& catalogue, const cv::Mat& scan, double dpi);

// Whether the picture is large enough for two pages of the library.
bool roomForTwo(const Catalogue& catalogue, cv::Size scan, double dpi);

// Sheet `number` of `all` and a little around it, the others covered with paper. `picture` is `scale` times as large as
// the scan in which they were found; `part`: what was cut out of it.
cv::Mat cutOut(const cv::Mat& picture, const OnGlass& all, std::size_t number, double scale, cv::Rect& part);

}  // namespace toitsu::ocr
