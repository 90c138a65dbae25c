#pragma once

// A page for eyes: a head line and a table of its fields.

#include <string>

#include "apps/cli/terminal.h"
#include "ocr/formats/field_text.h"

namespace toitsu::cli {

std::string pageTable(const ocr::ReadPage& page, const Terminal& terminal);

}  // namespace toitsu::cli
