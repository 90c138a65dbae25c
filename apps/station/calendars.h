#pragma once

// The calendars of a library (templates/calendars), read when a flow first asks for one.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/business_calendar.h"

namespace toitsu::station {

class Calendars {
public:
    explicit Calendars(std::string library) : library_(std::move(library)) {}

    // The municipality's own, else everybody's; nullptr when there is none or its file is wrong (`form lint` and `flow
    // lint` say why; a timer that needs it becomes an incident). Stays where it is.
    const BusinessCalendar* find(const std::string& municipality, const std::string& id);

private:
    std::string library_;
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, std::unique_ptr<const BusinessCalendar>> known_;
};

}  // namespace toitsu::station
