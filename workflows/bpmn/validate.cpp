#include "workflows/bpmn/validate.h"

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

using Check = void (*)(const Model&, Findings&);

constexpr Check checks[] = {
    checkIds,         checkValues,          checkExpressions,    checkTimers,       checkSequenceFlows,
    checkGateways,    checkEventGateways,   checkCollaborations, checkMessageFlows, checkConnections,
    checkEventKinds,  checkEventReferences, checkBoundaries,     checkSubProcesses, checkLinks,
    checkCollections, checkSpecifications,  checkAssociations,   checkEventData,    checkTaskData,
    checkCalls,       checkLoops,           checkNames};

}  // namespace

std::vector<Finding> validate(const Document& document, const ValidateOptions& options) {
    Findings findings;
    const Model model(document);
    checkStructure(document, findings);
    checkDrawing(document, model, findings);
    checkImports(document, options, findings);
    checkReferences(model, options, findings);
    for (const Check check : checks) check(model, findings);
    return std::move(findings).sorted();
}

std::vector<Finding> validate(std::string_view bytes, const std::string& file, const ValidateOptions& options) {
    const auto document = Document::parse(bytes, file);
    if (document) return validate(*document, options);
    const Error& error = document.error();
    return {{Severity::error, error.code, "a BPMN 2.0 file", "", error.message, error.place}};
}

bool isValid(const std::vector<Finding>& findings) {
    return std::none_of(findings.begin(), findings.end(),
                        [](const Finding& finding) { return finding.severity == Severity::error; });
}

std::function<std::optional<std::string>(const std::string&)> openBeside(const std::string& file) {
    return [file](const std::string& location) -> std::optional<std::string> {
        namespace fs = std::filesystem;
        const fs::path asked(location);
        const bool outside = asked.is_absolute() || location.find("://") != std::string::npos ||
                             std::find(asked.begin(), asked.end(), "..") != asked.end();
        if (outside || location.empty()) return std::nullopt;
        const auto bytes = files::read((fs::path(file).parent_path() / asked).string(), std::uint64_t{64} << 20);
        return bytes ? std::optional<std::string>(*bytes) : std::nullopt;
    };
}

}  // namespace toitsu::workflows::bpmn
