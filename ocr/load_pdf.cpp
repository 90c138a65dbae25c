#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "ocr/internal/child.h"
#include "ocr/internal/formats.h"

// PDF pages are drawn by pdftoppm in a child process with limits, 300 dpi, one page at a time.

namespace toitsu::ocr {

namespace {

constexpr int kDpi = 300;

struct PdfPage {
    double width = 0, height = 0;  // points
};

struct PdfInfo {
    int pages = 0;
    std::vector<PdfPage> sizes;
};

// "Page    3 size: 595.276 x 841.89 pts (A4)"
PdfInfo parseInfo(const std::string& output) {
    PdfInfo info;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("Pages:", 0) == 0) info.pages = std::atoi(line.c_str() + 6);
        const auto size = line.find(" size:");
        if (line.rfind("Page ", 0) == 0 && size != std::string::npos) {
            char* end = nullptr;
            const double width = std::strtod(line.c_str() + size + 6, &end);
            while (*end == ' ' || *end == 'x') ++end;
            info.sizes.push_back({width, std::strtod(end, nullptr)});
        }
    }
    return info;
}

tl::unexpected<Error> encrypted(const std::string& path) {
    return fail(ErrorKind::input, "S008",
                {"パスワードで暗号化された PDF です。暗号化を外して保存し直してください",
                 "this PDF is encrypted with a password; save it without"},
                {path, 0, 0, 0});
}

}  // namespace

Result<std::vector<Page>> loadPdf(const std::string& path, const Limits& limits) {
    const auto absolute = std::filesystem::absolute(path).string();  // never mistaken for an option
    const auto told = runChild({"pdfinfo", "-f", "1", "-l", std::to_string(limits.pages), absolute}, 20);
    if (!told) return fail(told.error());
    if (told->errors.find("Incorrect password") != std::string::npos) return encrypted(path);
    const PdfInfo info = parseInfo(told->output);
    if (told->exitCode != 0 || info.pages < 1) return broken(path);
    if (info.pages > limits.pages) return tooManyPages(path, info.pages, limits);
    if (info.sizes.size() != static_cast<std::size_t>(info.pages)) return broken(path);
    std::vector<Page> pages;
    for (int number = 1; number <= info.pages; ++number) {
        const auto& size = info.sizes[static_cast<std::size_t>(number) - 1];
        const double pixels = size.width / 72 * kDpi * size.height / 72 * kDpi;
        if (!(pixels > 0)) return broken(path, number);
        if (pixels > static_cast<double>(limits.pixels)) return tooManyPixels(path, number, pixels, limits);
        // To its standard output: a picture of a form in a temporary file would outlive a killed process.
        const std::string n = std::to_string(number);
        const auto drawn = runChild({"pdftoppm", "-r", std::to_string(kDpi), "-f", n, "-l", n, "-png", absolute}, 60);
        if (!drawn) return fail(drawn.error());
        if (drawn->exitCode != 0) return broken(path, number);
        // A damaged content stream still gives a page; its complaints do not count as clean.
        if (drawn->errors.find("Syntax Error") != std::string::npos) return broken(path, number);
        auto page = loadRaster(path, drawn->output, Format::png, limits);
        if (!page) return broken(path, number);
        page->front().number = number;
        page->front().dpi = kDpi;
        pages.push_back(std::move(page->front()));
    }
    return pages;
}

}  // namespace toitsu::ocr
