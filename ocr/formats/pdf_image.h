#pragma once

// A page's picture as a PDF stores it: the scan's own bytes where PDF knows them, else without loss. Inside ocr/formats
// only.

#include <string>

#include "base/result.h"
#include "ocr/page.h"

namespace toitsu::ocr {

struct PdfImage {
    enum class Coding { jpeg, g4, png };  // DCTDecode, CCITTFaxDecode (1 = white), FlateDecode with PNG's predictors
    Coding coding = Coding::png;
    std::string data;
    int width = 0, height = 0;  // as stored
    int bits = 8;               // per component
    int components = 1;         // 1 grey or palette, 3 RGB
    std::string palette;        // RGB triples; "" = none
    int orientation = 1;        // EXIF: what must be done to see it upright
};

// S040 when no coding works, which would be a defect of ours.
Result<PdfImage> pdfImage(const Page& page);

}  // namespace toitsu::ocr
