#pragma once

// One page read as `toitsu read` does it, with what every step cost: milliseconds of processor time.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/library.h"
#include "ocr/reader.h"

namespace toitsu::bench {

struct Cost {
    double decode = 0, identify = 0, place = 0, read = 0, unify = 0, all = 0;
    std::map<std::string, double> recognizers;  // of `read`
};

// From the file to the record. The page must be read as `layout`: a refused one would cost little and say nothing.
Result<Cost> costOf(const std::string& file, const forms::Library& library, const ocr::Reader& reader,
                    const std::string& layout);

// The same some times, after one that does not count: each step's median.
Result<Cost> medianCost(const std::string& file, const forms::Library& library, const ocr::Reader& reader,
                        const std::string& layout, int times);

double median(std::vector<double> values);

// `tesseract -l jpn` on the whole page: its model loaded, the picture decoded.
Result<double> tesseractMillis(const std::string& file);

double residentMb();      // now
double mostResidentMb();  // since the last call of forgetMostResident()
void forgetMostResident();

// Reads all files in so many threads, as `toitsu read --jobs` does. Pages per second of the clock and of processor
// time.
struct Throughput {
    double perSecond = 0, perCpuSecond = 0;
};
Throughput throughput(const std::vector<std::string>& files, const forms::Library& library, const ocr::Reader& reader,
                      int jobs);

}  // namespace toitsu::bench
