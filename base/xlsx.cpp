#include "base/xlsx.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

#include <xlsxwriter.h>
#include <zip.h>

#include "base/files.h"
#include "base/xlsx_cells.h"

namespace toitsu::xlsx {

namespace {

constexpr std::size_t kMostBytes = 64u << 20;  // unpacked, all parts that are read
constexpr std::size_t kMostCells = 1'000'000;
constexpr int kMostRows = 1'048'576, kMostColumns = 16384;  // of a sheet

tl::unexpected<Error> noWorkbook(const std::string& file) {
    return fail(ErrorKind::input, "X040",
                {"Excel のブック（.xlsx）として読めません。.xls やパスワード付きのものは .xlsx で保存し直してください",
                 "this is no workbook (.xlsx); save an old .xls, or one with a password, as a plain .xlsx"},
                {file, 0, 0, 0});
}

tl::unexpected<Error> tooLarge(const std::string& file) {
    return fail(ErrorKind::limit, "X041",
                {"ブックが大きすぎます（展開後 64 MiB、100 万セルまで）。分けて保存してください",
                 "the workbook is too large (64 MiB unpacked, 1,000,000 cells); save it in parts"},
                {file, 0, 0, 0});
}

// The parts of the archive, unpacked one by one within the limit.
class Archive {
public:
    Archive(std::string_view bytes, std::string file) : file_(std::move(file)) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source != nullptr) {
            archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
            if (archive_ == nullptr) zip_source_free(source);
        }
        zip_error_fini(&error);
    }
    bool open() const { return archive_ != nullptr; }

    // Nothing where the archive has no such part.
    Result<std::optional<xml::Document>> part(const std::string& name) {
        zip_stat_t about;
        if (zip_stat(archive_.get(), name.c_str(), 0, &about) != 0) return std::optional<xml::Document>();
        if ((about.valid & ZIP_STAT_SIZE) == 0 || about.size > kMostBytes - taken_) return tooLarge(file_);
        const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> part(zip_fopen(archive_.get(), name.c_str(), 0),
                                                                     zip_fclose);
        if (part == nullptr) return noWorkbook(file_);
        std::string text(about.size, '\0');
        const auto size = static_cast<zip_int64_t>(text.size());
        if (zip_fread(part.get(), text.data(), text.size()) != size) return noWorkbook(file_);
        taken_ += text.size();
        auto document = xml::parse(text, file_ + "#" + name);
        if (!document) return fail(document.error());
        return std::optional(std::move(*document));
    }

private:
    std::string file_;
    std::unique_ptr<zip_t, void (*)(zip_t*)> archive_{nullptr, zip_discard};
    std::size_t taken_ = 0;
};

// "worksheets/sheet1.xml" and "/xl/worksheets/sheet1.xml" are the same part.
std::string partName(const std::string& target) {
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
}

void fill(csv::Table& rows, const std::string& file) {
    if (rows.empty()) return;
    while (!rows.front().empty() && rows.front().back().text.empty()) rows.front().pop_back();
    const std::size_t width = rows.front().size();
    for (auto& row : rows) {
        while (row.size() > width && row.back().text.empty()) row.pop_back();
        const int line = row.empty() ? 1 : row.front().place.line;
        while (row.size() < width) row.push_back({"", {file, line, static_cast<int>(row.size()) + 1, 0}});
    }
}

Result<csv::Table> rowsOf(const xml::Element& worksheet, const std::string& file, const Cells& known,
                          std::size_t& cells) {
    csv::Table rows;
    const xml::Element* data = worksheet.child("sheetData");
    if (data == nullptr) return rows;
    int line = 0;
    for (const xml::Element& row : data->children) {
        if (row.local != "row") continue;
        const int given = std::atoi(row.get("r", "0").c_str());
        line = given > line && given <= kMostRows ? given : line + 1;
        std::vector<csv::Cell> texts;
        bool any = false;
        for (const xml::Element& c : row.children) {
            if (c.local != "c") continue;
            const int reference = columnOf(c.get("r"));
            const int column = reference > 0 ? reference : static_cast<int>(texts.size()) + 1;
            if (column > kMostColumns) return tooLarge(file);
            cells += static_cast<std::size_t>(std::max(1, column - static_cast<int>(texts.size())));
            if (cells > kMostCells) return tooLarge(file);
            while (static_cast<int>(texts.size()) < column)
                texts.push_back({"", {file, line, static_cast<int>(texts.size()) + 1, 0}});
            csv::Cell& cell = texts[static_cast<std::size_t>(column - 1)];
            cell.text = cellText(c, known);
            any = any || !cell.text.empty();
        }
        if (any) rows.push_back(std::move(texts));
    }
    fill(rows, file);
    return rows;
}

