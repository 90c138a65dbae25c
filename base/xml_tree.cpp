#include "base/xml_tree.h"

#include <algorithm>

#include <pugixml.hpp>

#include "base/utf8.h"
#include "base/xml.h"

// parse() checks the text and knows namespaces and the source of foreign elements; pugixml keeps the rest. Both meet
// the elements in the same order.

namespace toitsu::xml {
namespace {

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

int breaksIn(std::string_view text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

void take(const pugi::xml_node& node, const Element* element, const std::string& space, Node& out);

Node inner(const pugi::xml_node& node, Node::Kind kind, int breaks) {
    Node out;
    out.kind = kind;
    out.name = node.name();
    out.text = node.value();
    out.breaks = breaks;
    return out;
}

// `element` holds the children that are elements; null outside the outermost element, which is then `root`.
std::vector<Node> childrenOf(const pugi::xml_node& parent, const Element* element, const Element* root,
                             const std::string& space) {
    std::vector<Node> out;
    std::size_t next = 0;
    int breaks = 0;
    for (const pugi::xml_node& child : parent.children()) {
        switch (child.type()) {
            case pugi::node_pcdata:
            case pugi::node_cdata:
                if (isBlank(child.value())) {
                    breaks += breaksIn(child.value());
                    break;
                }
                out.push_back(inner(child, Node::Kind::text, breaks));
                breaks = 0;
                break;
            case pugi::node_comment:
                out.push_back(inner(child, Node::Kind::comment, breaks));
                breaks = 0;
                break;
            case pugi::node_pi:
                out.push_back(inner(child, Node::Kind::instruction, breaks));
                breaks = 0;
                break;
            case pugi::node_element:
                out.emplace_back();
                out.back().breaks = breaks;
                take(child, element != nullptr ? &element->children[next++] : root, space, out.back());
                breaks = 0;
                break;
            default:
                break;
        }
    }
    return out;
}

void take(const pugi::xml_node& node, const Element* element, const std::string& space, Node& out) {
    out.name = node.name();
    out.foreign = element->space != space;
    if (out.foreign) {
        out.text = element->source;
        return;
    }
    for (const pugi::xml_attribute& attribute : node.attributes())
        out.attributes.emplace_back(attribute.name(), attribute.value());
    out.children = childrenOf(node, element, nullptr, space);
    const bool mixed = std::any_of(out.children.begin(), out.children.end(),
                                   [](const Node& child) { return child.kind == Node::Kind::text; });
    if (!mixed || out.children.size() == 1) return;
    // Text beside other things: white space counts again, and all of it stays as it was.
    out.children.clear();
    std::size_t next = 0;
    for (const pugi::xml_node& child : node.children()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            out.children.push_back(inner(child, Node::Kind::text, 0));
        if (child.type() == pugi::node_comment) out.children.push_back(inner(child, Node::Kind::comment, 0));
        if (child.type() == pugi::node_pi) out.children.push_back(inner(child, Node::Kind::instruction, 0));
        if (child.type() != pugi::node_element) continue;
        out.children.emplace_back();
        take(child, &element->children[next++], space, out.children.back());
    }
}

}  // namespace

Result<Tree> parseTree(std::string_view text, const std::string& file) {
    const auto document = parse(text, file);
    if (!document) return fail(document.error());
    const std::string_view body = utf8::withoutMark(text);
    pugi::xml_document kept;
    constexpr unsigned options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute |
                                 pugi::parse_eol | pugi::parse_ws_pcdata | pugi::parse_comments | pugi::parse_pi;
    if (!kept.load_buffer(body.data(), body.size(), options, pugi::encoding_utf8))
        return fail(ErrorKind::input, "X001",
                    {"XML として読めません。書き方を確認してください。", "this cannot be read as XML"}, Place{file});
    Tree tree;
    tree.space = document->root.space;
    tree.nodes = childrenOf(kept, nullptr, &document->root, tree.space);
    return tree;
}

}  // namespace toitsu::xml
