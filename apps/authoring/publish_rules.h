#pragma once

// Publish rules: what a text must be beside right, before it may take the place of the published one.

#include <map>
#include <string>
#include <vector>

#include "apps/authoring/library_file.h"
#include "base/result.h"

namespace toitsu::authoring {

// `before` is the published text, "" for a new file. V306 the version of a form or layout does not rise, V312 a field
// is no longer 個人番号 (pages that are there already would show it), V318 records of the published version could not
// be carried over, V319 nothing has changed.
Result<void> mayFollow(const std::string& path, const std::string& before, const std::string& after);

// F054 when a layout of these texts takes an id that another one has: the station would read by one of the two only.
Result<void> idsAreFree(const std::vector<LibraryFile>& published, const std::map<std::string, std::string>& texts);

}  // namespace toitsu::authoring
