#include "base/xml_write.h"

namespace toitsu::xml {

namespace {

std::string escapeText(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '\r') {
            out += "&#13;";
        } else {
            out += c;
        }
    }
    return out;
}

// "]]>" cannot stand in CDATA; it is cut between two sections, which together mean the same text.
std::string cdata(std::string_view text) {
    std::string out = "<![CDATA[";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find("]]>", at);
        if (end == std::string_view::npos) return out + std::string(text.substr(at)) + "]]>";
        out += std::string(text.substr(at, end - at)) + "]]]]><![CDATA[>";
        at = end + 3;
    }
    return out + "]]>";
}

// Iterative where it may be deep would be needless: parsing limits the depth to 200.
void append(const Node& node, std::string& out) {
    switch (node.kind) {
        case Node::Kind::text:
            out += node.cdata ? cdata(node.text) : escapeText(node.text);
            return;
        case Node::Kind::comment:
            out += "<!--" + node.text + "-->";
            return;
        case Node::Kind::instruction:
            out += "<?" + node.name + (node.text.empty() ? "" : " " + node.text) + "?>";
            return;
        case Node::Kind::element:
            break;
    }
    out += "<" + node.name;
    const std::string between =
        node.breaks > 0 ? "\n" + std::string(static_cast<std::size_t>(node.breaks), ' ') : std::string(" ");
    for (std::size_t n = 0; n < node.attributes.size(); ++n) {
        const auto& [name, value] = node.attributes[n];
        out += (n == 0 ? " " : between) + name + "=\"" + escapeAttribute(value) + "\"";
    }
    if (node.children.empty()) {
        out += "/>";
        return;
    }
    out += ">";
    for (const Node& child : node.children) append(child, out);
    out += "</" + node.name + ">";
}

}  // namespace

std::string escapeAttribute(std::string_view value) {
    std::string out;
    out.reserve(value.size());
    for (const char c : value) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (c == '\t' || c == '\n' || c == '\r') {
            out += "&#" + std::to_string(static_cast<int>(c)) + ";";
        } else {
            out += c;
        }
    }
    return out;
}

std::string write(const Node& node) {
    std::string out;
    append(node, out);
    return out;
}

std::string write(const Tree& tree) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for (const Node& node : tree.nodes) {
        append(node, out);
        out += '\n';
    }
    return out;
}

}  // namespace toitsu::xml
