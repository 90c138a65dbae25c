#pragma once

// Decision tables (DMN 1.5 §8).

#include <string>
#include <vector>

#include "rules/session.h"

namespace toitsu::rules {

enum class HitPolicy { unique, any, priority, first, ruleOrder, outputOrder, collect };
enum class Aggregation { none, sum, count, minimum, maximum };

struct DecisionTable {
    struct Input {
        NodePtr expression;
        FeelTypePtr type;   // may be nullptr
        NodePtr allowed;    // unary tests, may be nullptr
        std::string label;  // its expression, as written
        Place place;
    };
    struct Output {
        std::string name;
        FeelTypePtr type;
        NodePtr values;     // unary tests in order of priority, may be nullptr
        NodePtr otherwise;  // default output entry, may be nullptr
        Place place;
    };
    struct Rule {
        std::vector<NodePtr> tests;    // one per input
        std::vector<NodePtr> results;  // one per output
        Place place;
    };
    std::string name;
    HitPolicy policy = HitPolicy::unique;
    Aggregation aggregation = Aggregation::none;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::vector<Rule> rules;
    Place place;
    Spot at;  // the table itself, for remarks
};

const char* policyName(HitPolicy policy);  // as DMN writes it

Value decided(const DecisionTable& table, const Frame& frame, Session& session);
// Whose output stands first in the list of output values: 0 is the first. The number of values when it stands nowhere.
std::size_t priorityOf(const DecisionTable::Output& column, const Value& value, const Frame& frame, Session& session);

}  // namespace toitsu::rules
