#pragma once

// What BPMN 2.0's schemas say about structure, as a table of ours: which attributes an element has and of which type,
// which elements stand in it, in which order and how often.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace toitsu::workflows::bpmn {

struct AttributeRule {
    std::string name;
    std::string type;                // ID, IDREF, QName, string, boolean, integer, anyURI, or enum
    std::vector<std::string> words;  // of an enum
    bool required = false;
};

struct Particle {
    std::map<std::string, std::string> elements;  // name → its type in the table
    int least = 0;
    int most = 0;  // 0 for any number
};

struct ElementRule {
    std::vector<AttributeRule> attributes;  // the inherited ones too
    std::vector<Particle> content;          // in order, the inherited ones first
    bool free = false;                      // anything may stand in it (extensions, documentation, scripts)
    bool text = false;                      // its content is text (references, expressions)

    const AttributeRule* attribute(std::string_view name) const;
};

const ElementRule& elementRule(const std::string& type);  // of "definitions", "userTask", "expression", …

}  // namespace toitsu::workflows::bpmn
