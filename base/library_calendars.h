#pragma once

// The calendars of a library folder (calendars/*.xml), read when somebody first asks for one.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/business_calendar.h"
#include "base/result.h"

namespace toitsu {

class LibraryCalendars {
public:
    // Without a folder ("") there are no calendars.
    explicit LibraryCalendars(std::string library) : library_(std::move(library)) {}

    // The municipality's own, else everybody's; nullptr when there is neither. The first mistake of its file when that
    // is wrong (X05x). The calendar stays where it is. From any thread.
    Result<const BusinessCalendar*> find(const std::string& municipality, const std::string& id) const;

private:
    std::string library_;
    mutable std::mutex mutex_;
    mutable std::map<std::pair<std::string, std::string>, Result<std::unique_ptr<const BusinessCalendar>>> known_;
};

}  // namespace toitsu
