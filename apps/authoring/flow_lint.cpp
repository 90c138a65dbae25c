#include <algorithm>
#include <filesystem>
#include <set>

#include "apps/authoring/lint.h"
#include "base/files.h"
#include "base/xml.h"
#include "workflows/bpmn.h"
#include "workflows/bpmn/lint.h"
#include "workflows/bpmn/overlay.h"

namespace toitsu::authoring {

namespace fs = std::filesystem;
namespace bpmn = workflows::bpmn;

namespace {

struct Flow {
    std::string file;
    std::string bytes;
};

bool isOverlay(const std::string& file) {
    if (fs::path(file).extension() != ".xml") return false;
    const auto document = xml::load(file);
    return document && document->root.space == bpmn::overlaySpace;
}

std::vector<std::string> flowFiles(const std::string& path) {
    std::error_code failed;
    if (!fs::is_directory(path, failed)) return {path};
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(path, failed))
        if (entry.path().extension() == ".bpmn" || isOverlay(entry.path().string()))
            out.push_back(entry.path().string());
    std::sort(out.begin(), out.end());
    return out;
}

// Whether it is meant to be run: all that is drawn for people only is left to validation.
bool isToRun(const bpmn::Document& document) {
    const auto processes = bpmn::elements(document.definitions(), "process");
    return std::any_of(processes.begin(), processes.end(),
                       [](const bpmn::Node* process) { return bpmn::isTrue(*process, "isExecutable"); });
}

// What the engine cannot run, where nothing else is said of the same place.
void addEngine(const Flow& flow, forms::Findings& findings) {
    std::set<std::pair<int, int>> told;
    for (const Error& error : findings.errors)
        if (error.place.file == flow.file) told.emplace(error.place.line, error.place.column);
    for (const Error& mistake : workflows::readBpmn(flow.bytes, flow.file).mistakes)
        if (told.count({mistake.place.line, mistake.place.column}) == 0) findings.errors.push_back(mistake);
}

void lintFlow(const Flow& flow, const bpmn::LintOptions& options, forms::Findings& findings) {
    const auto document = bpmn::Document::parse(flow.bytes, flow.file);
    if (!document) {
        findings.errors.push_back(document.error());
        return;
    }
    bpmn::LintOptions beside = options;
    beside.validate.open = bpmn::openBeside(flow.file);
    for (const bpmn::Finding& finding : bpmn::lint(*document, beside))
        (finding.severity == bpmn::Severity::error ? findings.errors : findings.warnings).push_back(finding.error());
    if (isToRun(*document)) addEngine(flow, findings);
}

// An overlay is right when the flow that it makes is; the flow it changes is looked for among the files.
void lintOverlay(const Flow& overlay, const std::vector<Flow>& flows, forms::Findings& findings) {
    std::vector<bpmn::Finding> told;
    const auto read = bpmn::readOverlay(overlay.bytes, overlay.file, told);
    bool found = false;
    for (const Flow& flow : flows) {
        const auto document =
            read ? bpmn::Document::parse(flow.bytes, flow.file) : Result<bpmn::Document>(fail(Error{}));
        const bpmn::Node* process = document ? document->find(read->flow) : nullptr;
        if (process == nullptr || !bpmn::is(*process, "process")) continue;
        found = true;
        bpmn::applyOverlay(*document, *read, told);
    }
    for (const bpmn::Finding& finding : told)
        (finding.severity == bpmn::Severity::error ? findings.errors : findings.warnings).push_back(finding.error());
    if (read && !found)
        findings.errors.push_back(
            {ErrorKind::notFound,
             "C181",
             {"もとのフロー " + read->flow + " が、検査するファイルの中にありません。一緒に指定してください",
              "the flow " + read->flow + " is not among the files; name it too"},
             read->place});
}

}  // namespace

Linted lintFlows(const std::vector<std::string>& paths) {
    Linted out;
    forms::Findings& findings = out.findings;
    std::vector<Flow> flows, overlays;
    std::set<std::string, std::less<>> processes;
    for (const std::string& path : paths) {
        const auto files = flowFiles(path);
        if (files.empty())
            findings.errors.push_back(
                {ErrorKind::notFound,
                 "C180",
                 {"このフォルダーに BPMN のファイル（.bpmn）がありません", "no BPMN file (.bpmn) in this folder"},
                 Place{path}});
        for (const std::string& file : files) {
            auto bytes = files::read(file);
            if (!bytes) {
                findings.errors.push_back(bytes.error());
                continue;
            }
            if (isOverlay(file)) {
                overlays.push_back({file, std::move(*bytes)});
                continue;
            }
            flows.push_back({file, std::move(*bytes)});
            const auto document = bpmn::Document::parse(flows.back().bytes, file);
            if (!document) continue;
            for (const bpmn::Node* process : bpmn::elements(document->definitions(), "process"))
                processes.insert(bpmn::get(*process, "id"));
        }
    }
    // A process of another file that is looked at too can be called.
    bpmn::LintOptions lint;
    lint.validate.callable = [&](std::string_view id) { return processes.count(id) > 0; };
    for (const Flow& flow : flows) lintFlow(flow, lint, findings);
    for (const Flow& overlay : overlays) lintOverlay(overlay, flows, findings);
    out.files = static_cast<int>(flows.size() + overlays.size());
    return out;
}

}  // namespace toitsu::authoring
