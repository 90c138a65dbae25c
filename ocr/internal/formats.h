#pragma once

// Inside ocr only: the file formats, each from bytes to pages.

#include <string>
#include <string_view>
#include <vector>

#include "ocr/page.h"

namespace toitsu::ocr {

enum class Format { unknown, png, jpeg, tiff, pdf };
Format formatOf(std::string_view bytes);

Result<std::vector<Page>> loadRaster(const std::string& path, const std::string& bytes, Format format,
                                     const Limits& limits);
Result<std::vector<Page>> loadPdf(const std::string& path, const Limits& limits);

// From the headers only, before any pixel is decoded.
struct RasterHeader {
    int width = 0;
    int height = 0;
    double dpi = 0;       // 0 = not said
    int orientation = 1;  // EXIF 1–8
};
RasterHeader headerOfPng(std::string_view bytes);
RasterHeader headerOfJpeg(std::string_view bytes);

tl::unexpected<Error> broken(const std::string& path, int page = 0);                                          // S004
tl::unexpected<Error> tooManyPixels(const std::string& path, int page, double pixels, const Limits& limits);  // S005
tl::unexpected<Error> tooManyPages(const std::string& path, int pages, const Limits& limits);                 // S006

}  // namespace toitsu::ocr
