#include "forms/draft/assignment.h"

#include <algorithm>
#include <limits>

namespace toitsu::forms {

std::vector<int> bestAssignment(const std::vector<std::vector<double>>& value) {
    const std::size_t rows = value.size(), columns = rows == 0 ? 0 : value.front().size();
    // One more column for each row: to get nothing costs nothing.
    const std::size_t all = columns + rows;
    const auto cost = [&](std::size_t row, std::size_t column) {
        return column < columns ? -std::max(0.0, value[row][column]) : 0;
    };
    const double far = std::numeric_limits<double>::infinity();
    std::vector<double> u(rows + 1, 0), v(all + 1, 0);
    std::vector<std::size_t> owner(all + 1, 0), way(all + 1, 0);  // 1-based; 0: nobody
    for (std::size_t row = 1; row <= rows; ++row) {
        owner[0] = row;
        std::size_t column = 0;
        std::vector<double> least(all + 1, far);
        std::vector<bool> seen(all + 1, false);
        do {
            seen[column] = true;
            const std::size_t from = owner[column];
            double delta = far;
            std::size_t next = 0;
            for (std::size_t c = 1; c <= all; ++c) {
                if (seen[c]) continue;
                const double reduced = cost(from - 1, c - 1) - u[from] - v[c];
                if (reduced < least[c]) least[c] = reduced, way[c] = column;
                if (least[c] < delta) delta = least[c], next = c;
            }
            for (std::size_t c = 0; c <= all; ++c) {
                if (seen[c])
                    u[owner[c]] += delta, v[c] -= delta;
                else
                    least[c] -= delta;
            }
            column = next;
        } while (owner[column] != 0);
        for (; column != 0; column = way[column]) owner[column] = owner[way[column]];
    }
    std::vector<int> given(rows, -1);
    for (std::size_t c = 1; c <= columns; ++c)
        if (owner[c] != 0 && value[owner[c] - 1][c - 1] > 0) given[owner[c] - 1] = static_cast<int>(c - 1);
    return given;
}

}  // namespace toitsu::forms
