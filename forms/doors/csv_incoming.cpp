#include <algorithm>

#include "base/csv.h"
#include "base/text.h"
#include "forms/doors/incoming.h"
#include "forms/findings.h"

namespace toitsu::forms {
namespace {

using Cells = std::vector<csv::Cell>;

struct Column {
    const Field* field = nullptr;  // null: belongs nowhere
    std::string part;
    const MappedColumn* mapped = nullptr;
};

void missingColumn(const MappedColumn& column, const Cells& header, Findings& findings) {
    std::vector<std::string> names;
    for (const csv::Cell& cell : header) names.push_back(text::trim(cell.text));
    addInputError(findings, "F244",
                  Wording{"対応表の列「" + shown(column.column) + "」が表にありません。",
                          "the table has no column \"" + shown(column.column) + "\", which the mapping names."} +
                      suggestion(column.column, names),
                  column.place);
}

std::vector<Column> columnsOf(const Cells& header, const Form& form, const Mapping* mapping, Findings& findings) {
    std::vector<Column> columns;
    for (const csv::Cell& cell : header) {
        Column column;
        const std::string name = text::trim(cell.text);
        if (mapping != nullptr) {
            column.mapped = mapping->column(name);
            if (column.mapped != nullptr) {
                column.field = form.field(column.mapped->field);
                column.part = column.mapped->part;
            }
        } else {
            column.field = fieldNamed(form, name, column.part);
        }
        if (column.field == nullptr) {
            addWarning(findings, "F245",
                       {"この列はどの項目のものか分からないため、取り込みません。対応表に加えてください。",
                        "this column belongs to no field and is not taken; add it to the mapping."},
                       cell.place);
        }
        columns.push_back(std::move(column));
    }
    if (mapping == nullptr) return columns;
    for (const MappedColumn& one : mapping->columns) {
        const bool there = std::any_of(header.begin(), header.end(),
                                       [&](const auto& cell) { return text::trim(cell.text) == one.column; });
        if (!there) missingColumn(one, header, findings);
    }
    return columns;
}

bool blank(const Cells& row) {
    return std::all_of(row.begin(), row.end(), [](const csv::Cell& cell) { return text::trim(cell.text).empty(); });
}

}  // namespace

std::vector<IncomingRecord> recordsFromCsv(std::string_view utf8, const std::string& file, const Form& form,
                                           const Mapping* mapping, const IncomingOptions& options, Findings& findings) {
    const auto rows = csv::parseCells(utf8, file);
    if (rows) return recordsFromTable(*rows, file, form, mapping, options, findings);
    findings.errors.push_back(rows.error());
    return {};
}

std::vector<IncomingRecord> recordsFromTable(const csv::Table& rows, const std::string& file, const Form& form,
                                             const Mapping* mapping, const IncomingOptions& options,
                                             Findings& findings) {
    std::vector<IncomingRecord> records;
    const Cells header = rows.empty() ? Cells{} : rows.front();
    const std::size_t before = findings.errors.size(), warned = findings.warnings.size();
    const auto columns = columnsOf(header, form, mapping, findings);
    if (findings.errors.size() > before) return records;
    if (std::none_of(columns.begin(), columns.end(), [](const Column& c) { return c.field != nullptr; })) {
        findings.warnings.resize(warned);  // one word for all of them
        addInputError(
            findings, "F249",
            {"様式の項目の列が一つもありません。1行目に項目の id か名前を書くか、--map で対応表を渡してください。",
             "no column belongs to the form; write ids or titles of fields into the first row, or pass a mapping "
             "with --map."},
            Place{file, 1, 1, 0});
        return records;
    }
    for (std::size_t n = 1; n < rows.size(); ++n) {
        const Cells& row = rows[n];
        if (blank(row)) continue;
        if (row.size() != columns.size()) {
            const std::string there = std::to_string(row.size()), wanted = std::to_string(columns.size());
            addInputError(
                findings, "F246",
                {"列の数が見出しと違います(" + wanted + " 列のはずが " + there +
                     " 列)。コンマを含む値は \" で囲んでください。",
                 "the header has " + wanted + " columns and this row " + there + "; quote values that hold a comma."},
                row.front().place);
            continue;
        }
        std::vector<IncomingValue> values;
        for (std::size_t at = 0; at < row.size(); ++at)
            if (columns[at].field != nullptr)
                values.push_back({columns[at].field, columns[at].part, row[at].text, columns[at].mapped});
        records.push_back({recordOf(form, values, options), row.front().place});
    }
    return records;
}

}  // namespace toitsu::forms
