#pragma once

// Libraries written at test time for forms that are not ours: from their blank and their box lists in ../shared/data.

#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace toitsu::golden {

// A folder with forms/<id>/form.xml and layouts that name the strangers' blanks.
struct StrangerLibrary {
    files::TemporaryFolder folder;
    std::string path;
};

// foreign-scans: layouts "a" and "b".
Result<StrangerLibrary> foreignLibrary(const std::string& data);

// quexf-scan: layout "quexf" with two pages; `blanks` are 300 dpi pictures of the blank form's pages.
Result<StrangerLibrary> quexfLibrary(const std::string& data);

}  // namespace toitsu::golden
