#pragma once

// The board of the token game (soundness.h): one level's elements with their arrows, numbered. Links are arrows without
// a line.

#include <map>
#include <vector>

#include "workflows/bpmn/model.h"

namespace toitsu::workflows::bpmn {

struct TokenBoard {
    struct Step {
        const Item* node = nullptr;
        std::vector<std::size_t> in, out;               // arrows
        std::vector<std::vector<std::size_t>> aside;    // of non-interrupting boundary events: each may come once
        std::vector<std::vector<std::size_t>> instead;  // of interrupting ones: it comes instead
    };

    TokenBoard(const Model& model, const Item& level);

    std::vector<Step> steps;
    std::vector<const Item*> targets;            // of each arrow
    std::vector<std::size_t> stepAt;             // of each arrow: its target's number, steps.size() when it is no step
    std::map<const Item*, std::size_t> arrowOf;  // of sequence flows
    std::map<const Item*, std::size_t> stepOf;   // of elements
    std::vector<const Item*> unknown;            // elements whose behaviour the game does not know
};

bool hasTrigger(const Model& model, const Item& event, std::string_view definition);

}  // namespace toitsu::workflows::bpmn
