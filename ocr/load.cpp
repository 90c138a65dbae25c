#include <chrono>
#include <filesystem>

#include "base/files.h"
#include "ocr/internal/formats.h"
#include "ocr/page.h"

namespace toitsu::ocr {

namespace {

bool starts(std::string_view bytes, std::string_view with) {
    return bytes.substr(0, with.size()) == with;
}

}  // namespace

Format formatOf(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (starts(bytes, "\x89PNG\r\n\x1a\n"sv)) return Format::png;
    if (starts(bytes, "\xff\xd8\xff"sv)) return Format::jpeg;
    if (starts(bytes, "II*\0"sv) || starts(bytes, "MM\0*"sv)) return Format::tiff;
    // The PDF header may stand anywhere in the first kilobyte.
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return Format::pdf;
    return Format::unknown;
}

tl::unexpected<Error> broken(const std::string& path, int page) {
    return fail(ErrorKind::input, "S004",
                {"画像が壊れているか途中で切れています。もう一度スキャンしてください",
                 "the picture is broken or cut off; scan it again"},
                {path, 0, 0, page});
}

tl::unexpected<Error> tooManyPixels(const std::string& path, int page, double pixels, const Limits& limits) {
    const auto millions = [](double n) { return std::to_string(static_cast<long long>(n / 1e6)); };
    return fail(ErrorKind::limit, "S005",
                {"画素数が多すぎます（約" + millions(pixels) + "百万画素、上限" +
                     millions(static_cast<double>(limits.pixels)) + "百万画素）。300 dpi でスキャンしてください",
                 "too many pixels (about " + millions(pixels) + " million, limit " +
                     millions(static_cast<double>(limits.pixels)) + " million); scan at 300 dpi"},
                {path, 0, 0, page});
}

tl::unexpected<Error> tooManyPages(const std::string& path, int pages, const Limits& limits) {
    return fail(
        ErrorKind::limit, "S006",
        {"ページが多すぎます（" + std::to_string(pages) + "ページ、上限" + std::to_string(limits.pages) +
             "）。ファイルを分けてください",
         "too many pages (" + std::to_string(pages) + ", limit " + std::to_string(limits.pages) + "); split the file"},
        {path, 0, 0, 0});
}

Result<std::vector<Page>> load(const std::string& path, const Limits& limits) {
    const auto begin = std::chrono::steady_clock::now();
    auto bytes = files::read(path, limits.bytes);
    if (!bytes) {
        Error error = bytes.error();
        error.code = error.kind == ErrorKind::limit ? "S007" : "S001";
        return fail(error);
    }
    if (bytes->empty())
        return fail(ErrorKind::input, "S002",
                    {"ファイルが空です。スキャンが終わる前に取り込まれていないか確かめてください",
                     "the file is empty; perhaps it was taken before the scanner had finished"},
                    {path, 0, 0, 0});
    const Format format = formatOf(*bytes);
    if (format == Format::unknown)
        return fail(ErrorKind::input, "S003",
                    {"PNG、JPEG、TIFF、PDF のどれでもありません。拡張子ではなく中身で判断しています",
                     "this is none of PNG, JPEG, TIFF and PDF (judged by content, not by the file's name)"},
                    {path, 0, 0, 0});
    auto pages = format == Format::pdf ? loadPdf(path, limits) : loadRaster(path, *bytes, format, limits);
    if (!pages) return pages;
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    for (auto& page : *pages) page.loadMillis = took.count() / static_cast<double>(pages->size());
    return pages;
}

}  // namespace toitsu::ocr
