#pragma once

// Document: a BPMN 2.0 file as a tree that can be changed and written again without losing anything – vendors'
// extensions, diagrams, comments, text of any kind. The engine's Definition is made from it; overlays work on it.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "workflows/bpmn/node.h"

namespace toitsu::workflows::bpmn {

class Document {
public:
    // W001: not BPMN 2.0. X001 not well-formed, X002 encoding, X003 too large or too deep, X004 a DTD (XML bombs).
    static Result<Document> parse(std::string_view bytes, const std::string& file);
    static Result<Document> load(const std::string& path);  // X010 cannot be read

    std::string write() const;  // UTF-8; parse(write()) gives the same tree

    const std::string& file() const { return file_; }
    const Node& definitions() const { return tree_.nodes[root_]; }
    Node& definitions() { return tree_.nodes[root_]; }

    // By id, among BPMN's own elements; nullptr when there is none. A pointer is valid until the next insert or remove.
    const Node* find(std::string_view id) const;
    Node* find(std::string_view id);
    const Node* parentOf(const Node& node) const;
    Node* parentOf(const Node& node);
    Node* shapeOf(std::string_view id);  // the BPMNShape or BPMNEdge that draws it, in the first diagram that does

    // One element, as XML, put in before the `index`th child (or at the end), indented like its neighbours. Prefixes of
    // the definitions may be used. Errors as those of parse.
    Result<Node*> insert(Node& parent, std::size_t index, std::string_view xml, const Place& place = {});
    Result<Node*> append(Node& parent, std::string_view xml, const Place& place = {});
    bool remove(const Node& node);  // and the white space before it; false when it is not in this document
    Node take(Node& node);          // removes and gives it, so that it can be put in again
    Node* put(Node& parent, std::size_t index, Node node);

    // `space` "" for BPMN's own attributes. A namespace that no prefix names yet is declared in the definitions.
    void set(Node& node, std::string_view local, std::string_view value, std::string_view space = {});
    bool clear(Node& node, std::string_view local, std::string_view space = {});
    void setText(Node& node, std::string_view text);

    std::string name(std::string_view local, std::string_view space = modelSpace);  // with the prefix in use here
    std::string freshId(std::string_view stem) const;                               // not used yet

    // The id and everything that refers to it: attributes, <incoming> and the like, the diagram.
    void rename(std::string_view from, std::string_view to);

private:
    void indent(Node& parent, std::size_t index);

    std::string file_;
    xml::Tree tree_;
    std::size_t root_ = 0;
};

// Equal as a reader of XML sees them, white space between elements aside. For tests and for `flow diff`.
bool sameContent(const Node& a, const Node& b);

}  // namespace toitsu::workflows::bpmn
