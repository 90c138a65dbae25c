#pragma once

// Mapping: where a point of the layout (mm) stands in the scan (pixels). A homography for the camera or the scanner,
// a surface for what the paper did on top of it – stretch, warp, curl – and creases: no homography alone follows paper.
// The smooth field is what placing starts with, while it knows little.

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

// Displacements on uniform cubic B-splines over the page, and how far they may be trusted.
struct Surface {
    double step = 0;            // mm between knots; 0: there is none
    std::size_t columns = 0;    // of coefficients: three more than cells
    std::vector<double> x, y;   // coefficients, mm, row by row
    std::vector<float> spread;  // mm: standard deviation of the displacement at every knot, row by row

    Point at(Point mm, double width, double height) const;
    double spreadAt(Point mm, double width, double height) const;
};

// What folds leave over of the surface, on a fine grid.
struct Creases {
    double step = 0;          // mm between nodes; 0: there are none
    std::size_t columns = 0;  // of nodes
    std::vector<Point> by;    // mm, row by row

    Point at(Point mm) const;
};

// Values of the four cubic B-splines over a cell, at 0 ≤ t ≤ 1.
std::array<double, 4> splineWeights(double t);

struct Mapping {
    std::array<double, 9> homography{1, 0, 0, 0, 1, 0, 0, 0, 1};  // mm → scan pixels, row by row
    int degree = 0;                                               // of the field; 0 = none
    std::vector<double> fieldX;                                   // Chebyshev coefficients, mm
    std::vector<double> fieldY;
    double width = 210;  // of the page, mm: the field's domain
    double height = 297;

    Surface surface;
    Creases creases;
    std::vector<Anchor> anchors;
    double residualMm = 0;  // 95th percentile of the anchors' errors
    double support = 0;     // share of the layout's patches found again, 0–1
    bool whole = true;      // no region of the page was lost: whatever the blank prints was found again nearby

    Point displacement(Point mm) const;  // of field, surface and creases, mm
    Point toScan(Point mm) const;
    double localResidual(const Box& box) const;  // mm: median error of the anchors nearest to the box
    // mm: what the box's worst corner may be off by, but for one time in 100. It grows with the distance from what was
    // found again, the faster the less flat the paper is.
    double uncertainty(const Box& box) const;
    double distanceToAnchor(const Box& box) const;  // mm
};

// Chebyshev products T_i(x)·T_j(y), i + j ≤ degree, for a point of a page of that size.
std::vector<double> basis(Point mm, double width, double height, int degree);

}  // namespace toitsu::ocr
