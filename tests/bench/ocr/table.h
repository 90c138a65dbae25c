#pragma once

// A table on standard output, a row at a time: the first column to the left, numbers to the right.

#include <string>
#include <vector>

namespace toitsu::bench {

class Table {
public:
    // Prints title and heading. `first`: the width of the first column; the others are as wide as their heading needs.
    Table(const std::string& title, int first, std::vector<std::string> heading);
    void row(const std::vector<std::string>& cells) const;

private:
    int first_;
    std::vector<std::string> heading_;
};

std::string number(double value, int decimals = 1);

}  // namespace toitsu::bench
