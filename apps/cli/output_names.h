#pragma once

// Where the files of one run go: one named file, or a folder in which every scan has its own name.

#include <set>
#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::cli {

class OutputNames {
public:
    // `out` is one file when it ends in `extension` and is no folder; else a folder, which is made. Scans of the same
    // name keep their extension (a.jpg.xml, a.tif.xml), then a number.
    static Result<OutputNames> make(const std::string& out, const std::vector<std::string>& scans,
                                    const std::string& extension);

    bool oneFile() const { return oneFile_; }
    const std::string& folder() const { return folder_; }

    // For a scan, or for a page of one that has several. C091 when another one was written to the only file already;
    // C092 when the path is one of the scans.
    // `sheet`: of several in that page's picture, from 1; 0 where it is one.
    Result<std::string> next(std::size_t scan, int page, int pages, const std::string& extension, int sheet = 0);

private:
    std::string folder_, file_;
    bool oneFile_ = false;
    std::vector<std::string> stems_;  // by scan
    std::set<std::string> scans_;     // absolute
    std::set<std::string> given_;
};

}  // namespace toitsu::cli
