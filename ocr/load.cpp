#include <chrono>

#include "base/files.h"
#include "ocr/internal/formats.h"
#include "ocr/page.h"

namespace toitsu::ocr {

namespace {

bool starts(std::string_view bytes, std::string_view with) {
    return bytes.substr(0, with.size()) == with;
}

}  // namespace

FileType fileTypeOf(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (starts(bytes, "\x89PNG\r\n\x1a\n"sv)) return FileType::png;
    if (starts(bytes, "\xff\xd8\xff"sv)) return FileType::jpeg;
    // Classic TIFF and BigTIFF.
    if (starts(bytes, "II*\0"sv) || starts(bytes, "MM\0*"sv)) return FileType::tiff;
    if (starts(bytes, "II+\0"sv) || starts(bytes, "MM\0+"sv)) return FileType::tiff;
    if (starts(bytes, "RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return FileType::webp;
    // The PDF header may stand anywhere in the first kilobyte.
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return FileType::pdf;
    return FileType::unknown;
}

Opened openBytes(const std::string& path, std::string bytes, const Limits& limits) {
    switch (fileTypeOf(bytes)) {
        case FileType::png:
            return openPng(path, std::move(bytes), limits);
        case FileType::jpeg:
            return openJpeg(path, std::move(bytes), limits);
        case FileType::tiff:
            return openTiff(path, std::move(bytes), limits);
        case FileType::webp:
            return openWebp(path, std::move(bytes), limits);
        case FileType::pdf:
        case FileType::unknown:
            break;
    }
    return unknownKind(path);
}

Scan::Scan(std::string path, std::unique_ptr<PageSource> source) : path_(std::move(path)), source_(std::move(source)) {}
Scan::Scan(Scan&&) noexcept = default;
Scan& Scan::operator=(Scan&&) noexcept = default;
Scan::~Scan() = default;

Result<Scan> Scan::open(const std::string& path, const Limits& limits) {
    auto bytes = files::read(path, limits.bytes);
    if (!bytes) {
        Error error = bytes.error();
        error.code = error.kind == ErrorKind::limit ? "S007" : "S001";
        return fail(error);
    }
    return fromBytes(path, std::move(*bytes), limits);
}

Result<Scan> Scan::fromBytes(const std::string& path, std::string bytes, const Limits& limits) {
    if (bytes.empty())
        return fail(ErrorKind::input, "S002",
                    {"ファイルが空です。スキャンが終わる前に取り込まれていないか確かめてください",
                     "the file is empty; perhaps it was taken before the scanner had finished"},
                    {path, 0, 0, 0});
    const FileType type = fileTypeOf(bytes);
    auto source = type == FileType::pdf                         ? openPdf(path, bytes, limits)
                  : limits.sandbox && type != FileType::unknown ? openApart(path, bytes, limits)
                                                                : openBytes(path, std::move(bytes), limits);
    if (!source) return fail(source.error());
    return Scan(path, std::move(*source));
}

int Scan::pages() const {
    return source_->pages();
}

Result<Page> Scan::page(int number) {
    const auto begin = std::chrono::steady_clock::now();
    auto decoded = source_->decode(number);
    if (!decoded) return fail(decoded.error());
    Page page = finished(path_, number, std::move(*decoded));
    page.loadMillis = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    return page;
}

Result<std::vector<Page>> load(const std::string& path, const Limits& limits) {
    const auto begin = std::chrono::steady_clock::now();
    auto scan = Scan::open(path, limits);
    if (!scan) return fail(scan.error());
    std::vector<Page> pages;
    std::uint64_t held = 0;
    for (int number = 1; number <= scan->pages(); ++number) {
        auto page = scan->page(number);
        if (!page) return fail(page.error());
        held += page->picture.pixels->size();
        if (held > limits.heldBytes) return tooMuchTogether(path);
        pages.push_back(std::move(*page));
    }
    // Reading and opening belong to what a page costs.
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    for (Page& page : pages) page.loadMillis = took.count() / static_cast<double>(pages.size());
    return pages;
}

}  // namespace toitsu::ocr
