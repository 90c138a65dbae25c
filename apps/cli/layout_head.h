#pragma once

// What a person names on the command line for a layout or record that is to be made: told at once, not by the lint of
// what was written.

#include <optional>
#include <string>

#include "base/result.h"

namespace toitsu::cli {

// C170: no id of a layout.
std::optional<Error> wrongLayoutId(const std::string& id);

// C160: not the six digits of a 全国地方公共団体コード.
std::optional<Error> wrongMunicipality(const std::string& code);

}  // namespace toitsu::cli
