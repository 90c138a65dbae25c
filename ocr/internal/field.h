#pragma once

// Inside ocr only: the robust fit of the smooth field.

#include <optional>
#include <vector>

#include "ocr/mapping.h"

namespace toitsu::ocr {

struct Displacement {
    Point at;  // mm
    Point by;  // mm
    double weight = 1;
};

struct Field {
    int degree = 0;
    std::vector<double> x, y;  // coefficients for basis()
};

// Iteratively re-weighted least squares (Tukey) with a ridge that grows with the degree of a term: a patch that found
// the wrong neighbour has no say, and the field stays calm where there are no patches.
std::optional<Field> fitField(const std::vector<Displacement>& data, double width, double height, int degree);

Point valueOf(const Field& field, Point at, double width, double height);  // mm

// What the field leaves over of each displacement when it is fitted without it (in `folds` groups), mm.
std::vector<Point> crossValidated(const std::vector<Displacement>& data, double width, double height, int degree,
                                  int folds = 8);

}  // namespace toitsu::ocr
