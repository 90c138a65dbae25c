#pragma once

// Inside ocr only: which page of which layout a scan shows, and where it stands in it.

#include <array>
#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "base/result.h"
#include "ocr/internal/catalogue.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

struct Candidate {
    const Sketch* sketch = nullptr;
    Mapping mapping;  // refined, when `refined`; else the first guess
    bool refined = false;
    double recall = 0;  // share of the blank's ink found again, 0–1
};

struct Identified {
    std::optional<Candidate> best;
    double margin = 0;                  // of recall above the next layout that is another one by more than a few words
    std::vector<const Sketch*> rivals;  // pages that nothing in the scan tells from the best
    double placeMillis = 0;             // of it spent on placing the best
    std::optional<Error> failure;       // S030: the best layout's blank can no longer be made
};

constexpr double kLeastRecall = 0.70;

// `marked`: the page that a form mark in the scan names. It decides between pages that fit alike; where the ruling and
// the print say otherwise it may be copied or wrong, and both are rivals.
Identified identify(const Catalogue& catalogue, const cv::Mat& scan, double dpi, const Sketch* marked = nullptr);

// Only as a scan of that resolution: no photograph, no other size, no features. Quick also where nothing is found.
Identified identifyAtResolution(const Catalogue& catalogue, const cv::Mat& scan, double dpi);

// The page is known, its corners were shown by a person: scan pixels of the layout's page, upper left first, clockwise.
Identified placeByCorners(const Catalogue& catalogue, const Sketch& sketch, const cv::Mat& scan,
                          const std::array<Point, 4>& corners);

}  // namespace toitsu::ocr
