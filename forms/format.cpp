#include "forms/format.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.h"
#include "base/xml_tree.h"
#include "forms/form_parser.h"
#include "forms/layout_parser.h"

namespace toitsu::forms {
namespace {

constexpr std::size_t kColumns = 120;

// What an element is told by comes first, then where it stands, then the rest.
const std::vector<std::string>& attributeOrder(const std::string& element) {
    static const std::map<std::string, std::vector<std::string>> orders{
        {"form", {"id", "version", "title", "basis", "retention"}},
        {"group", {"id", "title", "rows"}},
        {"field", {"id", "type", "length", "maxlength", "title", "required", "sensitivity", "policy", "holder"}},
        {"option", {"code", "title"}},
        {"rule", {"id", "test", "message", "severity"}},
        {"migration", {"from"}},
        {"rename", {"from", "to"}},
        {"recode", {"field", "from", "to"}},
        {"drop", {"field"}},
        {"layout", {"id", "version", "form", "municipality", "based-on", "title", "from", "to", "residual"}},
        {"page", {"number", "paper", "width", "height", "blank", "printed"}},
        {"place", {"field", "part", "box", "cells", "written", "align", "vertical"}},
        {"cell", {"box"}},
        {"choice", {"field", "part", "mark"}},
        {"at", {"option", "printed", "box"}},
        {"flag", {"field", "mark", "box", "printed"}},
        {"seal", {"field", "box"}},
        {"image", {"field", "box"}},
        {"barcode", {"field", "box", "kind"}},
        {"fixed", {"field", "part", "value"}},
        {"rows", {"group", "first", "count", "pitch"}},
        {"remove", {"field", "part"}},
        {"text", {"box", "size", "align", "bold", "vertical"}},
        {"line", {"from", "to", "width"}},
        {"frame", {"box", "width"}},
        {"mark", {"kind", "box"}}};
    static const std::vector<std::string> unknown;
    const auto it = orders.find(element);
    return it == orders.end() ? unknown : it->second;
}

// Namespaces, the element's own attributes, others, and at the end those of other namespaces.
std::size_t rank(const std::string& element, const std::string& name) {
    if (name == "xmlns") return 0;
    if (name.rfind("xmlns:", 0) == 0) return 1;
    if (name.find(':') != std::string::npos) return 1000;
    const auto& order = attributeOrder(element);
    return 2 + static_cast<std::size_t>(std::find(order.begin(), order.end(), name) - order.begin());
}

bool isNumber(std::string_view text) {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    const std::size_t dot = text.find('.');
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return dot == std::string_view::npos ? digits(text) : digits(text.substr(0, dot)) && digits(text.substr(dot + 1));
}

// Millimetres are written without zeros that say nothing: 48.0 → 48.
std::string plainNumbers(const std::string& value) {
    std::vector<std::string> words;
    for (std::string& word : text::split(value, ' ')) {
        if (word.empty()) continue;
        if (!isNumber(word)) return value;
        if (word.find('.') != std::string::npos) {
            word.erase(word.find_last_not_of('0') + 1);
            if (word.back() == '.') word.pop_back();
        }
        words.push_back(std::move(word));
    }
    return words.empty() ? value : text::join(words, " ");
}

bool isLength(const std::string& element, const std::string& attribute) {
    if (attribute == "box" || attribute == "pitch" || attribute == "size" || attribute == "width") return true;
    if (attribute == "height" || attribute == "residual") return true;
    return element == "line" && (attribute == "from" || attribute == "to");
}

// Other than xml::escape this leaves > alone, and the quotation mark where it does not end the value: FEEL is full of
// both.
std::string quoted(const std::string& value) {
    const bool single = value.find('"') != std::string::npos && value.find('\'') == std::string::npos;
    const char quote = single ? '\'' : '"';
    std::string out(1, quote);
    for (const char c : value) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '"' && !single) {
            out += "&quot;";
        } else if (c == '\t' || c == '\n' || c == '\r') {
            out += "&#" + std::to_string(static_cast<int>(c)) + ";";
        } else {
            out += c;
        }
    }
    return out + quote;
}

std::string escapedText(std::string_view text) {
    std::string out;
    for (std::size_t n = 0; n < text.size(); ++n) {
        const char c = text[n];
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>' && n >= 2 && text.substr(n - 2, 2) == "]]") {
            out += "&gt;";
        } else if (c == '\r') {
            out += "&#13;";
        } else {
            out += c;
        }
    }
    return out;
}

std::string trimmed(const std::string& line) {
    const auto first = line.find_first_not_of(" \t\r");
    const auto last = line.find_last_not_of(" \t\r");
    return first == std::string::npos ? std::string() : line.substr(first, last - first + 1);
}

