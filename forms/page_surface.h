#pragma once

// Pages of a layout as PDF, as SVG and as pixels; what is drawn on them is the caller's.

#include <functional>
#include <string>

#include "base/result.h"
#include "forms/blank_canvas.h"
#include "forms/layout.h"

namespace toitsu::forms {

using PageDrawer = std::function<Result<void>(BlankCanvas&, const LayoutPage&)>;

Result<std::string> pdfOf(const Layout& layout, const PageDrawer& draw);                          // all pages
Result<std::string> svgOf(const Layout& layout, const LayoutPage& page, const PageDrawer& draw);  // text as outlines
// White and opaque, 24 bits. F303 for a resolution outside 20–1200 dpi.
Result<Cairo<cairo_surface_t>> pixelsOf(const Layout& layout, const LayoutPage& page, double dpi,
                                        const PageDrawer& draw);
std::string encodeColourPng(cairo_surface_t* pixels, double dpi);

}  // namespace toitsu::forms
