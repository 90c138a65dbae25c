#pragma once

// A table with named columns, where every cell knows its line and column.

#include <optional>
#include <string>
#include <vector>

#include "base/csv.h"
#include "forms/form.h"

namespace toitsu::cli {

class FieldTable {
public:
    FieldTable() = default;  // without rows
    // `cells`: of `file`. The first row names the columns; case and surrounding spaces do not matter. C144 when one of
    // `needed` is absent, C149 (a warning) for one that stands in neither list.
    static std::optional<FieldTable> read(const csv::Table& cells, const std::string& file,
                                          const std::vector<std::string>& needed,
                                          const std::vector<std::string>& possible, forms::Findings& findings);

    std::size_t rows() const { return table_.empty() ? 0 : table_.size() - 1; }
    std::string get(std::size_t row, const std::string& column) const;  // trimmed; "" when absent
    Place place(std::size_t row, const std::string& column) const;      // of the cell, of the row when absent

private:
    std::optional<std::size_t> find(const std::string& column) const;

    csv::Table table_;
    std::vector<std::string> names_;
};

}  // namespace toitsu::cli
