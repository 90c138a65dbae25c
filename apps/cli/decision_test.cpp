#include "apps/cli/decision_test.h"

#include <filesystem>

#include "apps/cli/feel_command.h"
#include "base/json.h"
#include "rules/test_cases.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> testFiles(const std::string& path) {
    if (fs::path(path).extension() != ".dmn") return rules::testCaseFiles(path);
    const std::string folder = fs::path(path).parent_path().string();
    return rules::testCaseFiles(folder.empty() ? "." : folder, path);
}

void show(const rules::TestCaseResult& one, Terminal& terminal) {
    for (const rules::TestResult& result : one.results) {
        if (result.right) continue;
        const Wording expected = result.errorExpected
                                     ? Wording{"null（誤り）", "null (an error)"}
                                     : Wording{json::write(result.expected), json::write(result.expected)};
        const std::string got = json::write(result.actual);
        terminal.out << result.place.text() << ": "
                     << terminal.say(
                            {"ケース「" + one.id + "」の「" + result.name + "」: 期待 " + expected.ja + "、結果 " + got,
                             "case \"" + one.id + "\", \"" + result.name + "\": expected " + expected.en + ", got " +
                                 got})
                     << '\n';
        if (result.error) terminal.out << "    " << result.error->text(terminal.language) << '\n';
        for (const rules::Remark& remark : result.remarks)
            terminal.out << "    " << remark.text(terminal.language) << '\n';
    }
}

}  // namespace

void decisionTest(const DecisionTestOptions& options, Terminal& terminal) {
    int passed = 0;
    int failed = 0;
    for (const std::string& path : options.paths) {
        std::error_code problem;
        const auto files = fs::exists(path, problem) ? testFiles(path) : std::vector<std::string>{};
        if (files.empty()) {
            terminal.report(
                {ErrorKind::notFound,
                 "C061",
                 {"判定のテストがありません。<testCases> の XML を DMN のファイルと同じフォルダーに置いてください",
                  "there are no decision tests; put an XML file with <testCases> beside the DMN file"},
                 Place{path, 0, 0, 0}});
            continue;
        }
        for (const std::string& file : files) {
            const auto report = rules::runTestCases(file);
            if (!report) {
                terminal.report(report.error());
                continue;
            }
            if (report->error) {
                terminal.report(*report->error);
                failed += static_cast<int>(report->cases.size());
                continue;
            }
            for (const rules::TestCaseResult& one : report->cases) {
                ++(one.passed() ? passed : failed);
                show(one, terminal);
            }
        }
    }
    if (failed > 0) terminal.differs();
    terminal.line({"合格 " + std::to_string(passed) + " 件、不合格 " + std::to_string(failed) + " 件",
                   std::to_string(passed) + " passed, " + std::to_string(failed) + " failed"});
}

}  // namespace toitsu::cli
