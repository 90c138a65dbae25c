#pragma once

// Patch codes: the thick bars on the sheets that scanners' makers print for separating documents (Kodak A-61599). Four
// bars, two of 5.1 mm and two of 2.0 mm, with gaps of 2.0 mm, in one of six orders.

#include <optional>

#include "ocr/page.h"

namespace toitsu::ocr {

// '1', '2', '3', '4', '6' or 'T', as read from the page's upper or left edge; upside down 1 and 6 look like each other,
// and so do 3 and T. Nothing when there is no such code, or so much else on the page that it is no separator sheet.
std::optional<char> patchCode(const Page& page);

}  // namespace toitsu::ocr
