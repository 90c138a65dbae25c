#include "backends/binding_syntax.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace toitsu::backends {

void Mistakes::add(std::string code, Wording wording, const Place& place) {
    errors_.push_back(Error{ErrorKind::schema, std::move(code), std::move(wording), place});
}

void Mistakes::onlyAttributes(const xml::Element& element, const std::vector<std::string_view>& known) {
    for (const xml::Attribute& attribute : element.attributes) {
        if (attribute.space.empty() && std::find(known.begin(), known.end(), attribute.local) != known.end()) continue;
        std::string names;
        for (const std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
        add("B001",
            {"<" + element.name + "> に属性 " + attribute.name + " は書けません。書けるのは " + names + " です。",
             "<" + element.name + "> has no attribute " + attribute.name + "; it knows " + names},
            attribute.place);
    }
}

void Mistakes::noText(const xml::Element& element) {
    if (text::trim(element.text).find_first_not_of(" \t\r\n") == std::string::npos) return;
    add("B001",
        {"<" + element.name + "> の中に文字は書けません。消してください。",
         "<" + element.name + "> takes no text; remove it"},
        element.place);
}

void Mistakes::unknownElement(const xml::Element& element, std::string_view known) {
    add("B001",
        {"ここに <" + element.name + "> は書けません。書けるのは " + std::string(known) + " です（名前空間 " +
             std::string(bindingNamespace) + "）。",
         "<" + element.name + "> cannot stand here; known are " + std::string(known) + " in the namespace " +
             std::string(bindingNamespace)},
        element.place);
}

std::string Mistakes::required(const xml::Element& element, std::string_view name) {
    const xml::Attribute* attribute = element.attribute(name);
    if (attribute != nullptr && !attribute->value.empty()) return attribute->value;
    add("B002",
        {"<" + element.name + "> に属性 " + std::string(name) + " が必要です。値を書いてください。",
         "<" + element.name + "> needs the attribute " + std::string(name) + "; give it a value"},
        attribute != nullptr ? attribute->place : element.place);
    return {};
}

bool Mistakes::flag(const xml::Element& element, std::string_view name, bool fallback) {
    return choice<bool>(element, name, fallback, {{"true", true}, {"false", false}});
}

std::size_t Mistakes::count(const xml::Element& element, std::string_view name) {
    const xml::Attribute* attribute = element.attribute(name);
    if (attribute == nullptr) return 0;
    const std::string& text = attribute->value;
    std::size_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= 9999) return number;
    add("B003",
        {"属性 " + attribute->name + " には 1 から 9999 までの整数を書いてください。",
         "the attribute " + attribute->name + " must be a whole number from 1 to 9999"},
        attribute->place);
    return 0;
}

void Mistakes::notOneOf(const xml::Attribute& attribute, const std::string& known) {
    add("B003",
        {"属性 " + attribute.name + " の値が分かりません。" + known + " のどれかを書いてください。",
         "the value of the attribute " + attribute.name + " is not known; write one of " + known},
        attribute.place);
}

}  // namespace toitsu::backends
