#pragma once

// Inside ocr only: a program run as a child with limits (the PDF tools must not be linked, and must not hang or eat
// memory).

#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::ocr {

struct ChildResult {
    int exitCode = 0;        // 128 + signal when it was killed
    std::string output;      // stdout, at most 256 MiB
    std::string errors;      // stderr, at most 64 KiB
    bool outOfTime = false;  // ended because its processor time was used up
};

// S009 when the program is not installed. `input`: a descriptor that the child has as its
// stdin; without one it has none. It gets at most `seconds` of CPU and 2 GiB of memory,
// no network, and opens files only to read.
Result<ChildResult> runChild(const std::vector<std::string>& arguments, int seconds, int input = -1);

}  // namespace toitsu::ocr
