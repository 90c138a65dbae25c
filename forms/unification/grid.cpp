#include "forms/unification/grid.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace toitsu::forms::unification {
namespace {

constexpr int kColumns = 12;
constexpr double kLabel = 27, kNarrowLabel = 21;  // mm, width
constexpr double kNarrowCell = 64;                // mm: below this the label is narrow
constexpr double kLabelSize = 3, kSmallLabel = 2.6;
constexpr double kLineHeight = 1.45;  // of a label's size, as the blank is drawn

double labelWidth(const GridCell& cell, double width) {
    if (!cell.entries.front().labelled()) return 0;
    return width < kNarrowCell ? kNarrowLabel : kLabel;
}

struct LabelText {
    double size;
    int lines;
    double height() const { return lines * size * kLineHeight + 0.8; }
};

LabelText labelText(const std::string& label, double width) {
    const auto lines = [&](double size) {
        return static_cast<int>(std::ceil(textWidth(label, size) / (width - 1.6) - 1e-6));
    };
    for (const double size : {kLabelSize, 2.8})
        if (lines(size) <= 2) return {size, std::max(1, lines(size))};
    return {kSmallLabel, lines(kSmallLabel)};
}

double least(const GridCell& cell, double label) {
    double width = 0;
    for (const Entry& entry : cell.entries) width = std::max(width, entry.least());
    return label + width;
}

int spanOf(const GridCell& cell, double width) {
    const double column = width / kColumns;
    for (const int span : {3, 4, 6, 8, 9}) {
        const double room = span * column;
        if (room >= least(cell, labelWidth(cell, room))) return span;
    }
    return kColumns;
}

bool elastic(const GridCell& cell) {
    const FieldType type = cell.entries.back().field().type;
    return type == FieldType::text || type == FieldType::personName || type == FieldType::kana ||
           type == FieldType::address;
}

// Fills the row: equal cells stay equal where twelve allows it, else the free text grows.
void stretch(GridRow& row) {
    int used = 0;
    bool equal = true;
    for (const GridCell& cell : row.cells) {
        used += cell.span;
        equal = equal && cell.span == row.cells.front().span;
    }
    const int count = static_cast<int>(row.cells.size());
    if (equal && kColumns % count == 0) {
        for (GridCell& cell : row.cells) cell.span = kColumns / count;
        return;
    }
    auto it = std::find_if(row.cells.rbegin(), row.cells.rend(), elastic);
    if (it == row.cells.rend()) it = row.cells.rbegin();
    it->span += kColumns - used;
}

std::vector<double> heightsAt(const GridCell& cell, double width) {
    const double label = labelWidth(cell, width);
    std::vector<double> heights;
    for (std::size_t i = 0; i < cell.entries.size(); ++i) {
        double height = cell.entries[i].heightAt(width - label);
        if (label > 0 && !cell.labels[i].empty()) height = std::max(height, labelText(cell.labels[i], label).height());
        heights.push_back(height);
    }
    return heights;
}

double sum(const std::vector<double>& values) {
    double total = 0;
    for (const double value : values) total += value;
    return total;
}

void setHeight(GridRow& row, double width) {
    row.height = 0;
    for (const GridCell& cell : row.cells)
        row.height = std::max(row.height, sum(heightsAt(cell, cell.span * width / kColumns)));
}

bool isName(const Field& field) {
    return field.type == FieldType::personName || field.type == FieldType::text;
}

std::vector<GridCell> cellsOf(const std::vector<GridField>& fields) {
    std::vector<GridCell> cells;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        GridCell cell;
        cell.entries.push_back(fields[i].entry);
        cell.labels.push_back(fields[i].label);
        const Field& field = fields[i].entry.field();
        if (i + 1 < fields.size() && fields[i + 1].prefix == fields[i].prefix) {
            const Field& next = fields[i + 1].entry.field();
            const bool kana = field.type == FieldType::kana && isName(next);
            const bool postcode = field.type == FieldType::postcode && next.type == FieldType::address;
            if (kana || postcode) {
                cell.entries.push_back(fields[++i].entry);
                if (postcode) cell.labels.front() = fields[i].label;
                cell.labels.push_back(postcode ? "" : fields[i].label);
            }
        }
        cells.push_back(std::move(cell));
    }
    return cells;
}

