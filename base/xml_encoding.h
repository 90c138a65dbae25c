#pragma once

// An XML text in any encoding that its byte order mark or its declaration names, as UTF-8. For files that come from
// other programs (modellers); what people of ours write is UTF-8, and xml::parse says so when it is not.

#include <string>
#include <string_view>

#include "base/result.h"

namespace toitsu::xml {

// The declaration then says UTF-8 and is as long as it was, so places stay what the author sees. X002: the encoding is
// unknown, or the bytes do not fit it; X003: larger than 64 MiB.
Result<std::string> toUtf8(std::string_view bytes, const std::string& file);

}  // namespace toitsu::xml
