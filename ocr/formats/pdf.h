#pragma once

// PDF/A-2b: the scan as it came under an invisible text layer, field by field.

#include <memory>

#include "ocr/formats/format.h"

namespace toitsu::ocr {

std::unique_ptr<FormatWriter> makePdf(const FormatOptions& options);

}  // namespace toitsu::ocr
