// Any bytes as a scan: PNG, JPEG, TIFF or WebP, decoded to the last page or refused with a code; in this process, so
// that a crash is seen. Of a PDF only the JPEGs in it are looked through: the rest is left to its child process, and
// what is ours of that is fuzzed as pdf_lists.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "ocr/internal/formats.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace toitsu::ocr;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    Limits limits;
    limits.pixels = 2'000'000;
    limits.totalPixels = 4'000'000;
    limits.pages = 20;
    if (fileTypeOf(bytes) == FileType::pdf) {
        picturesAreWhole(bytes, limits);
        return 0;
    }
    auto source = openBytes("fuzz", bytes, limits);
    if (!source) {
        if (source.error().code.empty()) std::abort();
        return 0;
    }
    for (int number = 1; number <= (*source)->pages(); ++number) {
        auto decoded = (*source)->decode(number);
        if (!decoded) {
            if (decoded.error().code.empty()) std::abort();
            continue;
        }
        const Page page = finished("fuzz", number, std::move(*decoded));
        const auto& p = page.picture;
        if (p.pixels->size() != static_cast<std::size_t>(p.width) * static_cast<std::size_t>(p.height) *
                                    static_cast<std::size_t>(p.channels))
            std::abort();
    }
    return 0;
}
