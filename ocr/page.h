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

// Upright rectangle in whole pixels; right and bottom are just outside.
struct PixelBox {
    int left = 0, top = 0, right = 0, bottom = 0;
};

struct Page {
    std::string file;
    int number = 1;   // 1-based in its file
    Picture picture;  // upright as the file says, square pixels, one channel when nothing in it is coloured
    double dpi = 0;   // as the file says; 0 when it says nothing credible
    double loadMillis = 0;
    int sheet = 0;    // of several that lay on the glass together, from 1; 0: the picture is one sheet
    PixelBox part{};  // of the picture that shows that sheet; not said when it is one
};

// Unless the environment says TOITSU_SANDBOX=off.
bool sandboxWanted();

struct Limits {
    std::uint64_t bytes = 50u << 20;
    std::uint64_t pixels = 60'000'000;                 // per page
    std::uint64_t totalPixels = 5'000'000'000;         // of all pages together: what decoding may cost
    std::uint64_t heldBytes = std::uint64_t{3} << 30;  // of all pages that load() holds at the same time
    int pages = 500;
    // Decoded by a process of its own for every file, which can do nothing but decode; false: by this one.
    bool sandbox = sandboxWanted();
};

// Best called first in main(): decoders are forked from a copy of the program as it is now. Without it, from the
// program as it is when the first scan is opened.
void prepareDecoding();

class PageSource;

// A file that was opened: its pages are decoded when they are asked for, so that a thick file takes the memory of one
// page. PNG, JPEG, TIFF (multi-page; CCITT, LZW, JPEG, deflate, PackBits), WebP, PDF (scanned at the resolution of the
// scan, anything else at 300 dpi).
class Scan {
public:
    // Reads the headers only. S001 not found or unreadable, S002 empty file, S003 not a picture type we read, S004
    // broken or cut off, S005 too many pixels, S006 too many pages, S007 too large a file, S008 encrypted PDF, S009
    // pdftoppm is not installed, S012 a kind of picture inside the file that we do not read, S013 too many pixels in
    // all pages together, S014 decoding crashed or did not end, S015 the decoding process cannot be confined, S016 a
    // PDF takes too long to draw.
    static Result<Scan> open(const std::string& path, const Limits& limits = {});
    // The same of a file's bytes; `name` is for messages.
    static Result<Scan> fromBytes(const std::string& name, std::string bytes, const Limits& limits = {});
    Scan(Scan&&) noexcept;
    Scan& operator=(Scan&&) noexcept;
    ~Scan();

    int pages() const;
    Result<Page> page(int number);  // 1-based; errors as above

private:
    Scan(std::string path, std::unique_ptr<PageSource> source);
    std::string path_;
    std::unique_ptr<PageSource> source_;
};

// All pages at once. One page that is broken makes the whole file an error: nothing is lost silently. S013 also when
// the pages do not fit into `heldBytes`: open a Scan for such a file.
Result<std::vector<Page>> load(const std::string& path, const Limits& limits = {});

Result<void> writePng(const Picture& picture, const std::string& path);

}  // namespace toitsu::ocr
