#include "base/library_calendars.h"

#include "base/calendar_file.h"

namespace toitsu {

namespace {

Result<std::unique_ptr<const BusinessCalendar>> load(const std::string& library, const std::string& municipality,
                                                     const std::string& id) {
    const auto file = library.empty() ? std::nullopt : findCalendar(library, id, municipality);
    if (!file) return nullptr;
    std::vector<Error> mistakes;
    auto calendar = loadCalendar(*file, mistakes);
    if (!calendar) return fail(mistakes.front());
    return std::make_unique<const BusinessCalendar>(std::move(*calendar));
}

}  // namespace

Result<const BusinessCalendar*> LibraryCalendars::find(const std::string& municipality, const std::string& id) const {
    const std::lock_guard lock(mutex_);
    auto known = known_.find({municipality, id});
    if (known == known_.end())
        known = known_.emplace(std::pair(municipality, id), load(library_, municipality, id)).first;
    if (!known->second) return fail(known->second.error());
    return known->second->get();
}

}  // namespace toitsu
