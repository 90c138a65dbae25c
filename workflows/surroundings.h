#pragma once

// Surroundings: what a command that is being decided may ask the outside. Every answer is recorded in an event, so that
// a replay asks nobody.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/business_calendar.h"
#include "base/result.h"
#include "base/value.h"
#include "workflows/definition.h"

namespace toitsu::workflows {

// Evaluates a decision for a business-rule task: (decisionRef, inputs) → value.
using Decide = std::function<Result<Value>(const std::string& decision, const Context& inputs)>;

// Does a service task at once, within the command, instead of giving it to a worker: for what only computes. It may be
// asked again after a crash, so nothing that changes another system belongs here. Nothing: it is a worker's.
using Serve = std::function<std::optional<Result<Context>>(const std::string& operation, const Context& inputs)>;

using FindCalendar =
    std::function<Result<const BusinessCalendar*>(const std::string& municipality, const std::string& id)>;

struct Surroundings {
    Decide decide;
    Serve serve;  // may be empty
    std::function<Result<std::shared_ptr<const Definition>>(const std::string& hash)> definition;
    // The hash of the newest definition that has this process; nothing when there is none.
    std::function<Result<std::optional<std::string>>(const std::string& process)> newest;
    // Of a municipality, by the id that a flow uses (flow:calendar="office"); nullptr when there is none.
    // An error: there is one, and its file is wrong.
    FindCalendar calendar;
};

// The calendar that a timer goes by; nullptr: by the clock. W034 when there is none of that name, or its file is wrong.
Result<const BusinessCalendar*> officeCalendar(const Surroundings& surroundings, const std::string& municipality,
                                               const TimerRule& timer);

}  // namespace toitsu::workflows
