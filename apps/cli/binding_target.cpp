#include "apps/cli/binding_target.h"

#include <filesystem>

#include "apps/station/library_folder.h"
#include "base/xml.h"

namespace toitsu::cli {

std::string BindingTarget::schemaFile() const {
    return std::filesystem::path(file).replace_extension(".sql").string();
}

Result<std::vector<BindingTarget>> bindingTargets(const std::string& library) {
    std::vector<BindingTarget> targets;
    for (const std::string& file : station::filesBelow(library + "/bindings", ".xml")) {
        auto document = xml::load(file);
        if (!document) return fail(document.error());
        const xml::Element& root = document->root;
        if (root.children.empty()) continue;
        const xml::Element& way = root.children.front();
        BindingTarget target{file,
                             root.get("id"),
                             root.get("municipality"),
                             root.get("operation"),
                             way.local,
                             way.get("encoding", way.local == "file" ? "cp932" : "utf-8"),
                             way.get("schema"),
                             way.get("table"),
                             way.get("key-column"),
                             way.get("receipt-column"),
                             {}};
        for (const xml::Element* column : way.all("column")) target.columns.push_back(column->get("name"));
        targets.push_back(std::move(target));
    }
    return targets;
}

}  // namespace toitsu::cli
