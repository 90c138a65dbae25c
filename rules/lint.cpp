#include "rules/lint.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

#include "rules/decision_run.h"
#include "rules/lint_parts.h"

namespace toitsu::rules {

Place placeOf(const Node& node, const Place& otherwise) {
    return node.at.source != nullptr && node.at.source->place.line > 0 ? node.at.source->place : otherwise;
}

void everyNode(const Node& node, const std::function<void(const Node&)>& visit) {
    visit(node);
    for (const NodePtr& child : node.children) everyNode(*child, visit);
    if (node.table == nullptr) return;
    const auto inside = [&](const NodePtr& part) {
        if (part) everyNode(*part, visit);
    };
    for (const DecisionTable::Input& input : node.table->inputs) {
        inside(input.expression);
        inside(input.allowed);
    }
    for (const DecisionTable::Rule& rule : node.table->rules) {
        for (const NodePtr& test : rule.tests) inside(test);
        for (const NodePtr& result : rule.results) inside(result);
    }
    for (const DecisionTable::Output& output : node.table->outputs) {
        inside(output.otherwise);
        inside(output.values);
    }
}

namespace {

bool readable(const Node& table) {
    bool all = true;
    everyNode(table, [&](const Node& node) { all = all && node.text != kUnreadable; });
    return all;
}

void sortAndDropRepeated(std::vector<Error>& list) {
    const auto key = [](const Error& error) {
        return std::tie(error.place.file, error.place.line, error.place.column, error.code, error.message.en);
    };
    std::stable_sort(list.begin(), list.end(), [&](const Error& a, const Error& b) { return key(a) < key(b); });
    list.erase(std::unique(list.begin(), list.end(), [&](const Error& a, const Error& b) { return key(a) == key(b); }),
               list.end());
}

DecisionFindings lintDocument(const Result<xml::Document>& document, const std::string& folder) {
    DecisionFindings out;
    if (!document) {
        out.errors.push_back(document.error());
        return out;
    }
    const auto model = readModel(*document, folder, 0, &out.errors);
    if (!model) {
        out.errors.push_back(model.error());
        return out;
    }
    if (out.errors.empty()) {  // what could not be read would only be missed a second time
        if (auto sound = checkRequirements(**model); !sound) {
            out.errors.push_back(sound.error());
        } else {
            lintNames(**model, out);
            lintDoubts(**model, out);
        }
    }
    lintTypes(**model, out);
    for (const DrgElement& element : (*model)->elements)
        if (element.logic)
            everyNode(*element.logic, [&](const Node& node) {
                if (node.table != nullptr && readable(node)) lintTable(*node.table, **model, out);
            });
    sortAndDropRepeated(out.errors);
    sortAndDropRepeated(out.warnings);
    return out;
}

}  // namespace

DecisionFindings lintDecisions(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return lintDocument(xml::load(path), folder.empty() ? "." : folder);
}

DecisionFindings lintDecisionText(std::string_view xml, const std::string& file) {
    return lintDocument(xml::parse(xml, file), {});
}

}  // namespace toitsu::rules
