#include "apps/cli/field_table.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "forms/findings.h"

namespace toitsu::cli {

namespace {

std::string lowered(std::string name) {
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

// label, label::日本語 (ja) and label::Japanese are the Japanese one; any other language keeps its own name.
std::string columnName(const std::string& written) {
    const std::string name = lowered(text::trim(written));
    if (name.starts_with("label::") &&
        (name.find("(ja)") != std::string::npos || name.find("日本語") != std::string::npos))
        return "label";
    if (name.starts_with("label::") && name.find("en") != std::string::npos) return "label::english (en)";
    return name;
}

}  // namespace

std::optional<FieldTable> FieldTable::read(const csv::Table& cells, const std::string& file,
                                           const std::vector<std::string>& needed,
                                           const std::vector<std::string>& possible, forms::Findings& findings) {
    FieldTable table;
    table.table_ = cells;
    if (!table.table_.empty())
        for (const csv::Cell& cell : table.table_.front()) table.names_.push_back(columnName(cell.text));
    bool good = true;
    for (const std::string& column : needed) {
        if (table.find(column)) continue;
        good = false;
        forms::addError(findings, "C144",
                        {"列「" + column + "」がありません。1 行目に列の名前を書いてください。",
                         "The column \"" + column + "\" is missing. Name the columns in the first row."},
                        Place{file, 1, 1, 0});
    }
    for (std::size_t i = 0; i < table.names_.size(); ++i) {
        const auto same = [&](const std::string& known) { return lowered(known) == table.names_[i]; };
        if (table.names_[i].empty() || std::any_of(needed.begin(), needed.end(), same) ||
            std::any_of(possible.begin(), possible.end(), same))
            continue;
        std::vector<std::string> all = needed;
        all.insert(all.end(), possible.begin(), possible.end());
        forms::addWarning(findings, "C149",
                          forms::operator+(Wording{"列「" + forms::shown(table.names_[i]) + "」は読みません。",
                                                   "The column \"" + forms::shown(table.names_[i]) + "\" is not read."},
                                           forms::suggestion(table.names_[i], all)),
                          table.table_.front()[i].place);
    }
    if (!good) return std::nullopt;
    return table;
}

std::optional<std::size_t> FieldTable::find(const std::string& column) const {
    const auto at = std::find(names_.begin(), names_.end(), lowered(column));
    if (at == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(at - names_.begin());
}

std::string FieldTable::get(std::size_t row, const std::string& column) const {
    const auto at = find(column);
    const std::vector<csv::Cell>& cells = table_[row + 1];
    return at && *at < cells.size() ? text::trim(cells[*at].text) : "";
}

Place FieldTable::place(std::size_t row, const std::string& column) const {
    const auto at = find(column);
    const std::vector<csv::Cell>& cells = table_[row + 1];
    return (at && *at < cells.size() ? cells[*at] : cells.front()).place;
}

}  // namespace toitsu::cli
