#pragma once

// Item: one field that a person must see, and how far that has come. A pure function of its entries.
//
//   first ──accept, correct, blank──► decided        of a field that two must enter: ──► second
//   first ──illegible──► second                      one person's 判別不能 is looked at by another
//   second ──the same──► decided    ──another──► compare
//   compare ──choose──► decided     ──a third value──► second: somebody else must enter the same
//   mistake, inquire ──► held ──accept, correct …──► as first

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/station/verify/entry.h"
#include "base/result.h"

namespace toitsu::station {

enum class Stage { first, second, compare, held, decided };

// A value, or that there is none to be read, as one person (or "": the machine) has it.
struct Said {
    std::string person;
    std::string text;
    Code code = Code::none;

    bool sameAs(const Said& other) const {
        return text == other.text && (code == Code::illegible) == (other.code == Code::illegible);
    }
};

// What the field and the municipality ask for.
struct ItemRules {
    bool twice = false;       // policy "double": two persons must enter the same
    bool required = false;    // an empty value is not enough
    bool sample = false;      // quality: never changes the record
    bool thirdPerson = true;  // two that differ are compared by somebody else
    Instant doubtMillis =
        4LL * 3600 * 1000;  // so long it is kept from whoever doubted it, and held back from everybody
};

struct ItemState {
    Stage stage = Stage::first;
    std::vector<Said> said;                  // blind, and not agreed yet: one in `second`, two in `compare`
    std::optional<Said> decision;            // in `decided`
    std::string agreedWith;                  // who had said the same before, where two had to
    std::map<std::string, Instant> doubted;  // by whom, when
    Code code = Code::none;                  // why it is held
    Instant heldAt = 0;
    std::string note;  // of whoever doubted or held it
    int revision = 0;  // entries that count

    bool deferred() const { return stage == Stage::held || !doubted.empty(); }
    // Whether that person may be given it now.
    bool isFor(const std::string& person, const ItemRules& rules, Instant now) const;
};

// V120 decided already, V121 an action that this stage does not have, V122 one's own entry, V123 a choice of neither.
Result<ItemState> step(ItemState state, const Entry& entry, const ItemRules& rules);

std::string_view outcomeOf(const ItemState& state);  // as the API says it: done, second, compare, doubt

}  // namespace toitsu::station
