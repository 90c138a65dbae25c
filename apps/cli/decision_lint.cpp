#include "apps/cli/decision_lint.h"

#include <algorithm>
#include <filesystem>

#include "apps/cli/finding_report.h"
#include "rules/lint.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> modelFiles(const std::string& path) {
    std::error_code problem;
    if (!fs::is_directory(path, problem)) return {path};
    std::vector<std::string> out;
    for (auto at = fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, problem);
         !problem && at != fs::recursive_directory_iterator(); at.increment(problem))
        if (at->path().extension() == ".dmn") out.push_back(at->path().string());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

void decisionLint(const DecisionLintOptions& options, Terminal& terminal) {
    forms::Findings findings;
    std::size_t checked = 0;
    for (const std::string& path : options.paths) {
        const auto files = modelFiles(path);
        if (files.empty())
            findings.errors.push_back({ErrorKind::notFound,
                                       "C063",
                                       {"このフォルダーに DMN のファイルがありません", "no DMN file in this folder"},
                                       Place{path, 0, 0, 0}});
        for (const std::string& file : files) {
            rules::DecisionFindings found = rules::lintDecisions(file);
            std::move(found.errors.begin(), found.errors.end(), std::back_inserter(findings.errors));
            std::move(found.warnings.begin(), found.warnings.end(), std::back_inserter(findings.warnings));
        }
        checked += files.size();
    }
    reportFindings(findings, options.format, terminal);
    if (options.format == "text")
        terminal.line({std::to_string(checked) + " ファイルを検査: 誤り " + std::to_string(findings.errors.size()) +
                           " 件、注意 " + std::to_string(findings.warnings.size()) + " 件",
                       std::to_string(checked) + " files checked: " + std::to_string(findings.errors.size()) +
                           " errors, " + std::to_string(findings.warnings.size()) + " warnings"});
}

}  // namespace toitsu::cli
