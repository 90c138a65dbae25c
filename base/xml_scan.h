#pragma once

// The first of two passes over an XML text, for xml.cpp only: it refuses what is not well-formed, with line and column,
// and notes where every element and attribute stands. pugixml, the second pass, forgives too much and knows no places.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::xml {

struct ScannedElement {
    std::size_t begin = 0;          // of the '<'
    std::size_t end = 0;            // behind the '>' of its end
    Place place;                    // of the '<'
    std::vector<Place> attributes;  // of their names, xmlns declarations included, as written
};

// In document order. X001 not well-formed, X002 declares another encoding, X003 too deep, X004 a DTD.
Result<std::vector<ScannedElement>> scan(std::string_view text, const std::string& file);

}  // namespace toitsu::xml
