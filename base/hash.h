#pragma once

// SHA-256, the name of every scan, weight file and idempotency key.

#include <string>
#include <string_view>

namespace toitsu {

std::string sha256Hex(std::string_view bytes);  // 64 lower-case hexadecimal digits

}  // namespace toitsu
