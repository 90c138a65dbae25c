#pragma once

// Inside ocr only: a printed address, all its segments together, by the address book and the grammar of house numbers.

#include <vector>

#include "ocr/recognizers/printed_segment.h"
#include "ocr/recognizers/printed_verdict.h"

namespace toitsu::ocr {

void readPrintedAddress(std::vector<PrintedSegment>& segments, const Engines& engines, Verdict& verdict);

}  // namespace toitsu::ocr
