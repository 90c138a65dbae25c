#pragma once

// PAGE-XML 2019-07-15 (PRImA): one TextRegion per field, its id and value in `custom`.

#include <memory>

#include "ocr/formats/format.h"

namespace toitsu::ocr {

std::unique_ptr<FormatWriter> makePageXml(const FormatOptions& options);

}  // namespace toitsu::ocr
