#pragma once

// The parts of lint, one file each.

#include "rules/decision_model.h"
#include "rules/lint.h"

namespace toitsu::rules {

inline void warn(DecisionFindings& findings, const char* code, Wording words, const Place& place) {
    findings.warnings.push_back(Error{ErrorKind::schema, code, std::move(words), place});
}

inline void mistake(DecisionFindings& findings, const char* code, Wording words, const Place& place) {
    findings.errors.push_back(Error{ErrorKind::schema, code, std::move(words), place});
}

Place placeOf(const Node& node, const Place& otherwise);

// Calls `visit` for the node and everything in it, tables with their cells included.
void everyNode(const Node& node, const std::function<void(const Node&)>& visit);

void lintNames(const DecisionModelData& model, DecisionFindings& findings);   // R030, R032–R034, R041
void lintTypes(const DecisionModelData& model, DecisionFindings& findings);   // R031
void lintDoubts(const DecisionModelData& model, DecisionFindings& findings);  // R042
void lintTable(const DecisionTable& table, const DecisionModelData& model, DecisionFindings& findings);  // R035–R040

// Names that an expression reads and does not bring itself; what stands under a filter may be an entry of the elements
// and is told apart.
struct FreeName {
    std::string name;
    const Node* node;
    bool underFilter;
};
std::vector<FreeName> freeNames(const Node& node);

// The value of an expression of literals only; nullopt when it has names in it or its value is null.
std::optional<Value> constantValue(const Node& node, const FeelTypes& types);

}  // namespace toitsu::rules
