#pragma once

// Scan files with their resolution inside: JPEG, PNG, TIFF (G4 for black and white, several pages), PDF of JPEG pages.

#include <string>
#include <vector>

#include "base/result.h"
#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {

// "tif" for black and white, "png" when nothing may be lost, otherwise "jpg".
std::string naturalFormat(const Scan& scan);

// The kind follows from the path's ending: .jpg, .png (one page), .tif, .pdf (one or more). T010 cannot be written,
// T011 a kind that we do not write or that holds one page only.
Result<void> writeScans(const std::vector<Scan>& pages, const std::string& path);

}  // namespace toitsu::scanlab
