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
        std::string label;  // for remarks
    };
    struct Output {
        std::string name;
        FeelTypePtr type;
        NodePtr values;     // unary tests in order of priority, may be nullptr
        NodePtr otherwise;  // default output entry, may be nullptr
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
};

Value decided(const DecisionTable& table, const FramePtr& frame, Session& session);

}  // namespace toitsu::rules
