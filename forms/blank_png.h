#pragma once

// PNG in and out for blanks, through cairo.

#include <string>
#include <vector>

#include "forms/blank.h"
#include "forms/blank_canvas.h"

namespace toitsu::forms {

// F304 when the file is no PNG or too large.
Result<Cairo<cairo_surface_t>> readPngSurface(const std::string& path);

std::vector<std::uint8_t> greyPixels(cairo_surface_t* rgb);  // of an opaque 32-bit surface

// Eight-bit grey with the resolution in it, so that it prints at its true size.
std::string encodeGreyPng(const BlankPicture& picture, double dpi);
std::string withResolution(std::string png, double dpi);  // a PNG as cairo writes it, with the resolution put in

}  // namespace toitsu::forms
