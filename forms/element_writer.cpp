#include "forms/element_writer.h"

#include <array>
#include <charconv>

#include "base/xml.h"

namespace toitsu::forms {

std::string shortest(double number) {
    std::array<char, 400> buffer{};  // the longest double without an exponent has some 330 characters
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed).ptr;
    return {buffer.data(), end};
}

std::string written(const Box& box) {
    return shortest(box.x) + " " + shortest(box.y) + " " + shortest(box.width) + " " + shortest(box.height);
}

std::string written(const Point& point) {
    return shortest(point.x) + " " + shortest(point.y);
}

ElementWriter& ElementWriter::attribute(std::string_view name, std::string_view value) {
    text_ += " " + std::string(name) + "=\"" + xml::escape(value) + "\"";
    return *this;
}

ElementWriter& ElementWriter::optional(std::string_view name, std::string_view value) {
    return value.empty() ? *this : attribute(name, value);
}

ElementWriter& ElementWriter::child(const std::string& element) {
    text_ += (open_ ? "\n" : ">\n") + element;
    open_ = true;
    return *this;
}

ElementWriter& ElementWriter::content(std::string_view text) {
    text_ += open_ ? "" : ">";
    open_ = true;
    std::string line;
    for (const char c : text) {  // line breaks stay: escape() would write &#10;
        if (c != '\n') {
            line += c;
            continue;
        }
        text_ += xml::escape(line) + "\n";
        line.clear();
    }
    text_ += xml::escape(line);
    return *this;
}

}  // namespace toitsu::forms
