// Which enclosed regions are cells for one character each: of one size, side by side, as high and wide as digits need.

#include <algorithm>
#include <cmath>

#include "ocr/draft/internal/rulings.h"

namespace toitsu::ocr {

namespace {

using forms::Box;

constexpr double kApart = 0.9;  // mm between neighbours at most: a thick line

bool maybeCell(const Box& box) {
    return box.width >= 2.8 && box.width <= 10.5 && box.height >= 3.6 && box.height <= 13 &&
           box.height / box.width >= 0.72 && box.height / box.width <= 3;
}

bool follows(const Box& left, const Box& right) {
    return std::abs(left.y - right.y) < 0.5 && std::abs(left.bottom() - right.bottom()) < 0.5 &&
           std::abs(right.x - left.right()) < kApart && std::abs(left.width - right.width) < 0.16 * left.width + 0.2;
}

bool holds(const Box& outer, const Box& inner) {
    return inner.x > outer.x - 0.5 && inner.right() < outer.right() + 0.5 && inner.y > outer.y - 0.5 &&
           inner.bottom() < outer.bottom() + 0.5;
}

// Neighbours share the line between them.
void closeUp(forms::SeenCells& row) {
    for (std::size_t n = 0; n + 1 < row.cells.size(); ++n) {
        Box &left = row.cells[n], &right = row.cells[n + 1];
        const double middle = (left.right() + right.x) / 2, end = right.right();
        left.width = middle - left.x;
        right.x = middle;
        right.width = end - middle;
    }
    row.box = row.cells.front();
    row.box.width = row.cells.back().right() - row.box.x;
}

}  // namespace

void sortEnclosed(const std::vector<Box>& enclosed, forms::SeenPage& page) {
    std::vector<Box> cells;
    for (const Box& box : enclosed) {
        // A table's cell that holds other regions is none for a digit.
        const bool holdsOther = std::any_of(enclosed.begin(), enclosed.end(), [&](const Box& other) {
            return !(other == box) && holds(box, other) && other.width < box.width - 0.5;
        });
        (maybeCell(box) && !holdsOther ? cells : page.areas).push_back(box);
    }
    std::sort(cells.begin(), cells.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
    std::vector<bool> taken(cells.size(), false);
    for (std::size_t first = 0; first < cells.size(); ++first) {
        if (taken[first]) continue;
        forms::SeenCells row{cells[first], {cells[first]}};
        taken[first] = true;
        for (std::size_t next = first + 1; next < cells.size(); ++next)
            if (!taken[next] && follows(row.cells.back(), cells[next])) {
                row.cells.push_back(cells[next]);
                taken[next] = true;
            }
        closeUp(row);
        page.cells.push_back(std::move(row));
    }
    std::sort(page.cells.begin(), page.cells.end(),
              [](const auto& a, const auto& b) { return a.box.y != b.box.y ? a.box.y < b.box.y : a.box.x < b.box.x; });
}

}  // namespace toitsu::ocr
