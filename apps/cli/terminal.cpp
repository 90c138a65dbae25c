#include "apps/cli/terminal.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::cli {

void Terminal::report(const Error& error) {
    out.flush();  // what was already said stands before the error, also in a log that takes both
    err << error.text(language) << '\n';
    fails(error);
}

void Terminal::fails(const Error& error) {
    if (exit_ == ExitCode::done || exit_ == ExitCode::differs) exit_ = exitCode(error.kind);
}

void Terminal::warn(const Error& error) {
    out.flush();
    const std::string where = error.place.text();
    err << (where.empty() ? "" : where + ": ") << "warning " << error.code << ": " << say(error.message) << '\n';
}

namespace {

// East Asian Wide and Fullwidth ranges as far as Japanese text uses them (Unicode Standard Annex 11).
bool isWide(char32_t c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool isZeroWidth(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

}  // namespace

int columns(std::string_view utf8) {
    int count = 0;
    for (const char32_t c : text::decode(utf8)) count += isZeroWidth(c) ? 0 : isWide(c) ? 2 : 1;
    return count;
}

Table::Table(std::vector<std::string> head) {
    rows_.push_back(std::move(head));
}

void Table::add(std::vector<std::string> row) {
    row.resize(rows_.front().size());
    rows_.push_back(std::move(row));
}

std::string Table::text() const {
    std::vector<int> widths(rows_.front().size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
    std::string out;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size()) line.append(static_cast<std::size_t>(widths[i] - columns(row[i]) + 2), ' ');
        }
        while (!line.empty() && line.back() == ' ') line.pop_back();
        out += line + "\n";
        if (&row == &rows_.front()) {
            int total = 0;
            for (const int width : widths) total += width + 2;
            out.append(static_cast<std::size_t>(std::max(0, total - 2)), '-');
            out += "\n";
        }
    }
    return out;
}

}  // namespace toitsu::cli
