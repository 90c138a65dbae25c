#pragma once

// How a table is written for the program that reads it: Excel in Japan takes UTF-8 only with a BOM, older systems only
// CP932.

#include <string>

#include "base/result.h"

namespace toitsu::cli {

enum class Encoding { utf8, utf8Bom, cp932 };
Encoding parseEncoding(const std::string& name);  // "utf-8", "utf-8-bom", "cp932"

struct Encoded {
    std::string bytes;
    std::size_t lost = 0;  // characters that the encoding does not have; 〓 stands in their place
};
Encoded encodeText(std::string utf8, Encoding encoding);

Error lostCharacters(std::size_t count, const std::string& path);  // C093

}  // namespace toitsu::cli
