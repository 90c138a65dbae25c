#pragma once

// ElementWriter: one element of a template as text, for the writers of forms and layouts. What it writes is tidy enough
// for formatTemplate, which puts it into lines.

#include <string>
#include <string_view>

#include "forms/geometry.h"

namespace toitsu::forms {

// The shortest decimal that reads back as the same number.
std::string shortest(double number);
std::string written(const Box& box);
std::string written(const Point& point);

class ElementWriter {
public:
    explicit ElementWriter(std::string name) : name_(std::move(name)), text_("<" + name_) {}

    ElementWriter& attribute(std::string_view name, std::string_view value);
    ElementWriter& attribute(std::string_view name, int value) { return attribute(name, std::to_string(value)); }
    // Nothing for "" – an attribute that may be left out.
    ElementWriter& optional(std::string_view name, std::string_view value);
    ElementWriter& child(const std::string& element);  // as another ElementWriter's text()
    ElementWriter& content(std::string_view text);
    std::string text() const { return text_ + (open_ ? "</" + name_ + ">" : "/>"); }

private:
    std::string name_;
    std::string text_;
    bool open_ = false;
};

}  // namespace toitsu::forms
