// Boxed expressions (DMN 1.5 §7.3, §10.2) become the nodes that the same thing written as text would have.

#include <algorithm>

#include "base/text.h"
#include "rules/decision_model.h"
#include "rules/expression_access.h"
#include "rules/parser.h"

namespace toitsu::rules {

namespace {

NodePtr compiled(Node node) {
    node.makesFunctions = node.kind == NodeKind::function;
    for (const NodePtr& child : node.children) {
        node.height = std::max(node.height, child->height + 1);
        node.makesFunctions = node.makesFunctions || child->makesFunctions;
        if (node.at.source == nullptr) node.at.source = child->at.source;
    }
    return std::make_shared<const Node>(std::move(node));
}

Wording entryPart(const std::string& key) {
    return {"項目「" + key + "」", "entry \"" + key + "\""};
}

std::string variableName(const xml::Element& holder) {
    const xml::Element* variable = holder.child("variable");
    return variable != nullptr ? normalizedName(variable->get("name")) : std::string();
}

std::string variableType(const xml::Element& holder) {
    const xml::Element* variable = holder.child("variable");
    return variable != nullptr ? variable->get("typeRef") : std::string();
}

tl::unexpected<Error> missing(const xml::Element& element, const std::string& what) {
    return fail(ErrorKind::schema, "R012",
                {"<" + element.local + "> に <" + what + "> がありません。追加してください",
                 "<" + element.local + "> has no <" + what + ">; add one"},
                element.place);
}

}  // namespace

BoxedReader::Inside::Inside(BoxedReader& reader, const Wording& part) : reader_(reader), before_(reader.where_) {
    const bool first = before_.en.empty();
    reader_.where_ = {before_.ja + (first ? "" : "の") + part.ja, before_.en + (first ? "" : ", ") + part.en};
}

Spot BoxedReader::spot(const Place& place) const {
    Spot out;
    out.source = std::make_shared<const Source>(Source{"", place, where_});
    return out;
}

NodePtr BoxedReader::nothing(const Place& place) const {
    Node out;
    out.at = spot(place);
    return compiled(std::move(out));
}

Result<NodePtr> BoxedReader::parsed(const xml::Element& source, bool unaryTests) {
    auto expression = ExpressionAccess::make(source.text, source.place, known_, unaryTests, where_);
    if (expression) return ExpressionAccess::node(*expression);
    Error& error = expression.error();
    error.message = {where_.ja + ": " + error.message.ja, where_.en + ": " + error.message.en};
    if (mistakes_ == nullptr) return fail(std::move(error));
    mistakes_->push_back(std::move(error));
    Node unreadable;
    unreadable.text = kUnreadable;
    unreadable.at = spot(source.place);
    return compiled(std::move(unreadable));
}

const xml::Element* BoxedReader::expressionIn(const xml::Element& parent) {
    constexpr const char* kExpressions[] = {
        "literalExpression",  "decisionTable", "context", "invocation", "relation", "list",
        "functionDefinition", "conditional",   "filter",  "for",        "some",     "every"};
    for (const xml::Element& child : parent.children)
        if (std::find(std::begin(kExpressions), std::end(kExpressions), child.local) != std::end(kExpressions))
            return &child;
    return nullptr;
}

Result<NodePtr> BoxedReader::literal(const xml::Element& holder, const std::string& what) {
    const xml::Element* source = holder.child("text");
    if (source == nullptr || text::trim(source->text).empty()) return nothing(holder.place);
    const std::string language = holder.get("expressionLanguage");
    if (!language.empty() && language.find("FEEL") == std::string::npos && language.find("feel") == std::string::npos) {
        auto wrong = fail(ErrorKind::schema, "R014",
                          {"「" + what + "」の式の言語 " + language + " は使えません。FEEL で書いてください",
                           "\"" + what + "\": the expression language " + language + " is not supported; write FEEL"},
                          source->place);
        if (mistakes_ == nullptr) return wrong;
        mistakes_->push_back(std::move(wrong.value()));
        return nothing(source->place);
    }
    return parsed(*source, false);
}

Result<NodePtr> BoxedReader::tests(const xml::Element& holder) {
    const xml::Element* source = holder.child("text");
    if (source == nullptr || text::trim(source->text).empty()) {
        Node any;
        any.kind = NodeKind::anything;
        any.at = spot(holder.place);
        return compiled(std::move(any));
    }
    return parsed(*source, true);
}

Result<NodePtr> BoxedReader::typed(NodePtr node, const std::string& reference, const std::string& what,
                                   const Place& place) const {
    auto wanted = type(reference, place);
    if (!wanted) return fail(wanted.error());
    if (!*wanted || (*wanted)->kind == FeelType::Kind::any) return node;
    Node out;
    out.kind = NodeKind::typed;
    out.text = what;
    out.types = {std::move(*wanted)};
    out.children = {std::move(node)};
    return compiled(std::move(out));
}

Result<NodePtr> BoxedReader::boxed(const xml::Element& element, const std::string& name) {
    const std::string& kind = element.local;
    Result<NodePtr> node = nothing(element.place);
    if (kind == "literalExpression") {
        node = literal(element, name);
    } else if (kind == "decisionTable") {
        node = table(element, name);
    } else if (kind == "context") {
        node = context(element, name);
    } else if (kind == "invocation") {
        node = invocation(element, name);
    } else if (kind == "relation") {
        node = relation(element, name);
    } else if (kind == "list") {
        node = list(element, name);
    } else if (kind == "functionDefinition") {
        return function(element, name);
    } else if (kind == "conditional") {
        node = parts(element, NodeKind::condition, {"if", "then", "else"}, name);
    } else if (kind == "filter") {
        node = parts(element, NodeKind::filter, {"in", "match"}, name);
    } else {
        node = iteration(element, name);
    }
    if (!node) return node;
    return typed(std::move(*node), element.get("typeRef"), name, element.place);
}

Result<NodePtr> BoxedReader::parts(const xml::Element& element, NodeKind kind, std::initializer_list<const char*> names,
                                   const std::string& name) {
    Node out;
    out.kind = kind;
    out.at = spot(element.place);
    out.strict = true;
    for (const char* part : names) {
        const xml::Element* holder = element.child(part);
        const xml::Element* inner = holder != nullptr ? expressionIn(*holder) : nullptr;
        if (inner == nullptr) return missing(element, part);
        auto node = boxed(*inner, name);
        if (!node) return node;
        out.children.push_back(std::move(*node));
    }
    return compiled(std::move(out));
}

Result<NodePtr> BoxedReader::iteration(const xml::Element& element, const std::string& name) {
    const bool loop = element.local == "for";
    auto node = parts(element,
                      loop                      ? NodeKind::loop
                      : element.local == "some" ? NodeKind::some
                                                : NodeKind::every,
                      {"in", loop ? "return" : "satisfies"}, name);
    if (!node) return node;
    Node out = **node;
    out.names = {normalizedName(element.get("iteratorVariable", "item"))};
    return compiled(std::move(out));
}

Result<NodePtr> BoxedReader::context(const xml::Element& element, const std::string& name) {
    Node out;
    out.kind = NodeKind::context;
    out.at = spot(element.place);
    for (const xml::Element* entry : element.all("contextEntry")) {
        const xml::Element* inner = expressionIn(*entry);
        if (inner == nullptr) return missing(*entry, "literalExpression");
        const std::string key = variableName(*entry);
        const Inside part(*this, key.empty() ? Wording{"結果", "result"} : entryPart(key));
        auto node = boxed(*inner, key.empty() ? name : key);
        if (!node) return node;
        if (out.kind == NodeKind::block) break;  // nothing follows the result
        if (key.empty()) {
            out.kind = NodeKind::block;
            out.children.push_back(std::move(*node));
            continue;
        }
        auto checked = typed(std::move(*node), variableType(*entry), key, entry->place);
        if (!checked) return checked;
        out.names.push_back(key);
        out.children.push_back(std::move(*checked));
    }
    return compiled(std::move(out));
}

Result<NodePtr> BoxedReader::invocation(const xml::Element& element, const std::string& name) {
    const xml::Element* callee = expressionIn(element);
    if (callee == nullptr) return missing(element, "literalExpression");
    auto function = boxed(*callee, name);
    if (!function) return function;
    Node out;
    out.kind = NodeKind::call;
    out.at = spot(element.place);
    out.children.push_back(std::move(*function));
    for (const xml::Element* binding : element.all("binding")) {
        const xml::Element* parameter = binding->child("parameter");
        if (parameter == nullptr) return missing(*binding, "parameter");
        const xml::Element* inner = expressionIn(*binding);
        Result<NodePtr> argument = inner != nullptr ? boxed(*inner, name) : Result<NodePtr>(nothing(binding->place));
        if (!argument) return argument;
        out.names.push_back(normalizedName(parameter->get("name")));
        out.children.push_back(std::move(*argument));
    }
    return compiled(std::move(out));
}

Result<NodePtr> BoxedReader::relation(const xml::Element& element, const std::string& name) {
    Node out;
    out.kind = NodeKind::list;
    out.at = spot(element.place);
    std::vector<std::string> columns;
    for (const xml::Element* column : element.all("column")) columns.push_back(normalizedName(column->get("name")));
    for (const xml::Element* row : element.all("row")) {
        Node entry;
        entry.kind = NodeKind::context;
        for (const xml::Element& cell : row->children) {
            if (entry.names.size() == columns.size()) break;
            auto node = boxed(cell, name);
            if (!node) return node;
            entry.names.push_back(columns[entry.names.size()]);
            entry.children.push_back(std::move(*node));
        }
        out.children.push_back(compiled(std::move(entry)));
    }
    return compiled(std::move(out));
}

Result<NodePtr> BoxedReader::list(const xml::Element& element, const std::string& name) {
    Node out;
    out.kind = NodeKind::list;
    out.at = spot(element.place);
    for (const xml::Element& child : element.children) {
        if (child.local == "description" || child.local == "extensionElements") continue;
        auto node = boxed(child, name);
        if (!node) return node;
        out.children.push_back(std::move(*node));
    }
    return compiled(std::move(out));
}

Result<NodePtr> BoxedReader::function(const xml::Element& element, const std::string& name) {
    Node out;
    out.kind = NodeKind::function;
    out.at = spot(element.place);
    const std::string kind = element.get("kind", "FEEL");
    out.external = kind != "FEEL";
    for (const xml::Element* parameter : element.all("formalParameter")) {
        auto wanted = type(parameter->get("typeRef"), parameter->place);
        if (!wanted) return fail(wanted.error());
        out.names.push_back(normalizedName(parameter->get("name")));
        out.types.push_back(std::move(*wanted));
    }
    const xml::Element* body = expressionIn(element);
    if (body == nullptr || out.external) {
        out.children.push_back(nothing(element.place));
    } else {
        auto node = boxed(*body, name);
        if (!node) return node;
        out.children.push_back(std::move(*node));
    }
    return compiled(std::move(out));
}

}  // namespace toitsu::rules
