#pragma once

// The shipped samples and what really stands on them.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/library.h"
#include "forms/record.h"

namespace toitsu::authoring {

struct Sample {
    std::string file;
    std::string truthFile;
    std::string layout;  // "" when it is no page of the library
    int page = 1;        // of the file
    int pagesInFile = 1;
    std::string profile;                        // how it was scanned
    std::string sha256;                         // of the file
    std::map<std::string, std::string> fields;  // canonical text

    std::string name() const;  // file name without folder, and the page when there are several
    std::string pageId() const { return sha256 + "-" + std::to_string(page); }
};

// forms/*/samples/ of the library: every truth file and the picture of the same name, one sample per page. C072 when a
// truth is unreadable, a picture is missing, or there are none.
Result<std::vector<Sample>> loadSamples(const std::string& library);

// The same for one folder with pictures and truth files.
Result<std::vector<Sample>> samplesIn(const std::string& folder);

// The truth as a record: what a binding must make of it. F2xx when a truth does not fit its form.
Result<forms::Record> truthRecord(const forms::Form& form, const Sample& sample);

}  // namespace toitsu::authoring