// Lines of our own, about equally long, so that every drawing breaks them alike: rather before a bracket or behind の
// than inside a word, as long as no line grows wider than `room`.
std::vector<std::string> brokenLabel(const std::string& label, const LabelText& text, double room) {
    const std::u32string all = text::decode(label);
    const auto width = [&](std::size_t from, std::size_t to) {
        return textWidth(text::encode(all.substr(from, to - from)), text.size);
    };
    std::vector<std::string> parts;
    std::size_t at = 0;
    for (int left = text.lines; left > 0 && at < all.size(); --left) {
        std::size_t end = all.size();
        if (left > 1) {
            end = at + (all.size() - at + static_cast<std::size_t>(left) - 1) / static_cast<std::size_t>(left);
            for (const int shift : {0, -1, 1, -2, 2, -3, 3}) {
                const auto candidate = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(end) + shift);
                if (candidate <= at + 1 || candidate + 1 >= all.size()) continue;
                if (all[candidate] != U'（' && all[candidate] != U'(' && all[candidate - 1] != U'の') continue;
                if (width(at, candidate) > room || width(candidate, all.size()) > room * (left - 1)) continue;
                end = candidate;
                break;
            }
        }
        parts.push_back(text::encode(all.substr(at, end - at)));
        at = end;
    }
    return parts;
}

void drawLabel(const std::string& label, const Box& box, LayoutPage& page) {
    page.printed.emplace_back(PrintedFrame{box, 0.2});
    const LabelText text = labelText(label, box.width);
    const double line = text.size * kLineHeight;
    double y = box.centre().y - line * text.lines / 2;
    for (const std::string& part : brokenLabel(label, text, box.width - 0.8)) {
        print(page, part, {box.x + 0.4, y, box.width - 0.8, line}, text.size, "centre");
        y += line;
    }
}

}  // namespace

std::vector<GridRow> arrange(const std::vector<GridField>& fields, double width) {
    std::vector<GridRow> rows;
    int used = kColumns;
    for (GridCell& cell : cellsOf(fields)) {
        cell.span = spanOf(cell, width);
        if (used + cell.span > kColumns) {
            rows.emplace_back();
            used = 0;
        }
        used += cell.span;
        rows.back().cells.push_back(std::move(cell));
    }
    for (GridRow& row : rows) {
        stretch(row);
        setHeight(row, width);
    }
    return rows;
}

void drawRow(const GridRow& row, double x, double y, double width, double height, LayoutPage& page) {
    for (const GridCell& cell : row.cells) {
        const double cellWidth = cell.span * width / kColumns, label = labelWidth(cell, cellWidth);
        const std::vector<double> heights = heightsAt(cell, cellWidth);
        const double scale = height / sum(heights);
        const bool shared = cell.labels.size() > 1 && cell.labels.back().empty();
        if (label > 0 && shared) drawLabel(cell.labels.front(), {x, y, label, height}, page);
        double top = y;
        for (std::size_t i = 0; i < cell.entries.size(); ++i) {
            const double own = heights[i] * scale;
            if (label > 0 && !shared) drawLabel(cell.labels[i], {x, top, label, own}, page);
            cell.entries[i].draw({x + label, top, cellWidth - label, own}, page);
            if (!shared) page.printed.emplace_back(PrintedFrame{{x + label, top, cellWidth - label, own}, 0.2});
            top += own;
        }
        if (shared) page.printed.emplace_back(PrintedFrame{{x + label, y, cellWidth - label, height}, 0.2});
        x += cellWidth;
    }
}

}  // namespace toitsu::forms::unification
