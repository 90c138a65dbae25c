#pragma once

// Base64 (RFC 4648 §4), with padding, without line breaks: pictures inside one HTML file.

#include <string>
#include <string_view>

namespace toitsu {

std::string base64(std::string_view bytes);

}  // namespace toitsu
