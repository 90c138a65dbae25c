#pragma once

// A value on the command line: JSON, or FEEL where JSON has no word for it (dates); @FILE reads it from a file.

#include <string>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::cli {

// The text itself, or the content of the file behind @.
Result<std::string> argumentText(const std::string& argument);

// X101 with the place in the JSON when it is neither.
Result<Value> valueArgument(const std::string& argument);

// C060 when it is no object; empty for an empty argument. `option` names the option in the message.
Result<Context> contextArgument(const std::string& argument, const std::string& option);

}  // namespace toitsu::cli
