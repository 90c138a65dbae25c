#pragma once

// The blank: a layout drawn as a page that can be printed. Real text in the PDF; the picture is what registration
// compares scans with, so both come from the same drawing.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/layout.h"

namespace toitsu::forms {

// Grey pixels, 0 = black, rows without padding.
struct BlankPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

// Draws at `dpi` (300 for registration). F30x when the drawing library fails or no Japanese font is installed.
Result<BlankPicture> drawBlank(const Layout& layout, const LayoutPage& page, double dpi);
Result<void> writeBlankPng(const Layout& layout, const LayoutPage& page, double dpi, const std::string& path);
Result<void> writeBlankPdf(const Layout& layout, const std::string& path);  // all pages

}  // namespace toitsu::forms
