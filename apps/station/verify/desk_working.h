#pragma once

// A task while entries are worked into it: nothing here is known to anybody else before it is durable.

#include <string>
#include <vector>

#include "apps/station/case_search.h"
#include "apps/station/verify/desk.h"
#include "apps/station/verify/figures.h"
#include "apps/station/verify/findings.h"

namespace toitsu::station {

struct Desk::Working {
    TaskRow row;
    const forms::Form* form = nullptr;
    Draft draft;  // of a sample only the items' states
    std::vector<Entry> entries;
    std::vector<ItemRow> joined;
    std::vector<std::string> left;

    const forms::Field* field(const std::string& id) const { return form->field(id); }
};

struct Desk::TakenUp {
    TaskRow row;
    std::vector<ItemRow> items;
    std::string claimedBy;
    bool keep = true;                     // in the station file
    std::vector<std::string> terms = {};  // the case is found by them
    bool started = false;                 // a case that has just appeared; without a task where nothing is sampled
    std::vector<FieldRead> reads;         // by the machine
};

struct Desk::Finished {
    TaskRow row;
    std::vector<FieldLookedAt> fields;
    std::vector<std::string> terms = {};
    bool here = true;  // by people at this desk
};

std::string itemId(const std::string& task, const std::string& field);
// Its payload sealed where the field is 個人番号.
Result<ItemRow> itemRow(Vault& vault, const forms::Form& form, const std::string& task, const forms::Record& record,
                        const std::string& field, const Value& variables);
// What had been said before the desk knew of the item: by the machine, of a sample, or with the command line.
Result<ItemState> beginning(Vault& vault, TaskKind kind, const ItemRow& row, const std::string& municipality);
// Under the desk's mutex: this person's, not over, and work that they may still do where it is.
bool heldBy(const DeskLease& lease, const std::string& person, const MayWork& may, Instant now);
Error itemGone();    // V124
Error leaseEnded();  // V125

}  // namespace toitsu::station
