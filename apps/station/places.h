#pragma once

// Where things that ship with the program are: beside the executable when it is installed, in the source tree when it
// was built there.

#include <string>

#include "base/result.h"

namespace toitsu::station {

std::string executableFolder();

// The folder with the recognisers' weights: `asked`, else TOITSU_WEIGHTS, else ../share/toitsu/weights beside the
// executable, else ocr/weights of the source tree. C001 when none of them exists.
Result<std::string> weightsFolder(const std::string& asked);

// The library that ships with the program: `asked`, else TOITSU_LIBRARY, else ../share/toitsu/templates, else
// templates/ of the source tree. C002 when none of them exists.
Result<std::string> libraryFolder(const std::string& asked);

}  // namespace toitsu::station
