#pragma once

// The parts of the report, each one function from data to HTML. All text goes through xml::escape; the result is
// well-formed XML as well, so a test can read it.

#include <string>
#include <string_view>

#include "apps/cli/demo_result.h"
#include "apps/cli/report.h"
#include "workflows/drawing/picture.h"

namespace toitsu::cli {

std::string reportStyle();                            // the style sheet
std::string reportSummary(const ReportInput& input);  // figures, quadrants, backends, table of scans
// One scan: page with its fields, fields with crops, path, timings, history. `picture` is relative to the report.
std::string reportScan(const ScanResult& result, std::size_t number, const std::string& picture,
                       const workflows::drawing::Picture* flow);
std::string reportPage(const ScanResult& result, const std::string& picture);  // the scan with its fields drawn on it

// A smaller copy of the page for the report, at most about `most` pixels wide or high.
Result<void> writeReportPicture(const station::DataFolder& data, const station::PageRecord& page, int most,
                                const std::string& path);

std::string number(double value, int digits);
std::string verdictBadge(const ScanResult& result);
std::string anchor(std::size_t number);  // "scan-3"
std::string text(const Value& value);    // a string's text, "" for anything else
double figure(const Value& value);       // a number, 0 for anything else

}  // namespace toitsu::cli
