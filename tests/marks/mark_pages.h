#pragma once

// A mark sheet as the reader gets it.

#include "ocr/page.h"
#include "tests/scanlab/mark_sheet.h"

namespace toitsu::marks {

// The scan after its file format had its way with it (JPEG loses).
ocr::Page pageOf(const scanlab::Scan& scan);

}  // namespace toitsu::marks
