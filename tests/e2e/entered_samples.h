#pragma once

// The samples whose municipality has a binding that enters their form: they go all the way to a backend. The others
// wait at the entry with an incident that says which binding is missing.

#include <filesystem>
#include <set>

#include "apps/authoring/samples.h"
#include "forms/library.h"

namespace toitsu::e2e {

inline bool isEntered(const std::string& library, const forms::Layout& layout) {
    return std::filesystem::exists(library + "/bindings/" + layout.municipality + "/" + layout.form + ".register.xml");
}

// Layouts of the library that are entered, by id.
inline std::set<std::string> enteredLayouts(const std::string& library) {
    forms::Findings findings;
    const auto loaded = forms::Library::load(library, findings).value();
    std::set<std::string> ids;
    for (const auto& layout : loaded.layouts)
        if (isEntered(library, *layout)) ids.insert(layout->id);
    return ids;
}

inline Result<std::vector<authoring::Sample>> enteredSamples(const std::string& library) {
    auto samples = authoring::loadSamples(library);
    if (!samples) return samples;
    const std::set<std::string> entered = enteredLayouts(library);
    std::erase_if(*samples, [&](const authoring::Sample& sample) { return !entered.contains(sample.layout); });
    return samples;
}

}  // namespace toitsu::e2e
