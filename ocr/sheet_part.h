#pragma once

// Sheets that were scanned together stay in their picture: results say where things stand in it. What looks at one
// sheet alone cuts it out here.

#include <string>

#include "ocr/page.h"
#include "ocr/reader.h"

namespace toitsu::ocr {

// Which page of its file, for people and in names: "3", or "3.2" for the second sheet in the third picture.
std::string pageLabel(int page, int sheet);

// The part of the picture that shows the page's sheet, as a page that is one sheet; the page itself where it is.
Page partAlone(const Page& page);

// All its places, by so many pixels.
void move(PageReading& reading, double dx, double dy);
void move(forms::Reading& reading, double dx, double dy);

}  // namespace toitsu::ocr
