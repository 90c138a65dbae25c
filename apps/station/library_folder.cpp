#include "apps/station/library_folder.h"

#include <algorithm>
#include <filesystem>

#include "apps/station/places.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

// Warnings are the author's business (toitsu form lint); who reads scans is told of errors only.
void tellErrors(const forms::Findings& findings, const TellError& tell) {
    for (const Error& error : findings.errors) tell(error);
}

// A folder whose own folders are forms: each is loaded as one form's folder.
std::vector<std::string> formFolders(const std::string& folder) {
    std::vector<std::string> found;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        std::error_code ignored;  // an entry that cannot be looked at is no form
        if (fs::is_regular_file(it->path() / "form.xml", ignored)) found.push_back(it->path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool hasForms(const std::string& folder) {
    std::error_code failed;
    return fs::is_directory(fs::path(folder) / "forms", failed) ||
           fs::is_regular_file(fs::path(folder) / "form.xml", failed);
}

}  // namespace

Result<forms::Library> openForms(const std::string& folder, const TellError& tell) {
    if (const auto exists = libraryFolder(folder); !exists) return fail(exists.error());
    forms::Findings findings;
    const auto parts = hasForms(folder) ? std::vector<std::string>{} : formFolders(folder);
    if (parts.empty()) {
        auto library = forms::Library::load(folder, findings);
        tellErrors(findings, tell);
        return library;
    }
    forms::Library all;
    all.folder = folder;
    for (const std::string& part : parts) {
        auto one = forms::Library::load(part, findings);
        if (!one) {
            tell(one.error());
            continue;
        }
        all.forms.insert(all.forms.end(), one->forms.begin(), one->forms.end());
        all.layouts.insert(all.layouts.end(), one->layouts.begin(), one->layouts.end());
    }
    tellErrors(findings, tell);
    return all;
}

std::vector<std::string> filesBelow(const std::string& folder, const std::string& extension) {
    std::vector<std::string> found;
    std::error_code failed;
    for (fs::recursive_directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        std::error_code ignored;  // an entry that cannot be looked at is no template
        if (it->is_regular_file(ignored) && it->path().extension() == extension) found.push_back(it->path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

Decisions Decisions::load(const std::string& folder, const TellError& tell) {
    Decisions decisions;
    decisions.renew(folder, tell);
    return decisions;
}

void Decisions::renew(const std::string& folder, const TellError& tell) {
    auto models = std::make_shared<Models>();
    for (const std::string& file : filesBelow(folder + "/decisions", ".dmn")) {
        auto model = rules::DecisionModel::load(file);
        if (model)
            models->push_back(*model);
        else
            tell(model.error());
    }
    const std::lock_guard lock(held_->mutex);
    held_->models = std::move(models);
}

Result<Value> Decisions::evaluate(const std::string& decision, const Context& inputs) const {
    std::shared_ptr<const Models> models;
    {
        const std::lock_guard lock(held_->mutex);
        models = held_->models;
    }
    for (const auto& model : *models) {
        const auto ids = model.decisions();
        if (std::find(ids.begin(), ids.end(), decision) == ids.end()) continue;
        auto result = model.evaluate(decision, inputs);
        if (!result) return fail(result.error());
        return result->value;
    }
    return fail(
        ErrorKind::schema, "C003",
        {"判定表「" + decision + "」がひな型集の decisions/ にありません。フローの参照先か判定表の id を直してください",
         "no decision '" + decision +
             "' in the library's decisions/; correct the flow's reference or the decision's id"});
}

Bindings Bindings::load(const std::string& folder, const TellError& tell) {
    Bindings bindings;
    for (const std::string& file : filesBelow(folder + "/bindings", ".xml")) {
        auto binding = backends::Binding::load(file);
        if (binding)
            bindings.bindings_.push_back(*binding);
        else
            tell(binding.error());
    }
    return bindings;
}

std::shared_ptr<const backends::Binding> Bindings::find(const std::string& municipality,
                                                        const std::string& operation) const {
    for (const auto& binding : bindings_)
        if (binding->municipality() == municipality && binding->operation() == operation) return binding;
    return nullptr;
}

}  // namespace toitsu::station
