#pragma once

// What a flow asks of the library while it is tried out: decisions (decisions/*.dmn) and calendars, each municipality's
// own where it has one.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/business_calendar.h"
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
    // nullptr when there is none, or its file is wrong (calendarMistakes says how).
    const BusinessCalendar* calendar(const std::string& municipality, const std::string& id = "office") const;
    const std::vector<Error>& calendarMistakes() const { return mistakes_; }

private:
    std::string folder_;
    std::vector<rules::DecisionModel> models_;
    mutable std::map<std::pair<std::string, std::string>, std::unique_ptr<BusinessCalendar>> calendars_;
    mutable std::vector<Error> mistakes_;
};

}  // namespace toitsu::workflows::trial
