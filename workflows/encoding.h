#pragma once

// A Value as JSON text without loss: a date stays a date. Plain JSON has no temporal types, and a flow's condition must
// see after a restart exactly what it saw before.

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::workflows {

std::string encode(const Value& value);
Result<Value> decode(std::string_view text);  // W106

// Whether a case can keep these variables: UTF-8 and at most 48 levels deep. W061.
Result<void> checkStorable(const Context& variables);

}  // namespace toitsu::workflows
