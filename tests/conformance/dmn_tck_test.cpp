// The DMN Technology Compatibility Kit against floors that only ever rise: test cases, as vendors count, and results.
// The suite lies outside the repository; where it is absent the tests are skipped.

#include <gtest/gtest.h>

#include <iostream>
#include <sstream>

#include "tests/conformance/suite.h"

namespace toitsu::conformance {
namespace {

void expectAtLeast(const std::string& level, int cases, int results) {
    const std::filesystem::path folder =
        std::filesystem::path(TOITSU_SHARED_DIR) / "conformance/dmn-tck/TestCases" / level;
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no DMN TCK at " << folder << "; put the suite there";
    std::ostringstream lines;
    const Tally tally = runTck(folder, lines);
    std::cout << level << ": " << tally.passed << " of " << tally.passed + tally.failed << " cases, "
              << tally.rightResults << " of " << tally.results << " results right\n";
    EXPECT_GE(tally.passed, cases) << lines.str();
    EXPECT_GE(tally.rightResults, results) << lines.str();
}

TEST(DmnTck, complianceLevel2) {
    expectAtLeast("compliance-level-2", 116, 126);
}

TEST(DmnTck, complianceLevel3) {
    expectAtLeast("compliance-level-3", 3264, 3358);
}

}  // namespace
}  // namespace toitsu::conformance
