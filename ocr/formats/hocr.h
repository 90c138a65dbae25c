#pragma once

// hOCR 1.2: XHTML with one ocr_carea per field.

#include <memory>

#include "ocr/formats/format.h"

namespace toitsu::ocr {

std::unique_ptr<FormatWriter> makeHocr(const FormatOptions& options);

}  // namespace toitsu::ocr
