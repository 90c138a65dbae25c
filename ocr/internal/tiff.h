#pragma once

// Inside ocr only: one directory of a TIFF, and its strips or tiles as our pixels.

#include <cstdint>

#include <tiffio.h>

#include "ocr/internal/formats.h"

namespace toitsu::ocr {

struct TiffDirectory {
    toff_t offset = 0;
    RasterHeader header;
    std::uint16_t bits = 1, samples = 1, photometric = 0, compression = 1;
    bool tiled = false;
    bool together = true;  // all samples of a pixel stand beside each other
};

template <class T>
T tiffField(TIFF* tiff, std::uint32_t tag, T absent) {
    T value{};
    return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : absent;
}

// Whether the bits and samples are of a kind that decodeTiff() knows.
bool knownPixels(TIFF* tiff, const TiffDirectory& directory);

// False when the file is broken. What libtiff complains about is counted elsewhere.
bool decodeTiff(TIFF* tiff, const TiffDirectory& directory, Picture& out);

}  // namespace toitsu::ocr
