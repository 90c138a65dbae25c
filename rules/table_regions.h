#pragma once

// A decision table's conditions as boxes: each input is cut at every value that a cell names into regions in which no
// cell changes its answer, so that one sample stands for its region.

#include <optional>
#include <string>
#include <vector>

#include "rules/decision_model.h"

namespace toitsu::rules {

// The regions of one input.
struct ColumnRegions {
    std::vector<Value> samples;              // one for each region; [0] is only a filler when `free`
    std::vector<std::vector<bool>> matches;  // [rule][region]
    std::vector<bool> complex;               // [rule]: the cell cannot be judged; it is taken to match everywhere
    std::vector<bool> anything;              // [rule]: the cell is "-"
    bool free = false;                       // no cell says anything about it
};

struct TableRegions {
    std::vector<ColumnRegions> columns;
    std::vector<bool> certain;  // [rule]: none of its cells is complex

    std::size_t rules() const { return certain.size(); }
};

TableRegions regionsOf(const DecisionTable& table, const DecisionModelData& model);

// One region of each column; a column without one is any value.
using Box = std::vector<std::optional<std::size_t>>;

// Boxes that no rule of `rules` covers, within the box of `inside` when there is one. At most `most`; `complete` is
// false when the search was given up because the table is too large.
struct Uncovered {
    std::vector<Box> boxes;
    bool complete = true;
};
Uncovered uncovered(const TableRegions& regions, const std::vector<std::size_t>& rules,
                    std::optional<std::size_t> inside, std::size_t most);

// A box that both rules cover; nullopt when they cannot match at once.
std::optional<Box> common(const TableRegions& regions, std::size_t a, std::size_t b);

// "age = 17.5, kind = "new"", for messages.
std::string example(const TableRegions& regions, const DecisionTable& table, const Box& box);

}  // namespace toitsu::rules
