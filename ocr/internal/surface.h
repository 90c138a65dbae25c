#pragma once

// Inside ocr only: what the paper itself did, as a surface that is as stiff as the measurements say, and how far it
// may be trusted at every place of the page.

#include <optional>
#include <vector>

#include "ocr/mapping.h"

namespace toitsu::ocr {

// One displacement that was measured. A patch tells both directions, a piece of a ruled line the one across it.
struct Observation {
    Point at;           // mm
    Point by;           // mm
    double weight = 1;  // how much it counts: 1 / variance, relative to the others
    bool x = true, y = true;
};

struct SurfaceFit {
    Surface surface;
    std::vector<Point> left;    // mm: what each observation misses by when the surface is fitted without it
    std::vector<bool> trusted;  // found where the others say it should be
    double noise = 0;           // mm: standard deviation of an observation of weight 1
    double stiffness = 1;
};

// Cubic B-splines, one knot every `step` mm, held by the bending energy of a thin plate (P-splines: Eilers and Marx
// 1996). How stiff it is is what the observations make most likely (restricted likelihood), so flat paper is carried
// far beyond the last observation and curled paper is not; the same model says how uncertain every place is. An
// observation that the others contradict has no say. Nothing when there are too few of them. `stiffness`: where to
// begin looking for it.
std::optional<SurfaceFit> fitSurface(const std::vector<Observation>& data, double width, double height, double step,
                                     double stiffness = 1);

}  // namespace toitsu::ocr
