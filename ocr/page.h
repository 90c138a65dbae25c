#pragma once

// Scan and Page (画像): a file as it came, and one side of it as pixels.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::ocr {

// Eight-bit pixels, rows without padding; grey (1 channel) or BGR (3 channels). Cheap to copy.
struct Picture {
    int width = 0;
    int height = 0;
    int channels = 1;
    std::shared_ptr<const std::vector<std::uint8_t>> pixels;

    bool empty() const { return width == 0 || height == 0; }
};

struct Page {
    std::string file;
    int number = 1;   // 1-based in its file
    Picture picture;  // upright as EXIF says
    double dpi = 0;   // as the file says; 0 when it says nothing credible
    double loadMillis = 0;
};

struct Limits {
    std::uint64_t bytes = 50u << 20;
    std::uint64_t pixels = 60'000'000;  // per page
    int pages = 500;
};

// PNG, JPEG, TIFF (multi-page, G4), PDF. S001 not found or unreadable, S002 empty file, S003 not a picture type we
// read, S004 broken or cut off, S005 too many pixels, S006 too many pages, S007 too large a file, S008 encrypted PDF,
// S009 pdftoppm is not installed. One page that is broken makes the whole file an error: nothing is lost silently.
Result<std::vector<Page>> load(const std::string& path, const Limits& limits = {});

Result<void> writePng(const Picture& picture, const std::string& path);

}  // namespace toitsu::ocr
