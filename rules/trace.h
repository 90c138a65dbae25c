#pragma once

// What happened while a decision was evaluated: for every decision in order its value, for every table which rules
// matched and why.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::rules {

// One evaluation of one table.
struct TableRun {
    struct Cell {
        std::string test;            // as written
        bool asked = false;          // after the first cell that does not match the others are not asked
        std::optional<bool> passed;  // nothing: undecided (null)
    };
    struct Row {
        std::vector<Cell> cells;
        bool asked = false;  // FIRST stops at the first row that matches
        bool matched = false;
        std::vector<Value> outputs;  // of a row that matched
        Place place;
    };
    std::string table;  // the name of the decision or knowledge model it stands in
    std::string policy;
    std::vector<std::string> inputs;   // the input expressions, as written
    std::vector<Value> values;         // their values
    std::vector<std::string> outputs;  // their names
    std::vector<Row> rows;
    Place place;
    const void* id = nullptr;  // which table it is
};

// One decision, knowledge model or service, in the order in which they were finished.
struct ElementRun {
    std::string name;
    std::string kind;  // "input", "decision", "knowledge model", "service"
    Value value;
    Place place;
    std::vector<TableRun> tables;
};

struct DecisionTrace {
    std::optional<Error> violation;               // the first hit policy that was violated, in any table
    const void* asked = nullptr;                  // the asked decision's table
    std::vector<int> matchedRules;                // of that table, 1-based
    std::vector<ElementRun>* elements = nullptr;  // wanted only by an explanation
    std::vector<TableRun> open;                   // tables of the element that is being evaluated
};

}  // namespace toitsu::rules
