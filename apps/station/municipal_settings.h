#pragma once

// Settings that each municipality decides for itself: {"default": {…}, "202011": {…}}. What a municipality does not
// name stays as "default" says.

#include <functional>
#include <string>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::station {

// Gives `read` the settings of "default" first (municipality ""), then those of each municipality. No file: nothing is
// read. `wrong` makes the error of a name that is none, or of a file that is no such object ("{").
Result<void> readMunicipalSettings(
    const std::string& file,
    const std::function<Result<void>(const std::string& municipality, const Context& settings)>& read,
    const std::function<Error(const std::string& name)>& wrong);

}  // namespace toitsu::station
