// Models that a deployment must refuse, and models that it must not: uniba-dsg/betsy's constraint files, BPMNspector's
// tests, or a folder of one's own. What is expected of a file is told by its name or its folder.

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/json.h"
#include "tests/conformance/suite.h"
#include "workflows/bpmn/validate.h"

namespace toitsu::conformance {

namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

bool holds(const std::string& text, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return text.find(word) != std::string::npos; });
}

// The name decides before the folder: BPMNspector keeps both kinds side by side.
bool isWrong(const fs::path& file, const fs::path& folder) {
    const std::string name = lower(file.stem().string());
    if (holds(name, {"success"}) || name.starts_with("valid")) return false;
    if (holds(name, {"fail", "invalid"}) || name.starts_with("ref_")) return true;
    for (const fs::path& part : fs::relative(file.parent_path(), folder.parent_path())) {
        const std::string at = lower(part.string());
        if (at.starts_with("valid")) return false;
        if (at == "bpmn_constraints" || at.starts_with("ext") || at.starts_with("invalid") || at == "ref") return true;
    }
    return false;
}

// betsy's own list says of some models that they may be refused or fail when they run (quantities out of range).
std::set<fs::path> eitherWay(const fs::path& root) {
    std::set<fs::path> out;
    const auto text = files::read((root / "cases.json").string());
    const auto listed = text ? json::parse(*text) : Result<Value>(fail(text.error()));
    const Value none, &cases = listed ? (*listed)["cases"] : none;
    if (cases.list() == nullptr) return out;
    for (const Value& one : *cases.list()) {
        const std::string* file = one["process_file"].string();
        const std::string* outcome = one["expected_outcome"].string();
        if (file != nullptr && outcome != nullptr && *outcome == "deploy_or_runtime_error") out.insert(root / *file);
    }
    return out;
}

std::string reasons(const std::vector<workflows::bpmn::Finding>& findings) {
    std::string out;
    for (const auto& finding : findings)
        if (finding.severity == workflows::bpmn::Severity::error)
            out += "\n    " + finding.code + " line " + std::to_string(finding.place.line) + ": " + finding.message.en;
    return out;
}

}  // namespace

Tally runConstraints(const fs::path& folder, std::ostream& out) {
    std::vector<fs::path> files;
    std::error_code failed;
    const auto skip = fs::directory_options::skip_permission_denied;
    for (const auto& entry : fs::recursive_directory_iterator(fs::canonical(folder, failed), skip, failed))
        if (entry.path().extension() == ".bpmn" || entry.path().extension() == ".bpmn20") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    Tally tally;
    int wrong = 0;
    const fs::path root = fs::canonical(folder, failed);
    const std::set<fs::path> either = eitherWay(root);
    for (const fs::path& file : files) {
        const auto bytes = files::read(file.string());
        if (!bytes) {
            out << file.string() << ": " << bytes.error().text(Language::en) << '\n';
            ++tally.failed;
            continue;
        }
        workflows::bpmn::ValidateOptions options;
        options.open = workflows::bpmn::openBeside(file.string());
        const auto findings = workflows::bpmn::validate(*bytes, file.string(), options);
        const bool refused = !workflows::bpmn::isValid(findings);
        const bool expected = either.count(file) > 0 ? refused : isWrong(file, root);
        wrong += expected ? 1 : 0;
        ++(refused == expected ? tally.passed : tally.failed);
        if (refused == expected) continue;
        const std::string name = fs::relative(file, root).string();
        out << name << (expected ? ": is not refused" : ": is refused, and should not be") << reasons(findings) << '\n';
    }
    out << wrong << " to be refused, " << static_cast<int>(files.size()) - wrong << " to be accepted\n";
    return tally;
}

}  // namespace toitsu::conformance
