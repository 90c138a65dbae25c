#pragma once

// Coverage: which municipality's paper asks for which field, and how. Rows are the form's fields in the form's order (a
// repeating group's field is one row, whatever the number of its rows) and the papers' local fields behind them.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "forms/unification/paper.h"
#include "forms/unification/shape.h"

namespace toitsu::forms::unification {

struct Item {
    std::string id;         // "employee.name"; of a group "child.*.name"
    std::string section;    // what the id begins with, before the first dot; "" when it has none
    Field field;            // of a group: of its first row
    std::string group;      // "" outside groups
    std::string owner;      // id of the layout whose local field it is; "" for the form's own
    bool promoted = false;  // a local field that a person's decision made one of all
};

struct Presence {
    std::vector<Standing> places;  // of a group: of its first row on the paper; empty when the paper lacks the field
    Shape shape;
    int rows = 0;                 // of a group
    std::string as;               // the local field's id, where a decision says that it is this one
    std::optional<double> guess;  // least confidence of the draft; nothing where a person made the layout
    bool present() const { return !places.empty(); }
};

struct Coverage {
    std::vector<Item> items;
    std::vector<std::vector<Presence>> cells;  // [item][paper]

    const Item* item(const std::string& id) const;
    std::size_t present(std::size_t item) const;  // papers that have it
};

// local field → what it really is: a field of the form, another local field, or a new id that all papers share.
using Identities = std::map<std::string, std::string>;

Coverage coverageOf(const Form& form, const std::vector<Paper>& papers, const Identities& identities);

// The row of the matrix that a field belongs to: "child.*.name" for child.2.name.
std::string itemId(const Field& field);

}  // namespace toitsu::forms::unification
