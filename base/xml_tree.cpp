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

constexpr unsigned keepAll = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol |
                             pugi::parse_ws_pcdata | pugi::parse_comments | pugi::parse_pi;

tl::unexpected<Error> unreadable(const std::string& file) {
    return fail(ErrorKind::input, "X001",
                {"XML として読めません。書き方を確認してください。", "this cannot be read as XML"}, Place{file});
}

void takeWhole(const pugi::xml_node& node, const Element& element, Node& out) {
    out.name = node.name();
    out.space = element.space;
    out.local = element.local;
    out.place = element.place;
    std::size_t next = 0;
    int last = element.place.line;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
        out.attributes.emplace_back(attribute.name(), attribute.value());
        const bool plain = next < element.attributes.size() && element.attributes[next].name == attribute.name();
        if (plain && out.breaks == 0 && element.attributes[next].place.line > last && out.attributes.size() > 1)
            out.breaks = element.attributes[next].place.column - 1;
        if (plain) last = element.attributes[next].place.line;
        out.spaces.push_back(plain ? element.attributes[next++].space : std::string("http://www.w3.org/2000/xmlns/"));
    }
    next = 0;
    for (const pugi::xml_node& child : node.children()) {
        if (child.type() == pugi::node_element) {
            takeWhole(child, element.children[next++], out.children.emplace_back());
            continue;
        }
        const bool text = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
        const auto kind = text                                 ? Node::Kind::text
                          : child.type() == pugi::node_comment ? Node::Kind::comment
                                                               : Node::Kind::instruction;
        out.children.push_back(inner(child, kind, 0));
        out.children.back().cdata = child.type() == pugi::node_cdata;
    }
}

std::string_view prefixOf(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

const std::string* declared(const Node& node, std::string_view prefix) {
    const std::string name = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
    for (const auto& [key, value] : node.attributes)
        if (key == name) return &value;
    return nullptr;
}

}  // namespace

Result<void> resolveSpaces(Node& node, const std::vector<const Node*>& around) {
    if (node.kind != Node::Kind::element) return {};
    std::vector<const Node*> scope = around;
    scope.push_back(&node);
    const auto spaceOf = [&](std::string_view prefix) -> const std::string* {
        static const std::string none, ofXml("http://www.w3.org/XML/1998/namespace");
        for (auto at = scope.rbegin(); at != scope.rend(); ++at)
            if (const std::string* space = declared(**at, prefix)) return space;
        if (prefix == "xml") return &ofXml;
        return prefix.empty() ? &none : nullptr;
    };
    const auto undeclared = [&](std::string_view prefix) {
        const std::string name(prefix);
        return fail(
            ErrorKind::input, "X001",
            {"接頭辞 " + name + " の名前空間が宣言されていません。", "the prefix " + name + " has no namespace"},
            node.place);
    };
    const std::string_view prefix = prefixOf(node.name);
    const std::string* space = spaceOf(prefix);
    if (space == nullptr) return undeclared(prefix);
    node.space = *space;
    node.local = prefix.empty() ? node.name : node.name.substr(prefix.size() + 1);
    node.spaces.clear();
    for (const auto& [name, value] : node.attributes) {
        const std::string_view own = prefixOf(name);
        if (name == "xmlns" || own == "xmlns") {
            node.spaces.emplace_back("http://www.w3.org/2000/xmlns/");
            continue;
        }
        const std::string* found = own.empty() ? nullptr : spaceOf(own);
        if (found == nullptr && !own.empty()) return undeclared(own);
        node.spaces.push_back(found == nullptr ? std::string() : *found);
    }
    for (Node& child : node.children)
        if (auto done = resolveSpaces(child, scope); !done) return done;
    return {};
}

Result<Tree> parseWhole(std::string_view text, const std::string& file) {
    const auto document = parse(text, file);
    if (!document) return fail(document.error());
    const std::string_view body = utf8::withoutMark(text);
    pugi::xml_document kept;
    if (!kept.load_buffer(body.data(), body.size(), keepAll, pugi::encoding_utf8)) return unreadable(file);
    Tree tree;
    tree.space = document->root.space;
    for (const pugi::xml_node& child : kept.children()) {
        if (child.type() == pugi::node_element)
            takeWhole(child, document->root, tree.nodes.emplace_back());
        else if (child.type() == pugi::node_comment)
            tree.nodes.push_back(inner(child, Node::Kind::comment, 0));
        else if (child.type() == pugi::node_pi)
            tree.nodes.push_back(inner(child, Node::Kind::instruction, 0));
    }
    return tree;
}

Result<Tree> parseTree(std::string_view text, const std::string& file) {
    const auto document = parse(text, file);
    if (!document) return fail(document.error());
    const std::string_view body = utf8::withoutMark(text);
    pugi::xml_document kept;
    if (!kept.load_buffer(body.data(), body.size(), keepAll, pugi::encoding_utf8)) return unreadable(file);
    Tree tree;
    tree.space = document->root.space;
    tree.nodes = childrenOf(kept, nullptr, &document->root, tree.space);
    return tree;
}

}  // namespace toitsu::xml
