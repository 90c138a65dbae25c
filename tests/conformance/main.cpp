// toitsu-conformance SUITE DIR: runs one suite and closes with "N passed, M failed". Exit code 1 when a case failed, 2
// when there is nothing to run.

#include <cstring>
#include <iostream>

#include "tests/conformance/suite.h"

int main(int count, char** words) {
    using namespace toitsu::conformance;
    if (count == 3)
        for (const Suite& suite : suites()) {
            if (std::strcmp(suite.name, words[1]) != 0) continue;
            std::error_code problem;
            if (!std::filesystem::is_directory(words[2], problem)) {
                std::cerr << words[2] << " is no folder that can be read\n";
                return 2;
            }
            const Tally tally = suite.run(words[2], std::cout);
            if (tally.passed + tally.failed == 0) {
                std::cerr << "nothing of the suite " << suite.name << " lies in " << words[2] << " (" << suite.is
                          << ")\n";
                return 2;
            }
            std::cout << tally.passed << " passed, " << tally.failed << " failed\n";
            return tally.failed == 0 ? 0 : 1;
        }
    std::cerr << "usage: toitsu-conformance SUITE DIR\n";
    for (const Suite& suite : suites()) std::cerr << "  " << suite.name << "  " << suite.is << "\n";
    return 2;
}
