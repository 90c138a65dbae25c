#include "workflows/drawing/trail.h"

#include "workflows/event.h"

namespace toitsu::workflows::drawing {

Trail trailOf(const std::vector<HistoryEntry>& history, const std::vector<std::string>& at) {
    Trail trail;
    for (const HistoryEntry& entry : history) {
        if (entry.kind != name(Kind::elementEntered)) continue;
        ++trail.entered[entry.element];
        if (const std::string* via = entry.detail["via"].string()) trail.taken.insert(*via);
    }
    for (const std::string& element : at) ++trail.waiting[element];
    return trail;
}

}  // namespace toitsu::workflows::drawing
