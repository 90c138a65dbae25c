#include "apps/station/municipal_settings.h"

#include <filesystem>

#include "base/files.h"
#include "base/json.h"

namespace toitsu::station {

Result<void> readMunicipalSettings(
    const std::string& file,
    const std::function<Result<void>(const std::string& municipality, const Context& settings)>& read,
    const std::function<Error(const std::string& name)>& wrong) {
    std::error_code failed;
    if (!std::filesystem::exists(file, failed)) return {};
    const auto content = files::read(file);
    if (!content) return fail(content.error());
    const auto value = json::parse(*content, file);
    if (!value) return fail(value.error());
    if (value->context() == nullptr) return fail(wrong("{"));
    if (const Context* all = (*value)["default"].context())
        if (auto done = read("", *all); !done) return done;
    for (const auto& [municipality, settings] : value->context()->entries()) {
        if (municipality == "default") continue;
        if (settings.context() == nullptr) return fail(wrong(municipality));
        if (auto done = read(municipality, *settings.context()); !done) return done;
    }
    return {};
}

}  // namespace toitsu::station
