#pragma once

// What `toitsu form diff` tells: as text, JSON, and a page of pictures.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"
#include "forms/change.h"
#include "forms/diff_picture.h"
#include "forms/layout.h"

namespace toitsu::cli {

std::string diffText(const std::vector<forms::Change>& changes, const Terminal& terminal);
std::string diffJson(const std::vector<forms::Change>& changes);
// One HTML file with the pictures inside, Japanese and English.
std::string diffPage(const forms::Layout& before, const forms::Layout& after, const std::vector<forms::Change>& changes,
                     const std::vector<forms::DiffPicture>& pictures);

}  // namespace toitsu::cli
