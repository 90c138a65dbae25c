#pragma once

// Is this a valid BPMN 2.0 model? Structure as the schemas have it, and the constraints of the standard's text: who may
// follow whom, which trigger stands where, which data fits. Invalid models are refused, valid ones never.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/bpmn/document.h"
#include "workflows/bpmn/finding.h"

namespace toitsu::workflows::bpmn {

struct ValidateOptions {
    // The bytes of an imported file (as written in <import location>), nothing when it is not there. Without this
    // function imports are not looked at, and what they may define counts as found. Never a network address.
    std::function<std::optional<std::string>(const std::string& location)> open;
    // Whether a process of this id can be called although it is not in the file (deployed already).
    std::function<bool(std::string_view id)> callable;
};

// All findings in the file's order. The model is valid when none of them is an error.
std::vector<Finding> validate(const Document& document, const ValidateOptions& options = {});

// Reads and validates; what is no BPMN at all is the one finding (X001 …, W001).
std::vector<Finding> validate(std::string_view bytes, const std::string& file, const ValidateOptions& options = {});

bool isValid(const std::vector<Finding>& findings);  // no error among them

// Opens files beside `file` – relative, no way out of its folder by "..", no address.
std::function<std::optional<std::string>(const std::string&)> openBeside(const std::string& file);

}  // namespace toitsu::workflows::bpmn
