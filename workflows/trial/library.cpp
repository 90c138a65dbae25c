#include "workflows/trial/library.h"

#include <algorithm>
#include <filesystem>

namespace toitsu::workflows::trial {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> modelFiles(const std::string& path) {
    std::error_code failed;
    if (!fs::is_directory(path, failed)) return {path};
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator it(path, failed), end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".dmn") files.push_back(it->path().string());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

Result<Library> Library::open(const std::string& folder, const std::string& decisions) {
    Library library;
    library.calendars_ = std::make_unique<LibraryCalendars>(folder);
    std::string from = decisions;
    std::error_code failed;
    if (from.empty() && fs::is_directory(folder + "/decisions", failed)) from = folder + "/decisions";
    if (from.empty()) return library;
    for (const std::string& file : modelFiles(from)) {
        auto model = rules::DecisionModel::load(file);
        if (!model) return fail(model.error());
        library.models_.push_back(std::move(*model));
    }
    return library;
}

Result<Value> Library::decide(const std::string& decision, const Context& inputs) const {
    for (const rules::DecisionModel& model : models_) {
        const auto ids = model.decisions();
        if (std::find(ids.begin(), ids.end(), decision) == ids.end()) continue;
        auto result = model.evaluate(decision, model.typed(inputs));
        if (!result) return fail(result.error());
        return std::move(result->value);
    }
    return fail(
        ErrorKind::schema, "W303",
        {"判定「" + decision + "」の DMN がありません。判定表の id を直すか、テストに <decision> を書いてください。",
         "no DMN file has the decision " + decision + "; correct its id, or write <decision> into the test"});
}

Result<const BusinessCalendar*> Library::calendar(const std::string& municipality, const std::string& id) const {
    return calendars_->find(municipality, id);
}

}  // namespace toitsu::workflows::trial
