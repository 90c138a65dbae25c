#pragma once

// An XML text as a tree that keeps what its author wrote around the data: comments, instructions, attributes in their
// order, blank lines, and elements of other namespaces to the letter. For formatters; xml.h is for readers.

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
};

struct Tree {
    std::string space;        // namespace of the outermost element
    std::vector<Node> nodes;  // the outermost element, and the comments and instructions around it
};

// Errors as those of xml::parse.
Result<Tree> parseTree(std::string_view text, const std::string& file);

}  // namespace toitsu::xml
