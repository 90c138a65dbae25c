#pragma once

// The parts of `./dev bench ocr`. Each prints a table; an Error ends the run.

#include <string>

#include "base/result.h"

namespace toitsu::bench {

struct BenchOptions {
    std::string weights;
    std::string foreign;  // folder of pages of other makers; its rows are left out when it is not there
    std::string work;     // a folder for what is made on the way
    int times = 5;        // of which the median counts
    int layouts = 500;    // of the largest library
    int pages = 1000;     // of the soak
    int jobs = 0;         // 0: as many threads as the machine has
};

Result<void> printStages(const BenchOptions& options);      // what a page costs, step by step, beside decoding alone
                                                            // and tesseract on the whole page
Result<void> printThroughput(const BenchOptions& options);  // pages per second, memory
Result<void> printScaling(const BenchOptions& options);     // with fields, resolution, layouts

// Reads `pages` pages with `jobs` threads and prints the memory on the way. T041 when a page was lost, doubled, out of
// order or read differently than the first time, T042 when memory grew.
Result<void> soak(const BenchOptions& options);

int threadsOf(const BenchOptions& options);

}  // namespace toitsu::bench
