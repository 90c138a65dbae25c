#pragma once

// How the engine asks for a DMN decision without knowing where decisions are kept.

#include <functional>
#include <string>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::workflows {

// Evaluates a decision for a business-rule task: (decisionRef, inputs) → value.
using Decide = std::function<Result<Value>(const std::string& decision, const Context& inputs)>;

}  // namespace toitsu::workflows
