#include "tests/bench/ocr/table.h"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <sstream>

namespace toitsu::bench {

Table::Table(const std::string& title, int first, std::vector<std::string> heading)
    : first_(first), heading_(std::move(heading)) {
    std::cout << '\n' << title << '\n';
    row(heading_);
}

void Table::row(const std::vector<std::string>& cells) const {
    std::cout << std::left << std::setw(first_) << cells.front() << std::right;
    for (std::size_t n = 1; n < cells.size(); ++n)
        std::cout << std::setw(std::max(8, static_cast<int>(heading_[n].size()) + 2)) << cells[n];
    std::cout << std::endl;  // a measurement takes minutes: each row is seen when it is there
}

std::string number(double value, int decimals) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(decimals) << value;
    return out.str();
}

}  // namespace toitsu::bench
