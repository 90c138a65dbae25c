// Reads <definitions> of DMN 1.2 to 1.5 (the namespaces differ, the elements that matter here do not).

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "rules/decision_model.h"
#include "rules/lexer.h"

namespace toitsu::rules {

namespace {

constexpr int kMaxImports = 10;

void collectNames(const xml::Element& element, std::set<std::string>& out) {
    for (const char* attribute : {"name", "iteratorVariable"})
        if (const std::string* name = element.find(attribute)) out.insert(normalizedName(*name));
    for (const xml::Element& child : element.children) collectNames(child, out);
}

std::vector<std::string> hrefs(const xml::Element& element, const char* kind) {
    std::vector<std::string> out;
    for (const xml::Element* child : element.all(kind)) out.push_back(child->get("href"));
    return out;
}

std::vector<std::string> requirements(const xml::Element& element) {
    std::vector<std::string> out;
    for (const xml::Element& requirement : element.children) {
        if (requirement.local != "informationRequirement" && requirement.local != "knowledgeRequirement") continue;
        for (const xml::Element& required : requirement.children)
            if (const std::string* href = required.find("href")) out.push_back(*href);
    }
    return out;
}

Result<DrgElement> readElement(const xml::Element& element, DrgElement::Kind kind, BoxedReader& reader) {
    DrgElement out;
    out.kind = kind;
    out.id = element.get("id");
    out.name = normalizedName(element.get("name"));
    const BoxedReader::Inside part(reader, out.label());
    out.place = element.place;
    out.at = reader.spot(element.place);
    out.requirements = requirements(element);
    const xml::Element* variable = element.child("variable");
    out.variable = variable != nullptr ? normalizedName(variable->get("name", out.name)) : out.name;
    if (variable != nullptr) {
        auto type = reader.type(variable->get("typeRef"), variable->place);
        if (!type) return fail(type.error());
        out.type = std::move(*type);
    }
    if (kind == DrgElement::Kind::decision) {
        if (const xml::Element* expression = BoxedReader::expressionIn(element)) {
            auto logic = reader.boxed(*expression, out.name);
            if (!logic) return fail(logic.error());
            out.logic = std::move(*logic);
        }
    } else if (kind == DrgElement::Kind::knowledge) {
        if (const xml::Element* function = element.child("encapsulatedLogic")) {
            auto logic = reader.function(*function, out.name);
            if (!logic) return fail(logic.error());
            out.logic = std::move(*logic);
        }
    } else if (kind == DrgElement::Kind::service) {
        out.outputDecisions = hrefs(element, "outputDecision");
        out.encapsulatedDecisions = hrefs(element, "encapsulatedDecision");
        out.inputDecisions = hrefs(element, "inputDecision");
        out.inputData = hrefs(element, "inputData");
    }
    return out;
}

FeelTypePtr prefixed(const FeelType& type, const std::string& prefix) {
    FeelType out = type;
    if (out.kind == FeelType::Kind::named) out.name = prefix + "." + out.name;
    for (auto& [name, member] : out.members) member = prefixed(*member, prefix);
    if (out.element) out.element = prefixed(*out.element, prefix);
    return std::make_shared<const FeelType>(std::move(out));
}

// An import without a location means the file beside it that has the namespace.
std::string fileWithNamespace(const std::string& folder, const std::string& space) {
    std::error_code problem;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
        if (entry.path().extension() == ".dmn") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
        const auto document = xml::load(path.string());
        if (document && document->root.get("namespace") == space) return path.filename().string();
    }
    return {};
}

Result<void> readImports(const xml::Element& root, const std::string& folder, int depth, DecisionModelData& model) {
    for (const xml::Element* element : root.all("import")) {
        const std::string type = element->get("importType");
        std::string location = element->get("locationURI");
        if (type.find("DMN") == std::string::npos || folder.empty()) continue;
        if (location.empty()) location = fileWithNamespace(folder, element->get("namespace"));
        if (location.empty())
            return fail(ErrorKind::notFound, "R022",
                        {"取り込む DMN が同じフォルダーにありません。ファイルを置くか locationURI を書いてください",
                         "the imported DMN file is not in the same folder; put it there or write its locationURI"},
                        element->place);
        const bool plain = location.find("..") == std::string::npos && location.find(':') == std::string::npos &&
                           location.front() != '/';
        if (!plain || depth >= kMaxImports)
            return fail(ErrorKind::refused, "R016",
                        {"import の場所「" + location + "」は使えません。同じフォルダーのファイルだけを取り込めます",
                         "cannot import \"" + location +
                             "\"; only files in the same folder, without a circle, can be imported"},
                        element->place);
        const auto document = xml::load(folder + "/" + location);
        if (!document) return fail(document.error());
        auto imported = readModel(*document, folder, depth + 1);
        if (!imported) return fail(imported.error());
        const std::string name = normalizedName(element->get("name"));
        for (const auto& [typeName, definition] : (*imported)->types) {
            model.types.emplace(typeName, definition);  // for the imported model's own expressions
            if (!name.empty()) model.types[name + "." + typeName] = prefixed(*definition, name);
        }
        model.imports.push_back({name, element->get("namespace"), std::move(*imported)});
    }
    return {};
}

}  // namespace

