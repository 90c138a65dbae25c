#pragma once

#include <string>

namespace toitsu::station {

// 128 bits of the system's randomness, 32 hexadecimal digits: a name that nobody can guess.
std::string randomId();

}  // namespace toitsu::station
