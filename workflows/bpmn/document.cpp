#include "workflows/bpmn/document.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/files.h"
#include "base/xml_encoding.h"
#include "base/xml_write.h"

// The tree is base's, with every element taken apart. Pointers to nodes are found again by walking, because a document
// has thousands of elements at most and an index would have to follow every change.

namespace toitsu::workflows::bpmn {

namespace {

constexpr std::size_t sizeLimit = std::size_t{64} << 20;

const Node* findIn(const Node& node, const std::function<bool(const Node&)>& wanted) {
    if (wanted(node)) return &node;
    for (const Node& inner : node.children) {
        if (inner.kind != Node::Kind::element) continue;
        if (const Node* found = findIn(inner, wanted)) return found;
    }
    return nullptr;
}

bool isBlank(const Node& node) {
    return node.kind == Node::Kind::text && !node.cdata && node.text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void eachElement(Node& node, const std::function<void(Node&)>& visit) {
    visit(node);
    for (Node& inner : node.children)
        if (inner.kind == Node::Kind::element) eachElement(inner, visit);
}

void eachElement(const Node& node, const std::function<void(const Node&)>& visit) {
    visit(node);
    for (const Node& inner : node.children)
        if (inner.kind == Node::Kind::element) eachElement(inner, visit);
}

// The elements from the definitions down to `node`, both included; empty when it is not there.
bool pathTo(const Node& from, const Node& node, std::vector<const Node*>& path) {
    path.push_back(&from);
    if (&from == &node) return true;
    for (const Node& inner : from.children)
        if (inner.kind == Node::Kind::element && pathTo(inner, node, path)) return true;
    path.pop_back();
    return false;
}

// BPMN's elements whose text is a reference.
bool refersByText(const Node& node) {
    static const std::set<std::string_view> names{"incoming", "outgoing", "source", "target", "supports"};
    return isModel(node) &&
           (names.count(node.local) > 0 || node.local.ends_with("Ref") || node.local.ends_with("Refs"));
}

bool refersByAttribute(const Node& node, std::string_view name) {
    if (node.space == diagramSpace) return name == "bpmnElement" || name == "choreographyActivityShape";
    static const std::set<std::string_view> names{"default", "calledElement", "parameterRef"};
    return isModel(node) && (names.count(name) > 0 || name.ends_with("Ref"));
}

}  // namespace

Result<Document> Document::parse(std::string_view bytes, const std::string& file) {
    const auto text = xml::toUtf8(bytes, file);
    if (!text) return fail(text.error());
    auto tree = xml::parseWhole(*text, file);
    if (!tree) return fail(tree.error());
    Document document;
    document.file_ = file;
    document.tree_ = std::move(*tree);
    const auto isElement = [](const Node& node) { return node.kind == Node::Kind::element; };
    const auto root = std::find_if(document.tree_.nodes.begin(), document.tree_.nodes.end(), isElement);
    if (!is(*root, "definitions"))
        return fail(ErrorKind::schema, "W001",
                    {"BPMN 2.0 のファイルではありません（最上位の要素が BPMN の definitions ではありません）。",
                     "not a BPMN 2.0 file: the root element must be definitions in the BPMN namespace"},
                    root->place);
    document.root_ = static_cast<std::size_t>(root - document.tree_.nodes.begin());
    return document;
}

Result<Document> Document::load(const std::string& path) {
    const auto bytes = files::read(path, sizeLimit);
    if (!bytes) return fail(bytes.error());
    return parse(*bytes, path);
}

std::string Document::write() const {
    return xml::write(tree_);
}

const Node* Document::find(std::string_view id) const {
    return findIn(definitions(), [&](const Node& node) {
        const std::string* own = isModel(node) ? attribute(node, "id") : nullptr;
        return own != nullptr && *own == id;
    });
}

Node* Document::find(std::string_view id) {
    return const_cast<Node*>(std::as_const(*this).find(id));
}

const Node* Document::parentOf(const Node& node) const {
    return findIn(definitions(), [&](const Node& candidate) {
        return std::any_of(candidate.children.begin(), candidate.children.end(),
                           [&](const Node& inner) { return &inner == &node; });
    });
}

Node* Document::parentOf(const Node& node) {
    return const_cast<Node*>(std::as_const(*this).parentOf(node));
}

Node* Document::shapeOf(std::string_view id) {
    return const_cast<Node*>(findIn(definitions(), [&](const Node& node) {
        if (node.space != diagramSpace || (node.local != "BPMNShape" && node.local != "BPMNEdge")) return false;
        const std::string* drawn = attribute(node, "bpmnElement");
        return drawn != nullptr && localPart(*drawn) == id;
    }));
}

// Before the child at `index` stand a line break and as many spaces as before its neighbours.
void Document::indent(Node& parent, std::size_t index) {
    Node space;
    space.kind = Node::Kind::text;
    for (std::size_t n = 0; n < parent.children.size(); ++n) {
        const bool element = parent.children[n].kind == Node::Kind::element;
        if (!element || n == index || n == 0 || !isBlank(parent.children[n - 1])) continue;
        space.text = parent.children[n - 1].text;
        parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(index), space);
        return;
    }
}

Node* Document::put(Node& parent, std::size_t index, Node node) {
    index = std::min(index, parent.children.size());
    // At the end: before the white space that stands before the end tag.
    const bool atEnd = index == parent.children.size();
    if (atEnd && index > 0 && isBlank(parent.children.back())) --index;
    if (!atEnd && index > 0 && isBlank(parent.children[index - 1])) --index;
    const auto at = parent.children.begin() + static_cast<std::ptrdiff_t>(index);
    parent.children.insert(at, std::move(node));
    const std::size_t before = parent.children.size();
    indent(parent, index);
    return &parent.children[index + (parent.children.size() - before)];
}

Result<Node*> Document::insert(Node& parent, std::size_t index, std::string_view xml, const Place& place) {
    std::vector<const Node*> around;
    if (!pathTo(definitions(), parent, around))
        return fail(ErrorKind::internal, "W001", {"この文書の要素ではありません。", "not an element of this document"});
    std::string wrapped = "<toitsu";
    for (const Node* outer : around)
        for (std::size_t n = 0; n < outer->attributes.size(); ++n) {
            const auto& [name, value] = outer->attributes[n];
            if (name != "xmlns" && name.rfind("xmlns:", 0) != 0) continue;
            if (wrapped.find(" " + name + "=") != std::string::npos) continue;
            wrapped += " " + name + "=\"" + xml::escapeAttribute(value) + "\"";
        }
    wrapped += ">" + std::string(xml) + "</toitsu>";
    auto tree = xml::parseWhole(wrapped, place.file.empty() ? file_ : place.file);
    if (!tree) return fail(tree.error());
    Node* only = nullptr;
    for (Node& inner : tree->nodes.front().children)
        if (inner.kind == Node::Kind::element && only == nullptr) only = &inner;
    if (only == nullptr) return fail(ErrorKind::input, "X001", {"要素がありません。", "there is no element"}, place);
    eachElement(*only, [&](Node& inner) { inner.place = place; });
    if (auto done = xml::resolveSpaces(*only, around); !done) return fail(done.error());
    return put(parent, index, std::move(*only));
}

Result<Node*> Document::append(Node& parent, std::string_view xml, const Place& place) {
    return insert(parent, parent.children.size(), xml, place);
}

Node Document::take(Node& node) {
    Node* parent = parentOf(node);
    Node out = node;
    if (parent != nullptr) remove(node);
    return out;
}

bool Document::remove(const Node& node) {
    Node* parent = parentOf(node);
    if (parent == nullptr) return false;
    auto at = std::find_if(parent->children.begin(), parent->children.end(),
                           [&](const Node& inner) { return &inner == &node; });
    auto from = at;
    if (from != parent->children.begin() && isBlank(*(from - 1))) --from;
    parent->children.erase(from, at + 1);
    return true;
}

void Document::set(Node& node, std::string_view local, std::string_view value, std::string_view space) {
    for (std::size_t n = 0; n < node.attributes.size(); ++n) {
        if (node.spaces[n] != space || localPart(node.attributes[n].first) != local) continue;
        node.attributes[n].second = value;
        return;
    }
    node.attributes.emplace_back(space.empty() ? std::string(local) : name(local, space), value);
    node.spaces.emplace_back(space);
}

bool Document::clear(Node& node, std::string_view local, std::string_view space) {
    for (std::size_t n = 0; n < node.attributes.size(); ++n) {
        if (node.spaces[n] != space || localPart(node.attributes[n].first) != local) continue;
        node.attributes.erase(node.attributes.begin() + static_cast<std::ptrdiff_t>(n));
        node.spaces.erase(node.spaces.begin() + static_cast<std::ptrdiff_t>(n));
        return true;
    }
    return false;
}

void Document::setText(Node& node, std::string_view text) {
    std::erase_if(node.children, [](const Node& inner) { return inner.kind == Node::Kind::text; });
    Node content;
    content.kind = Node::Kind::text;
    content.text = text;
    node.children.insert(node.children.begin(), std::move(content));
}

std::string Document::name(std::string_view local, std::string_view space) {
    Node& root = definitions();
    for (const auto& [key, value] : root.attributes) {
        if (value != space) continue;
        if (key == "xmlns" && space == modelSpace) return std::string(local);
        if (key.rfind("xmlns:", 0) == 0) return key.substr(6) + ":" + std::string(local);
    }
    static const std::vector<std::pair<std::string_view, std::string>> usual{
        {flowSpace, "flow"},   {diagramSpace, "bpmndi"}, {boundsSpace, "dc"},
        {waypointSpace, "di"}, {instanceSpace, "xsi"},   {modelSpace, "bpmn"}};
    std::string prefix = "ns";
    for (const auto& [known, short_] : usual)
        if (known == space) prefix = short_;
    const auto taken = [&](const std::string& candidate) {
        return std::any_of(root.attributes.begin(), root.attributes.end(),
                           [&](const auto& entry) { return entry.first == "xmlns:" + candidate; });
    };
    std::string free = prefix;
    for (int n = 2; taken(free); ++n) free = prefix + std::to_string(n);
    root.attributes.emplace_back("xmlns:" + free, space);
    root.spaces.emplace_back("http://www.w3.org/2000/xmlns/");
    return free + ":" + std::string(local);
}

std::string Document::freshId(std::string_view stem) const {
    std::set<std::string> used;
    eachElement(definitions(), [&](const Node& node) { used.insert(get(node, "id")); });
    std::string id(stem);
    for (int n = 2; used.count(id) > 0; ++n) id = std::string(stem) + "-" + std::to_string(n);
    return id;
}

void Document::rename(std::string_view from, std::string_view to) {
    eachElement(definitions(), [&](Node& node) {
        for (std::size_t n = 0; n < node.attributes.size(); ++n) {
            auto& [key, value] = node.attributes[n];
            const bool own = node.spaces[n].empty();
            if (own && key == "id" && isModel(node) && value == from) value = to;
            if (own && refersByAttribute(node, key) && localPart(value) == from)
                value.replace(value.size() - from.size(), from.size(), to);
        }
        if (!refersByText(node)) return;
        std::string reference = text(node);
        if (localPart(reference) != from) return;
        setText(node, reference.replace(reference.size() - from.size(), from.size(), to));
    });
}

bool sameContent(const Node& a, const Node& b) {
    if (a.kind != b.kind || a.name != b.name || a.attributes != b.attributes) return false;
    if (a.kind != Node::Kind::element) return a.text == b.text && a.cdata == b.cdata;
    const auto content = [](const Node& node) {
        std::vector<const Node*> out;
        for (const Node& inner : node.children)
            if (!isBlank(inner) || node.children.size() == 1) out.push_back(&inner);
        return out;
    };
    const auto left = content(a), right = content(b);
    return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(),
                                                     [](const Node* x, const Node* y) { return sameContent(*x, *y); });
}

}  // namespace toitsu::workflows::bpmn
