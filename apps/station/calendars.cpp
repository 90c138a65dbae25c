#include "apps/station/calendars.h"

#include "base/calendar_file.h"

namespace toitsu::station {

const BusinessCalendar* Calendars::find(const std::string& municipality, const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto [place, fresh] = known_.try_emplace({municipality, id});
    if (!fresh) return place->second.get();
    const auto file = findCalendar(library_, id, municipality);
    if (!file) return nullptr;
    std::vector<Error> mistakes;
    if (auto calendar = loadCalendar(*file, mistakes))
        place->second = std::make_unique<const BusinessCalendar>(std::move(*calendar));
    return place->second.get();
}

}  // namespace toitsu::station
