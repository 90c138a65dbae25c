// betsy's 204 undisputed cases. Two of them, AdHocSubProcess_Parallel and _Sequential, expect SCRIPT_task3, which no
// script of their files writes: they cannot pass, and they would be noticed here if they did.

#include <filesystem>
#include <iostream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/conformance/suite.h"

namespace toitsu::conformance {
namespace {

TEST(Betsy, EveryCaseThatItsOwnFileAllows) {
    const std::string folder = TOITSU_SHARED_DIR "/conformance/betsy";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
    std::ostringstream told;
    const Tally tally = runBetsy(folder, told);
    std::cout << told.str();
    EXPECT_GE(tally.passed, 202);
    EXPECT_LE(tally.failed, 2);
    for (std::istringstream lines(told.str()); lines;) {
        std::string line;
        std::getline(lines, line);
        if (line.find(" instead of ") == std::string::npos || line.rfind("disputed", 0) == 0) continue;
        EXPECT_EQ(line.rfind("activities/AdHocSubProcess_", 0), 0u) << line;
    }
}

}  // namespace
}  // namespace toitsu::conformance
