#include "ocr/internal/astray.h"

#include <algorithm>

#include "ocr/internal/surroundings.h"

namespace toitsu::ocr {

namespace {

constexpr double kFlat = 0.08;          // mm: a residual of flat paper, or nearly so
constexpr double kVeryFlat = 0.05;      // mm
constexpr double kMostOff = 0.35;       // mm
constexpr double kLeastLikeness = 0.3;  // of the print around a place: covered, torn off, or elsewhere
constexpr double kLeastWhereLost =
    0.6;  // the same on a page that lost a region: what it shows there is no chance likeness

// Where nothing of the form was found again, placing only guesses: far from every anchor, and on paper that is not flat
// sooner and at any corner. A page that lost a region may not be flat just there, whatever its residual elsewhere.
bool farFromAnchors(const Mapping& mapping, const Box& box) {
    if (mapping.whole && mapping.residualMm <= kFlat) return mapping.distanceToAnchor(box) > 25;  // mm
    double farthest = 0;
    for (const Point p :
         {Point{box.x, box.y}, {box.right(), box.y}, {box.right(), box.bottom()}, {box.x, box.bottom()}})
        farthest = std::max(farthest, mapping.distanceToAnchor({p.x, p.y, 0, 0}));
    return farthest > 15;
}

// Flat paper that was found again all around need not be asked.
bool elsewhere(const Reference& reference, const cv::Mat& grey, const Mapping& mapping, const Box& box) {
    if (mapping.whole && mapping.residualMm <= kVeryFlat && mapping.distanceToAnchor(box) <= 10) return false;  // mm
    const auto found = surroundingsOf(reference, grey, mapping, box);
    return found && (found->offMm > kMostOff || found->likeness < (mapping.whole ? kLeastLikeness : kLeastWhereLost));
}

}  // namespace

bool astray(const Reference& reference, const cv::Mat& grey, const Mapping& mapping, const Box& box) {
    const double bound = reference.layout->residualBound;
    return mapping.localResidual(box) > bound || mapping.uncertainty(box) > bound || farFromAnchors(mapping, box) ||
           elsewhere(reference, grey, mapping, box);
}

}  // namespace toitsu::ocr
