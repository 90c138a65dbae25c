#pragma once

// Reading a binding's XML: attributes with checks, mistakes collected with their places. Private to backends.

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "backends/binding_file.h"
#include "base/xml.h"

namespace toitsu::backends {

inline constexpr std::string_view bindingNamespace = "urn:toitsu:binding:1";

class Mistakes {
public:
    explicit Mistakes(std::vector<Error>& errors) : errors_(errors) {}
    void add(std::string code, Wording wording, const Place& place);

    // B001 for every attribute that is not among the known ones.
    void onlyAttributes(const xml::Element& element, const std::vector<std::string_view>& known);
    // B001 for text that stands directly in an element which has none.
    void noText(const xml::Element& element);
    // B001 for an element that is not known here; `known` for the message.
    void unknownElement(const xml::Element& element, std::string_view known);

    // The value; B002 when the attribute is missing or empty.
    std::string required(const xml::Element& element, std::string_view name);
    bool flag(const xml::Element& element, std::string_view name, bool fallback);  // B003
    std::size_t count(const xml::Element& element, std::string_view name);         // 1–9999, 0 when absent; B003

    template <class T>
    T choice(const xml::Element& element, std::string_view name, T fallback,
             std::initializer_list<std::pair<std::string_view, T>> words) {
        const xml::Attribute* attribute = element.attribute(name);
        if (attribute == nullptr) return fallback;
        std::string known;
        for (const auto& [word, value] : words) {
            if (attribute->value == word) return value;
            known += (known.empty() ? "" : ", ") + std::string(word);
        }
        notOneOf(*attribute, known);
        return fallback;
    }

private:
    void notOneOf(const xml::Attribute& attribute, const std::string& known);
    std::vector<Error>& errors_;
};

// <column …> with its sources.
ColumnRule parseColumn(const xml::Element& element, Mistakes& mistakes);

// encoding="…", <replace/> and <column/> of a target element.
RowRules parseRowRules(const xml::Element& target, Encoding usual, Mistakes& mistakes);

// The targets, one function each; the table that knows them is in binding.cpp.
std::unique_ptr<Target> parseFileTarget(const xml::Element& element, const RowRules& rules, Mistakes& mistakes);
std::unique_ptr<Target> parseSqlTarget(const xml::Element& element, const RowRules& rules, Mistakes& mistakes);

}  // namespace toitsu::backends
