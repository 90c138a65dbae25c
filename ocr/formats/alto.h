#pragma once

// ALTO 4 (Analyzed Layout and Text Object, Library of Congress): one TextBlock per field, a tag with the field's id.

#include <memory>

#include "ocr/formats/format.h"

namespace toitsu::ocr {

std::unique_ptr<FormatWriter> makeAlto(const FormatOptions& options);

}  // namespace toitsu::ocr