class Writer {
public:
    std::string write(const xml::Tree& tree) {
        out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        writeNodes(tree.nodes, 0);
        return std::move(out_);
    }

private:
    void indent(int depth) { out_.append(static_cast<std::size_t>(depth) * 2, ' '); }

    void writeNodes(const std::vector<xml::Node>& nodes, int depth) {
        for (std::size_t n = 0; n < nodes.size(); ++n) {
            const xml::Node& node = nodes[n];
            const bool remark = node.kind == xml::Node::Kind::comment && n > 0 && node.breaks == 0;
            if (remark) {
                out_.pop_back();
                out_ += ' ';
            } else {
                if (node.breaks > 1 && n > 0) out_ += '\n';
                indent(depth);
            }
            writeNode(node, depth);
            out_ += '\n';
        }
    }

    void writeNode(const xml::Node& node, int depth) {
        switch (node.kind) {
            case xml::Node::Kind::comment:
                out_ += "<!--" + node.text + "-->";
                break;
            case xml::Node::Kind::instruction:
                out_ += "<?" + node.name + (node.text.empty() ? "" : " " + node.text) + "?>";
                break;
            case xml::Node::Kind::text:
                out_ += escapedText(node.text);
                break;
            case xml::Node::Kind::element:
                writeElement(node, depth);
        }
    }

    void writeElement(const xml::Node& node, int depth) {
        if (node.foreign) {
            out_ += node.text;
            return;
        }
        startTag(node, depth);
        if (node.children.empty()) {
            out_ += "/>";
            return;
        }
        out_ += '>';
        const bool text = std::any_of(node.children.begin(), node.children.end(),
                                      [](const xml::Node& child) { return child.kind == xml::Node::Kind::text; });
        if (text && node.children.size() == 1) {
            writeText(node.children.front().text, depth);
        } else if (text) {
            for (const xml::Node& child : node.children) writeNode(child, depth);
        } else {
            out_ += '\n';
            writeNodes(node.children, depth + 1);
            indent(depth);
        }
        out_ += "</" + node.name + ">";
    }

    // As the reader takes it: lines without the spaces around them, no empty ones at the ends.
    void writeText(const std::string& text, int depth) {
        std::vector<std::string> lines;
        for (const std::string& line : text::split(text, '\n')) lines.push_back(trimmed(line));
        while (!lines.empty() && lines.back().empty()) lines.pop_back();
        while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
        if (lines.size() == 1) {
            out_ += escapedText(lines.front());
            return;
        }
        out_ += '\n';
        for (const std::string& line : lines) {
            if (!line.empty()) indent(depth + 1);
            out_ += escapedText(line) + "\n";
        }
        indent(depth);
    }

    void startTag(const xml::Node& node, int depth) {
        const std::string local = node.name.substr(node.name.find(':') + 1);
        auto attributes = node.attributes;
        std::stable_sort(attributes.begin(), attributes.end(),
                         [&](const auto& a, const auto& b) { return rank(local, a.first) < rank(local, b.first); });
        out_ += "<" + node.name;
        const std::size_t margin = static_cast<std::size_t>(depth) * 2 + text::length(node.name) + 2;
        std::size_t column = margin - 1;
        const std::size_t ending = node.children.empty() ? 2 : 1;
        for (std::size_t n = 0; n < attributes.size(); ++n) {
            const auto& [name, value] = attributes[n];
            const std::string written = name + "=" + quoted(isLength(local, name) ? plainNumbers(value) : value);
            const std::size_t width = text::length(written);
            const std::size_t room = n + 1 == attributes.size() ? kColumns - ending : kColumns;
            if (n > 0 && column + 1 + width > room) {
                out_ += "\n" + std::string(margin, ' ');
                column = margin;
            } else {
                out_ += ' ';
                ++column;
            }
            out_ += written;
            column += width;
        }
    }

    std::string out_;
};

}  // namespace

Result<std::string> formatTemplate(std::string_view source, const std::string& file) {
    const auto tree = xml::parseTree(source, file);
    if (!tree) return fail(tree.error());
    if (tree->space != kFormNamespace && tree->space != kLayoutNamespace)
        return fail(ErrorKind::schema, "F010",
                    {"様式でもレイアウトでもないので整形できません。ルート要素に xmlns=\"urn:toitsu:form:1\" か "
                     "xmlns=\"urn:toitsu:layout:1\" を書いてください。",
                     "This is neither a form nor a layout and cannot be formatted. Give the root element "
                     "xmlns=\"urn:toitsu:form:1\" or xmlns=\"urn:toitsu:layout:1\"."},
                    Place{file, 1, 1, 0});
    return Writer().write(*tree);
}

}  // namespace toitsu::forms
