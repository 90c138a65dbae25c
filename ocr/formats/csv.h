#pragma once

// CSV (RFC 4180, UTF-8): a row for each page with a column for each field of the forms that occurred, or a row for each
// field.

#include <memory>

#include "ocr/formats/format.h"

namespace toitsu::ocr {

std::unique_ptr<FormatWriter> makeCsv(const FormatOptions& options);

}  // namespace toitsu::ocr
