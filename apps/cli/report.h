#pragma once

// The report: one HTML file and its pictures, in Japanese, that opens from disk without network or scripts.

#include <string>
#include <vector>

#include "apps/cli/demo_result.h"
#include "apps/station/data_folder.h"
#include "forms/library.h"

namespace toitsu::cli {

struct BackendLine {
    std::string id;
    std::string file;  // relative to the report
    int entries = 0;
};

struct ReportInput {
    std::string out;  // folder: report.html and report/ go there
    const station::DataFolder* data = nullptr;
    const forms::Library* library = nullptr;
    const std::vector<ScanResult>* results = nullptr;
    std::vector<BackendLine> backends;
    double seconds = 0;  // of reading and flow, all samples
};

Result<void> writeReport(const ReportInput& input);

}  // namespace toitsu::cli
