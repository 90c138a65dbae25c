#include "apps/cli/table_file.h"

#include <algorithm>

#include "base/files.h"
#include "base/xlsx.h"
#include "forms/doors/incoming.h"
#include "forms/findings.h"

namespace toitsu::cli {

namespace {

constexpr std::size_t kMostBytes = 16u << 20;

Result<csv::Table> sheetOf(const std::string& bytes, const std::string& path, const std::string& sheet) {
    auto sheets = xlsx::read(bytes, path);
    if (!sheets) return fail(sheets.error());
    const auto named = std::find_if(sheets->begin(), sheets->end(),
                                    [&](const xlsx::Sheet& one) { return sheet.empty() || one.name == sheet; });
    if (named != sheets->end()) return std::move(named->rows);
    using forms::operator+;
    std::vector<std::string> names;
    for (const xlsx::Sheet& one : *sheets) names.push_back(one.name);
    return fail(ErrorKind::notFound, "X042",
                Wording{"ブックにシート「" + forms::shown(sheet) + "」がありません。",
                        "The workbook has no sheet \"" + forms::shown(sheet) + "\"."} +
                    forms::suggestion(sheet, names),
                {path, 0, 0, 0});
}

}  // namespace

bool namesWorkbook(const std::string& path) {
    std::string ending = path.size() < 5 ? "" : path.substr(path.size() - 5);
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending == ".xlsx";
}

Result<std::string> readTableText(const std::string& path, const std::string& encoding) {
    const auto bytes = files::read(path, kMostBytes);
    if (!bytes) return fail(bytes.error());
    auto text = forms::decodedTable(*bytes, encoding);
    if (!text) text.error().place.file = path;
    return text;
}

Result<csv::Table> readTable(const std::string& path, const std::string& sheet, const std::string& encoding) {
    const auto bytes = files::read(path, kMostBytes);
    if (!bytes) return fail(bytes.error());
    if (namesWorkbook(path) || xlsx::isWorkbook(*bytes)) return sheetOf(*bytes, path, sheet);
    const auto text = readTableText(path, encoding);
    return text ? csv::parseCells(*text, path) : fail(text.error());
}

}  // namespace toitsu::cli
