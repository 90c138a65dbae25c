#pragma once

// The fields of a fillable PDF (AcroForm, ISO 32000-1 12.7) where they stand on its pages.

#include <string>
#include <vector>

#include "base/result.h"
#include "forms/draft/seen_page.h"

namespace toitsu::ocr {

// One list for each page, empty for a PDF without fields; millimetres of the page as it is shown (crop box, turned).
// A file that is no PDF has no fields. S004 when a PDF cannot be parsed.
Result<std::vector<std::vector<forms::SeenInput>>> acroInputs(const std::string& path);

}  // namespace toitsu::ocr
