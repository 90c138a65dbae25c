#pragma once

// XML with line and column for every element and attribute, for files that people edit. No DTD, no entities beyond the
// five predefined ones and characters, no external access.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::xml {

struct Attribute {
    std::string name;   // as written, with prefix
    std::string space;  // namespace URI ("" for unprefixed)
    std::string local;  // name without prefix
    std::string value;
    Place place;  // of the attribute's name
};

// An element of a parsed document; valid as long as its Document lives.
class Element {
public:
    std::string space;                  // namespace URI
    std::string local;                  // name without prefix
    std::string name;                   // as written
    std::vector<Attribute> attributes;  // without xmlns declarations
    std::vector<Element> children;      // element children in order
    std::string text;                   // all direct character data, concatenated, not trimmed
    Place place;                        // of the '<'
    std::string source;  // the element as it was written (only for elements in foreign namespaces; else empty)

    const std::string* find(std::string_view localName, std::string_view attributeSpace = {}) const;
    const Attribute* attribute(std::string_view localName, std::string_view attributeSpace = {}) const;
    std::string get(std::string_view localName, std::string fallback = {}) const;
    const Element* child(std::string_view localName) const;  // first child element of that local name
    std::vector<const Element*> all(std::string_view localName) const;
};

struct Document {
    std::string file;
    Element root;
};

// X001 not well-formed (with line:col), X002 not UTF-8, X003 too deep or too large, X004 a DTD is refused.
Result<Document> parse(std::string_view text, const std::string& file);
Result<Document> load(const std::string& path);  // X010 cannot be read

std::string escape(std::string_view text);  // for text and for attribute values in double quotes

}  // namespace toitsu::xml
