#pragma once

// A table with named columns from a CSV file, where every cell knows its line and column.

#include <optional>
#include <string>
#include <vector>

#include "base/csv.h"
#include "forms/form.h"

namespace toitsu::cli {

class FieldTable {
public:
    FieldTable() = default;  // without rows
    // The first row names the columns; case and surrounding spaces do not matter. C144 when one of `needed` is absent,
    // C149 (a warning) for one that stands in neither list. X030 when it is no CSV.
    static std::optional<FieldTable> read(const std::string& text, const std::string& file,
                                          const std::vector<std::string>& needed,
                                          const std::vector<std::string>& possible, forms::Findings& findings);

    std::size_t rows() const { return table_.empty() ? 0 : table_.size() - 1; }
    std::string get(std::size_t row, const std::string& column) const;  // trimmed; "" when absent
    Place place(std::size_t row, const std::string& column) const;      // of the cell, of the row when absent

private:
    std::optional<std::size_t> find(const std::string& column) const;

    std::vector<std::vector<csv::Cell>> table_;
    std::vector<std::string> names_;
};

}  // namespace toitsu::cli
