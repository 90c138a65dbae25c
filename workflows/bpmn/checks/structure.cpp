// A document against the table of schema_table.cpp. Children are met in their order: each belongs to one particle, and
// particles only move forward, as a schema's sequence does.

#include <algorithm>

#include "base/utf8.h"
#include "workflows/bpmn/checks/checks.h"
#include "workflows/bpmn/schema.h"

namespace toitsu::workflows::bpmn {

namespace {

constexpr std::string_view xmlnsSpace = "http://www.w3.org/2000/xmlns/";

bool isName(std::string_view text) {
    const auto starts = [](char32_t c) {
        return c >= 0x80 || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    std::size_t at = 0;
    bool first = true;
    while (at < text.size()) {
        const char32_t c = utf8::next(text, at);
        const bool more = (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (!starts(c) && (first || !more)) return false;
        first = false;
    }
    return !first;
}

bool isInteger(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

class Checker {
public:
    explicit Checker(Findings& findings) : findings_(findings) {}

    void check(const Node& node, const std::string& type) {
        const ElementRule& rule = elementRule(type);
        checkAttributes(node, rule, type == "expression");
        if (rule.free) return;
        checkText(node, rule);
        if (rule.text) {
            if (!elements(node).empty())
                findings_.error(rule::child, *elements(node).front(), called(node) + " の中に要素は書けません。",
                                "no element can stand in " + called(node));
            return;
        }
        checkChildren(node, rule);
    }

private:
    void checkAttributes(const Node& node, const ElementRule& rule, bool isExpression) {
        for (std::size_t n = 0; n < node.attributes.size(); ++n) {
            const auto& [name, value] = node.attributes[n];
            if (node.spaces[n] == modelSpace) {
                findings_.error(rule::attribute, node,
                                called(node) + " の属性 " + name + " は接頭辞なしで書いてください。",
                                "write the attribute " + name + " of " + called(node) + " without a prefix");
                continue;
            }
            if (!node.spaces[n].empty() || node.spaces[n] == xmlnsSpace) continue;
            const AttributeRule* known = rule.attribute(name);
            if (known == nullptr)
                unknownAttribute(node, name, rule);
            else
                checkValue(node, *known, value);
        }
        for (const AttributeRule& wanted : rule.attributes)
            if (wanted.required && attribute(node, wanted.name) == nullptr)
                findings_.error(rule::required, node,
                                called(node) + " に属性 " + wanted.name + " がありません。補ってください。",
                                called(node) + " lacks the attribute " + wanted.name + "; add it");
        const std::string* kind = attribute(node, "type", instanceSpace);
        if (kind != nullptr && isExpression && localPart(*kind) != "tFormalExpression" &&
            localPart(*kind) != "tExpression")
            findings_.error(rule::value, node, "xsi:type は tFormalExpression か tExpression にしてください。",
                            "xsi:type must be tFormalExpression or tExpression");
    }

    void unknownAttribute(const Node& node, const std::string& name, const ElementRule& rule) {
        std::string known;
        for (const AttributeRule& one : rule.attributes) known += (known.empty() ? "" : ", ") + one.name;
        findings_.error(rule::attribute, node,
                        called(node) + " に属性 " + name + " はありません。使える属性: " + known +
                            "。独自の属性には接頭辞と名前空間を付けてください。",
                        called(node) + " has no attribute " + name + "; it has " + known +
                            "; an attribute of your own needs a prefix and a namespace");
    }

    void wrongValue(const Node& node, const AttributeRule& rule, const std::string& ja, const std::string& en) {
        findings_.error(rule::value, node, called(node) + " の属性 " + rule.name + " は" + ja + "にしてください。",
                        "the attribute " + rule.name + " of " + called(node) + " must be " + en);
    }

    void checkValue(const Node& node, const AttributeRule& rule, const std::string& value) {
        if (rule.type == "boolean" && value != "true" && value != "false" && value != "1" && value != "0")
            wrongValue(node, rule, " true か false ", "true or false");
        if (rule.type == "integer" && !isInteger(value)) wrongValue(node, rule, "整数", "an integer");
        if (rule.type == "ID" && !isName(value))
            wrongValue(node, rule, "文字で始まり、空白やコロンのない名前",
                       "a name that begins with a letter, without space or colon");
        if ((rule.type == "IDREF" || rule.type == "QName") &&
            (value.empty() || value.find_first_of(" \t\n") != std::string::npos))
            wrongValue(node, rule, "一つの id ", "one id");
        if (rule.type == "enum" && std::find(rule.words.begin(), rule.words.end(), value) == rule.words.end()) {
            std::string words;
            for (const std::string& word : rule.words) words += (words.empty() ? "" : ", ") + word;
            wrongValue(node, rule, "次のどれか（" + words + "）", "one of " + words);
        }
    }

    void checkText(const Node& node, const ElementRule& rule) {
        if (rule.text || text(node).empty()) return;
        findings_.error(rule::noText, node, called(node) + " の中に文字は書けません。削ってください。",
                        "no text can stand directly in " + called(node) + "; remove it");
    }

    void checkChildren(const Node& node, const ElementRule& rule) {
        std::size_t at = 0;
        std::vector<int> counts(rule.content.size(), 0);
        for (const Node* inner : elements(node)) {
            if (inner->space == diagramSpace && node.local == "definitions") continue;
            const auto fits = [&](const Particle& particle) {
                return isModel(*inner) && particle.elements.count(inner->local) > 0;
            };
            const auto found = std::find_if(rule.content.begin(), rule.content.end(), fits);
            if (found == rule.content.end()) {
                stranger(node, *inner);
                continue;
            }
            const auto index = static_cast<std::size_t>(found - rule.content.begin());
            if (index < at)
                findings_.error(rule::child, *inner,
                                called(*inner) + " は " + called(node) + " の中でもっと前に置いてください。",
                                called(*inner) + " must stand earlier in " + called(node));
            at = std::max(at, index);
            const Particle& particle = rule.content[index];
            if (++counts[index] == particle.most + 1 && particle.most > 0)
                findings_.error(rule::often, *inner,
                                called(node) + " の " + inner->local + " が多すぎます。一つにしてください。",
                                "too many " + inner->local + " in " + called(node) + "; keep one");
            check(*inner, particle.elements.at(inner->local));
        }
        for (std::size_t n = 0; n < counts.size(); ++n) {
            if (counts[n] >= rule.content[n].least) continue;
            const std::string& wanted = rule.content[n].elements.begin()->first;
            findings_.error(rule::required, node,
                            called(node) + " に要素 " + wanted + " が足りません。補ってください。",
                            called(node) + " needs the element " + wanted);
        }
    }

    void stranger(const Node& node, const Node& inner) {
        if (isModel(inner))
            findings_.error(rule::child, inner, called(node) + " の中に " + called(inner) + " は置けません。",
                            called(inner) + " cannot stand in " + called(node));
        else
            findings_.error(rule::child, inner,
                            "独自の要素 " + inner.name + " は extensionElements の中に置いてください。",
                            "put the element " + inner.name + " of another namespace into extensionElements");
    }

    Findings& findings_;
};

}  // namespace

void checkStructure(const Document& document, Findings& findings) {
    Checker(findings).check(document.definitions(), "definitions");
}

void checkIds(const Model& model, Findings& findings) {
    std::map<std::string, const Item*> first;
    for (const Item& item : model.items()) {
        if (item.id.empty()) continue;
        const auto [at, isNew] = first.emplace(item.id, &item);
        if (isNew) continue;
        const std::string line = std::to_string(at->second->node->place.line);
        findings.error(rule::uniqueId, *item.node,
                       "id " + item.id + " は " + line + " 行目でも使われています。別の id にしてください。",
                       "the id " + item.id + " is used in line " + line + " too; give this element another one");
    }
}

}  // namespace toitsu::workflows::bpmn
