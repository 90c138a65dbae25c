#pragma once

// What happened in a case, in words for clerks.

#include <string_view>

#include "base/result.h"

namespace toitsu::server {

// `kind`: as workflows::name(Kind) writes it. One that is not known is told as it is.
Wording eventWords(std::string_view kind);

}  // namespace toitsu::server
