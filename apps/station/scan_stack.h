#pragma once

// The pages of one stack as one file: what `toitsu scan --stack` hands over, so that forms of several pages find their
// other pages (docs/intake.md).

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::station {

// Moves the TIFFs `pages` (one page each, in the order of the feeding) into <folder>/<name>.tiff, compressed: one bit
// by CCITT G4, 8 bits by JPEG (quality 90), anything else without loss. A file that would exceed `limitBytes` ends
// before that page and <name>-2.tiff goes on. Each file appears whole, by renaming; then its pages are removed, so that
// at any moment a page is in one place, or, when killed between these two, in both. → the files. C108 when a page
// cannot be read or a file not written: the pages that are in no finished file are still there.
Result<std::vector<std::string>> writeStack(const std::vector<std::string>& pages, const std::string& folder,
                                            const std::string& name, std::uint64_t limitBytes);

}  // namespace toitsu::station
