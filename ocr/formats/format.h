#pragma once

// Output formats for other programs. One file pair and one line in the table of format.cpp adds one. A writer takes
// pages in order and answers the bytes of a file; where the file goes is the caller's affair.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ocr/formats/field_text.h"

namespace toitsu::ocr {

struct FormatOptions {
    std::string software = "toitsu";  // name and version, as it may stand in a file
    std::string created;  // ISO 8601 in UTC; "" keeps the time out, so that the same scan gives the same file
    Language language = Language::ja;  // of texts for people (reasons of doubts)
    bool rowPerField = false;          // csv: a row for each field instead of one for each page
};

class FormatWriter {
public:
    virtual ~FormatWriter() = default;
    virtual Result<void> add(const ReadPage& page) = 0;
    virtual Result<std::string> finish() = 0;  // once, after the last page
};

// What one file holds.
enum class Scope { page, scan, run };

struct OutputFormat {
    std::string_view name;  // of --format
    std::string_view extension;
    Scope scope = Scope::scan;
    bool binary = false;
    std::unique_ptr<FormatWriter> (*make)(const FormatOptions& options);
};

const std::vector<OutputFormat>& outputFormats();
const OutputFormat* findOutputFormat(std::string_view name);  // nullptr when there is none of that name

}  // namespace toitsu::ocr
