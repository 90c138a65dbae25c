// Any text as what poppler's tools print: a PDF decides what stands there.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ocr/internal/pdf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace toitsu::ocr;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const PdfInfo info = parsePdfInfo(text);
    const auto images = parsePdfImages(text);
    for (const PdfPage& page : info.sizes) {
        const PdfDrawing drawing = drawingOf(page, images);
        if (drawing.dpiX > 500 || drawing.dpiY > 500) std::abort();
    }
    const Picture picture = pictureOfPnm(text);
    if (!picture.empty() && picture.pixels->size() > size * 3) std::abort();
    return 0;
}
