#pragma once

// Mapping: where a point of the layout (mm) stands in the scan (pixels). A homography for the camera or the scanner,
// a smooth field for stretch and warp on top of it, and pulls for creases: no homography alone follows paper.

#include <array>
#include <cstddef>
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

// What the smooth field left over at an anchor that is trusted: creases of folded and crumpled paper.
struct Pull {
    Point at;       // mm
    Point by;       // mm
    bool x = true;  // whether it tells anything in this direction: a ruled line does in one only
    bool y = true;
};

struct Mapping {
    std::array<double, 9> homography{1, 0, 0, 0, 1, 0, 0, 0, 1};  // mm → scan pixels, row by row
    int degree = 0;                                               // of the field; 0 = none
    std::vector<double> fieldX;                                   // Chebyshev coefficients, mm
    std::vector<double> fieldY;
    double width = 210;  // of the page, mm: the field's domain
    double height = 297;

    std::vector<Pull> pulls;  // act within a centimetre or two of where they were measured
    std::vector<Anchor> anchors;
    double residualMm = 0;  // 95th percentile of the anchors' errors
    double support = 0;     // share of the layout's patches found again, 0–1

    Point displacement(Point mm) const;  // of field and pulls, mm
    Point toScan(Point mm) const;
    double localResidual(const Box& box) const;     // mm: mean error of the anchors nearest to the box
    double distanceToAnchor(const Box& box) const;  // mm
};

// The mean of the pulls, weighted by nearness; nothing far from all of them. `without`: an index that has no say.
Point pulled(const std::vector<Pull>& pulls, Point mm, std::size_t without = static_cast<std::size_t>(-1));

// Chebyshev products T_i(x)·T_j(y), i + j ≤ degree, for a point of a page of that size.
std::vector<double> basis(Point mm, double width, double height, int degree);

}  // namespace toitsu::ocr
