#pragma once

// What a flow asks of the library while it is tried out: decisions (decisions/*.dmn) and calendars, each municipality's
// own where it has one.

#include <memory>
#include <string>
#include <vector>

#include "base/library_calendars.h"
#include "base/result.h"
#include "rules/decision.h"

namespace toitsu::workflows::trial {

class Library {
public:
    // `folder` may be "": then there are no calendars. `decisions`: a folder or .dmn file instead of folder/decisions.
    // Errors as rules::DecisionModel::load has them.
    static Result<Library> open(const std::string& folder, const std::string& decisions = {});

    // W303 when no file has that decision; R02x from the decision itself.
    Result<Value> decide(const std::string& decision, const Context& inputs) const;
    // nullptr when there is none; an error when its file is wrong.
    Result<const BusinessCalendar*> calendar(const std::string& municipality, const std::string& id = "office") const;

private:
    std::vector<rules::DecisionModel> models_;
    std::unique_ptr<LibraryCalendars> calendars_;
};

}  // namespace toitsu::workflows::trial
