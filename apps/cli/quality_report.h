#pragma once

// The quality of reading as a text for people, JSON or CSV.

#include <string>

#include "apps/cli/quality_sources.h"
#include "apps/cli/terminal.h"
#include "forms/quality.h"

namespace toitsu::cli {

std::string qualityText(const forms::Quality& quality, const QualityCounts& counts, const Terminal& terminal);
Value qualityValue(const forms::Quality& quality, const QualityCounts& counts);  // docs/output.md
std::string qualityCsv(const forms::Quality& quality);

}  // namespace toitsu::cli
