#pragma once

// Inside ocr only: the file formats, each from bytes to pages. Every decoder looks at the header before it decodes,
// asks its library for no more than the limits allow, and keeps the library's messages off standard error.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/page.h"

namespace toitsu::ocr {

enum class FileType { unknown, png, jpeg, tiff, webp, pdf };
FileType fileTypeOf(std::string_view bytes);

// One page as its file stores it.
struct Decoded {
    Picture picture;
    double dpiX = 0, dpiY = 0;  // 0 = not said
    int orientation = 1;        // EXIF 1–8
};

class PageSource {
public:
    virtual ~PageSource() = default;
    virtual int pages() const = 0;
    virtual Result<Decoded> decode(int number) = 0;
};

using Opened = Result<std::unique_ptr<PageSource>>;
// By what the bytes begin with, in this process. S003 for PDF: see openPdf().
Opened openBytes(const std::string& path, std::string bytes, const Limits& limits);
// The same in a confined process of the file's own. S014, S015.
Opened openApart(const std::string& path, std::string_view bytes, const Limits& limits);
Opened openPng(const std::string& path, std::string bytes, const Limits& limits);
Opened openJpeg(const std::string& path, std::string bytes, const Limits& limits);
Opened openTiff(const std::string& path, std::string bytes, const Limits& limits);
Opened openWebp(const std::string& path, std::string bytes, const Limits& limits);
Opened openPdf(const std::string& path, std::string_view bytes, const Limits& limits);

// From the headers only, before any pixel is decoded.
struct RasterHeader {
    int width = 0;
    int height = 0;
    double dpiX = 0, dpiY = 0;
    int orientation = 1;
    bool decodable = true;  // false: lossless or arithmetic JPEG, an animation, two channels
};
RasterHeader headerOfPng(std::string_view bytes);
RasterHeader headerOfJpeg(std::string_view bytes);
RasterHeader headerOfWebp(std::string_view bytes);

// Whether nothing is missing or damaged in the JPEGs of a PDF; in this process, and in a confined one.
bool picturesAreWhole(std::string_view pdf, const Limits& limits);
Result<void> lookApart(const std::string& path, std::string_view pdf, const Limits& limits);
// Whether libjpeg finds nothing missing or damaged. Nothing is kept.
bool soundJpeg(std::string_view bytes, const Limits& limits);

// S004, S005 or S012 when the header says so.
Result<void> checkHeader(const std::string& path, int page, const RasterHeader& header, const Limits& limits);

tl::unexpected<Error> unknownKind(const std::string& path);                                                   // S003
tl::unexpected<Error> broken(const std::string& path, int page = 0);                                          // S004
tl::unexpected<Error> tooManyPixels(const std::string& path, int page, double pixels, const Limits& limits);  // S005
tl::unexpected<Error> tooManyPages(const std::string& path, int pages, const Limits& limits);                 // S006
tl::unexpected<Error> unreadableKind(const std::string& path, int page);                                      // S012
tl::unexpected<Error> tooMuchTogether(const std::string& path);                                               // S013
tl::unexpected<Error> tooMuchWork(const std::string& path, int page);                                         // S016

using Pixels = std::shared_ptr<std::vector<std::uint8_t>>;
// Uninitialised would be faster and might show another page's pixels where a decoder leaves a gap.
Pixels paper(int width, int height, int channels);

// The resolution, or 0 when no paper can have it.
double credibleDpi(double dpi, int longestPixels);

// Onto white paper, in place: the last of the channels is how opaque the others are.
void dropAlpha(std::vector<std::uint8_t>& pixels, int channels);

// What every page goes through after decoding: square pixels, upright, one channel where no pixel is coloured.
Page finished(const std::string& path, int number, Decoded decoded);

}  // namespace toitsu::ocr