struct Workbook {
    Cells cells;
    std::vector<std::pair<std::string, std::string>> sheets;  // name and part
};

Result<Workbook> workbookOf(Archive& archive, const std::string& file) {
    Workbook book;
    const auto main = archive.part("xl/workbook.xml");
    if (!main) return fail(main.error());
    const auto links = archive.part("xl/_rels/workbook.xml.rels");
    if (!links) return fail(links.error());
    if (!*main || !*links) return noWorkbook(file);
    std::map<std::string, std::string> targets;
    for (const xml::Element& link : (*links)->root.children) {
        const std::string target = partName(link.get("Target"));
        targets[link.get("Id")] = target;
        const std::string type = link.get("Type");
        const bool strings = type.ends_with("/sharedStrings"), styles = type.ends_with("/styles");
        if (!strings && !styles) continue;
        const auto part = archive.part(target);
        if (!part) return fail(part.error());
        if (*part && strings) book.cells.strings = sharedStrings((*part)->root);
        if (*part && styles) book.cells.dates = dateFormats((*part)->root);
    }
    if (const xml::Element* about = (*main)->root.child("workbookPr")) {
        const std::string from1904 = about->get("date1904");
        book.cells.from1904 = from1904 == "1" || from1904 == "true";
    }
    if (const xml::Element* sheets = (*main)->root.child("sheets"))
        for (const xml::Element& sheet : sheets->children)
            for (const xml::Attribute& attribute : sheet.attributes)
                if (attribute.local == "id" && !attribute.space.empty())
                    book.sheets.emplace_back(sheet.get("name"), targets[attribute.value]);
    return book;
}

}  // namespace

bool isWorkbook(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04");
}

Result<std::vector<Sheet>> read(std::string_view bytes, const std::string& file) {
    Archive archive(bytes, file);
    if (!archive.open()) return noWorkbook(file);
    const auto book = workbookOf(archive, file);
    if (!book) return fail(book.error());
    std::vector<Sheet> sheets;
    std::size_t cells = 0;
    for (const auto& [name, part] : book->sheets) {
        const auto worksheet = archive.part(part);
        if (!worksheet) return fail(worksheet.error());
        if (!*worksheet || (*worksheet)->root.local != "worksheet") continue;  // a sheet that is a chart
        auto rows = rowsOf((*worksheet)->root, sheets.empty() ? file : file + "#" + name, book->cells, cells);
        if (!rows) return fail(rows.error());
        sheets.push_back({name, std::move(*rows)});
    }
    if (sheets.empty()) return noWorkbook(file);
    return sheets;
}

Result<void> write(const std::string& path, const std::vector<SheetText>& sheets) {
    const auto failed = [&] {
        return fail(ErrorKind::unavailable, "X013", {"ファイルを書けません", "the file cannot be written"},
                    {path, 0, 0, 0});
    };
    const auto folder = files::TemporaryFolder::make("xlsx");
    if (!folder) return fail(folder.error());
    const std::string made = folder->path() + "/book.xlsx";
    lxw_workbook* book = workbook_new(made.c_str());
    if (book == nullptr) return failed();
    lxw_format* text = workbook_add_format(book);
    format_set_num_format(text, "@");
    lxw_format* head = workbook_add_format(book);
    format_set_num_format(head, "@");
    format_set_bold(head);
    for (const SheetText& sheet : sheets) {
        lxw_worksheet* worksheet = workbook_add_worksheet(book, sheet.name.c_str());
        if (worksheet == nullptr) {
            lxw_workbook_free(book);
            return failed();
        }
        worksheet_freeze_panes(worksheet, 1, 0);
        for (std::size_t r = 0; r < sheet.rows.size(); ++r)
            for (std::size_t c = 0; c < sheet.rows[r].size(); ++c)
                if (!sheet.rows[r][c].empty())
                    worksheet_write_string(worksheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c),
                                           sheet.rows[r][c].c_str(), r == 0 ? head : text);
    }
    if (workbook_close(book) != LXW_NO_ERROR) return failed();
    const auto bytes = files::read(made);
    if (!bytes) return fail(bytes.error());
    return files::writeAtomically(path, *bytes);
}

}  // namespace toitsu::xlsx
