#pragma once

// Inside ocr only: folds. Paper that was folded bends in a narrow strip that runs straight across it, alike along its
// whole length: what was measured anywhere along the fold holds for all of it.

#include <vector>

#include "ocr/internal/surface.h"
#include "ocr/mapping.h"

namespace toitsu::ocr {

// All folds that run one way, as a displacement square to them that depends on nothing but the place across them.
struct Fold {
    bool across = true;             // they run from left to right and move paper up or down; else the other way round
    double slope = 0;               // how far they leave that direction, mm per mm
    double width = 0, height = 0;   // of the page, mm
    std::vector<double> heights{};  // coefficients of cubic B-splines across the folds, mm

    double at(Point mm) const;  // mm down, or to the right
};

struct Folds {
    Fold across, down;
    std::vector<Point> own;  // mm: what each observation adds to its own misfit by having had a say

    Point at(Point mm) const { return {down.at(mm), across.at(mm)}; }
};

// `rest`: what the surface leaves over of each observation. Every place across the page may be bent by some tenths of a
// millimetre or not; how far is believed depends on how well what lies along it agrees. Where nothing was found
// nothing is bent.
Folds fitFolds(const std::vector<Observation>& rest, double width, double height);

}  // namespace toitsu::ocr
