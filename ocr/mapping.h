#pragma once

// Mapping: where a point of the layout (mm) stands in the scan (pixels). A homography for the camera or the scanner,
// and a smooth field for folds, stretch and warp on top of it: no homography alone follows paper.

#include <array>
#include <vector>

#include "forms/geometry.h"

namespace toitsu::ocr {

using forms::Box;
using forms::Point;

// A place where layout and scan were compared: what the mapping could not explain there.
struct Anchor {
    Point at;            // mm on the layout
    double errorMm = 0;  // cross-validated: the field was fitted without this anchor
};

struct Mapping {
    std::array<double, 9> homography{1, 0, 0, 0, 1, 0, 0, 0, 1};  // mm → scan pixels, row by row
    int degree = 0;                                               // of the field; 0 = none
    std::vector<double> fieldX;                                   // Chebyshev coefficients, mm
    std::vector<double> fieldY;
    double width = 210;  // of the page, mm: the field's domain
    double height = 297;

    std::vector<Anchor> anchors;
    double residualMm = 0;  // 95th percentile of the anchors' errors
    double support = 0;     // share of the layout's patches found again, 0–1

    Point displacement(Point mm) const;  // of the field, mm
    Point toScan(Point mm) const;
    double localResidual(const Box& box) const;     // mm: mean error of the anchors nearest to the box
    double distanceToAnchor(const Box& box) const;  // mm
};

// Chebyshev products T_i(x)·T_j(y), i + j ≤ degree, for a point of a page of that size.
std::vector<double> basis(Point mm, double width, double height, int degree);

}  // namespace toitsu::ocr
