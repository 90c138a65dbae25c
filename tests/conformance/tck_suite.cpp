// A case passes when all its results are right: so vendors count. A file that cannot be read is one failed case.

#include <map>

#include "base/json.h"
#include "rules/test_cases.h"
#include "tests/conformance/suite.h"

namespace toitsu::conformance {

namespace fs = std::filesystem;

namespace {

void explain(const rules::TestReport& report, const rules::TestCaseResult& one, std::ostream& out) {
    for (const rules::TestResult& result : one.results) {
        if (result.right) continue;
        out << fs::path(report.file).filename().string() << " " << one.id << " " << result.name << ": ";
        if (result.error) {
            out << result.error->text(Language::en) << "\n";
            continue;
        }
        const std::string expected = result.errorExpected ? "null (an error)" : json::write(result.expected);
        out << "expected " << expected << ", got " << json::write(result.actual);
        if (!result.remarks.empty()) out << " (" << result.remarks.front().text(Language::en) << ")";
        out << "\n";
    }
}

}  // namespace

Tally runTck(const fs::path& folder, std::ostream& out) {
    Tally sum;
    std::map<std::string, Tally> byFolder;
    for (const std::string& file : rules::testCaseFiles(folder.string())) {
        const std::string inside = fs::relative(fs::path(file).parent_path(), folder).generic_string();
        Tally& tally = byFolder[inside];
        const auto report = rules::runTestCases(file);
        if (!report) {
            out << report.error().text(Language::en) << "\n";
            ++tally.failed;
            continue;
        }
        for (const rules::TestCaseResult& one : report->cases) {
            ++(one.passed() ? tally.passed : tally.failed);
            tally.results += static_cast<int>(one.results.size());
            for (const rules::TestResult& result : one.results) tally.rightResults += result.right ? 1 : 0;
            explain(*report, one, out);
        }
    }
    for (const auto& [name, tally] : byFolder) {
        out << name << ": " << tally.passed << " of " << tally.passed + tally.failed << "\n";
        sum.passed += tally.passed;
        sum.failed += tally.failed;
        sum.results += tally.results;
        sum.rightResults += tally.rightResults;
    }
    return sum;
}

}  // namespace toitsu::conformance
