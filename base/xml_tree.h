#pragma once

// An XML text as a tree that keeps what its author wrote around the data: comments, instructions, attributes in their
// order, blank lines, and elements of other namespaces. For formatters and editors; xml.h is for readers.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace toitsu::xml {

struct Node {
    enum class Kind { element, text, comment, instruction };

    Kind kind = Kind::element;
    std::string name;      // of an element, with its prefix; an instruction's target
    std::string text;      // decoded text; what stands in a comment or instruction; a foreign element as it was written
    bool foreign = false;  // an element of another namespace than the outermost one
    int breaks = 0;        // line breaks between this and what stands before it
    std::vector<std::pair<std::string, std::string>> attributes{};  // as written, xmlns included; decoded values
    std::vector<Node> children{};  // white space between elements is not there, only counted in `breaks`

    // Only from parseWhole, which takes every element apart:
    bool cdata = false;                 // text that stood in <![CDATA[ … ]]>
    std::string space{};                // namespace of an element
    std::string local{};                // name without prefix
    std::vector<std::string> spaces{};  // namespace of each attribute; "" for those without prefix
    Place place{};                      // of an element's '<'
};

struct Tree {
    std::string space;        // namespace of the outermost element
    std::vector<Node> nodes;  // the outermost element, and the comments and instructions around it
};

// Errors as those of xml::parse.
Result<Tree> parseTree(std::string_view text, const std::string& file);

// Every element taken apart, whatever its namespace, and white space kept as text nodes (CDATA too), for xml_write.h.
// `breaks` is 0, or, for an element whose attributes stand on several lines, the column (from 0) they are put at.
Result<Tree> parseWhole(std::string_view text, const std::string& file);

// Namespaces of a node and all below it anew, after something was put in: from its own declarations and, outside
// them, from those of `around`, the elements that it stands in, outermost first. X001 for a prefix without namespace.
Result<void> resolveSpaces(Node& node, const std::vector<const Node*>& around);

}  // namespace toitsu::xml
