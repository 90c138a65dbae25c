#pragma once

// Family: a whole library of layouts that do not exist, for measuring identification: layouts that have little in
// common, families of near-duplicates that differ in a row, a word or the town's name, and twins that differ in nothing
// at all.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::scanlab {

struct LibraryOrder {
    int layouts = 500;  // all of them but twins
    int near = 200;     // how many of these come in families of near-duplicates
    int familySize = 10;
    int twins = 0;  // pairs of identical layouts: so many of the different ones get a second id
    std::uint64_t seed = 1;
};

// One layout of a made library.
struct Member {
    std::string layout, form;
    std::string kind;     // "different", "near", "twin"
    std::string family;   // "n03"; of a twin its partner's id; "" for a layout of its own
    std::string changes;  // how it differs from the first of its family: "title", "label", "option", "row", "two rows",
                          // "town", "number", "office", two of them joined by "+"; "" for the first
};

// Writes forms/<id>/form.xml, forms/<id>/layouts/<layout>.xml and members.json into `folder`. The same order gives the
// same files. T031 when the order cannot be met, X01x when a file cannot be written.
Result<std::vector<Member>> makeLibrary(const std::string& folder, const LibraryOrder& order);

// Of a library's members.json: which layouts look the same as which. Empty where there is no such file.
Result<std::map<std::string, std::vector<std::string>>> readTwins(const std::string& folder);

}  // namespace toitsu::scanlab