Result<ModelPtr> readModel(const xml::Document& document, const std::string& folder, int depth,
                           std::vector<Error>* mistakes) {
    const xml::Element& root = document.root;
    const bool dmn = root.space.starts_with("https://www.omg.org/spec/DMN/") ||
                     root.space.starts_with("http://www.omg.org/spec/DMN/");
    if (root.local != "definitions" || !dmn)
        return fail(ErrorKind::schema, "R010",
                    {"DMN のファイルではありません(<definitions> と DMN 1.2~1.5 の名前空間が必要です)",
                     "this is no DMN file; it needs <definitions> in a namespace of DMN 1.2 to 1.5"},
                    root.place);
    auto model = std::make_shared<DecisionModelData>();
    model->space = root.get("namespace");
    std::set<std::string> names;
    collectNames(root, names);
    // What is wrong in one element keeps nobody from reading the others, when all mistakes are wanted.
    const auto tolerated = [&](Error error) {
        if (mistakes == nullptr) return false;
        mistakes->push_back(std::move(error));
        return true;
    };
    if (auto imported = readImports(root, folder, depth, *model); !imported && !tolerated(imported.error()))
        return fail(imported.error());
    for (const auto& import : model->imports)
        for (const DrgElement& element : import.model->elements) names.insert({element.name, element.variable});
    BoxedReader reader({names.begin(), names.end()}, mistakes);
    auto types = reader.itemDefinitions(root);
    if (!types && !tolerated(types.error())) return fail(types.error());
    if (types)
        for (auto& [name, type] : *types) model->types[name] = std::move(type);
    for (const xml::Element* definition : root.all("itemDefinition"))
        model->typePlaces[normalizedName(definition->get("name"))] = definition->place;

    const std::pair<const char*, DrgElement::Kind> kinds[] = {{"inputData", DrgElement::Kind::input},
                                                              {"decision", DrgElement::Kind::decision},
                                                              {"businessKnowledgeModel", DrgElement::Kind::knowledge},
                                                              {"decisionService", DrgElement::Kind::service}};
    for (const xml::Element& element : root.children) {
        for (const auto& [local, kind] : kinds) {
            if (element.local != local) continue;
            auto read = readElement(element, kind, reader);
            if (!read) {
                if (!tolerated(read.error())) return fail(read.error());
                continue;
            }
            if (!read->id.empty() && !model->byId.emplace(read->id, model->elements.size()).second) {
                Error twice{ErrorKind::schema,
                            "R017",
                            {"id「" + read->id + "」が二度使われています。別の id にしてください",
                             "the id \"" + read->id + "\" is used twice; choose another"},
                            element.place};
                if (!tolerated(twice)) return fail(std::move(twice));
                continue;
            }
            model->elements.push_back(std::move(*read));
        }
    }
    return ModelPtr(std::move(model));
}

Wording DrgElement::label() const {
    const std::string shown = name.empty() ? id : name;
    switch (kind) {
        case Kind::input:
            return {"入力「" + shown + "」", "input \"" + shown + "\""};
        case Kind::decision:
            return {"判定「" + shown + "」", "decision \"" + shown + "\""};
        case Kind::knowledge:
            return {"業務知識「" + shown + "」", "knowledge model \"" + shown + "\""};
        case Kind::service:
            return {"判定サービス「" + shown + "」", "decision service \"" + shown + "\""};
    }
    return {};
}

const DrgElement* DecisionModelData::find(std::string_view idOrName) const {
    if (const auto found = byId.find(idOrName); found != byId.end()) return &elements[found->second];
    const auto named = std::find_if(elements.begin(), elements.end(), [&](const DrgElement& element) {
        return element.name == idOrName && element.kind != DrgElement::Kind::input;
    });
    return named == elements.end() ? nullptr : &*named;
}

Reference resolve(const DecisionModelData& model, std::string_view href) {
    const std::size_t hash = href.find('#');
    const std::string_view space = hash == std::string_view::npos ? std::string_view() : href.substr(0, hash);
    const std::string_view id = hash == std::string_view::npos ? href : href.substr(hash + 1);
    const auto own = model.byId.find(id);
    if ((space.empty() || space == model.space) && own != model.byId.end())
        return {&model.elements[own->second], &model, ""};
    for (const auto& import : model.imports) {
        if (!space.empty() && space != import.space) continue;
        const auto found = import.model->byId.find(id);
        if (found != import.model->byId.end())
            return {&import.model->elements[found->second], import.model.get(), import.name};
    }
    return {};
}

}  // namespace toitsu::rules
