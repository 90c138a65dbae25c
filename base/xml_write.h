#pragma once

// Writes a Tree that parseWhole gave, so that reading it again gives the same tree: names, attributes in their order,
// text, CDATA, comments, instructions and white space. Only what no reader of XML can see may differ (which quotation
// marks, how a character was escaped, spaces between attributes).

#include <string>
#include <string_view>

#include "base/xml_tree.h"

namespace toitsu::xml {

std::string write(const Tree& tree);
std::string write(const Node& node);  // one element, as a piece to be put into another text

// For attribute values in double quotes; line breaks and tabs are written as references, or a reader would make spaces
// of them.
std::string escapeAttribute(std::string_view value);

}  // namespace toitsu::xml
