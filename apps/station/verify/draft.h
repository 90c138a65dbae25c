#pragma once

// Draft: the record of one task with all entries so far. Replaying the entries over the task's record gives it, always
// the same; it goes into the case when nothing is left to decide.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "apps/station/verify/item_state.h"
#include "forms/record.h"

namespace toitsu::station {

struct Draft {
    forms::Record record;
    std::map<std::string, ItemState> items;  // by field; what a person must see or has seen
    bool every = false;                      // a record without doubts that came back: every field may be the wrong one

    bool whole() const;  // nothing is left for a person
};

using RulesOf = std::function<ItemRules(const forms::Field&)>;
ItemRules rulesOf(const forms::Field& field);  // without a municipality's own settings

Draft draftOf(const forms::Form& form, forms::Record record);
// V120–V123, F2xx. An entry that is refused changes nothing.
Result<void> apply(Draft& draft, const forms::Form& form, const Entry& entry, const RulesOf& rules);
// Those that were taken back, and what took them back, are left out.
Result<Draft> replay(const forms::Form& form, forms::Record record, const std::vector<Entry>& entries,
                     const RulesOf& rules);

// What the text is in canonical form; F2xx when the field cannot hold it.
Result<std::string> canonical(const forms::Field& field, const std::string& text);
// Of many entries, those that count.
std::vector<Entry> counting(const std::vector<Entry>& entries);

}  // namespace toitsu::station
