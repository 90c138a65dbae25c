#pragma once

// Other people's conformance suites, run from a folder: what `./dev conformance SUITE DIR` and the tests use alike.

#include <filesystem>
#include <ostream>
#include <span>

namespace toitsu::conformance {

struct Tally {
    int passed = 0;
    int failed = 0;
    int results = 0;       // where a case has several results: how many there are …
    int rightResults = 0;  // … and how many are right
};

// A suite prints one line per failing case and its totals by directory. An empty tally means: nothing of it was there.
struct Suite {
    const char* name;
    const char* is;  // in one line, for the usage
    Tally (*run)(const std::filesystem::path& folder, std::ostream& out);
};

std::span<const Suite> suites();

// tck: the DMN Technology Compatibility Kit, any folder with its test files in it.
Tally runTck(const std::filesystem::path& folder, std::ostream& out);

// miwg: the BPMN MIWG's reference models (.bpmn), imported and written again.
Tally runMiwg(const std::filesystem::path& folder, std::ostream& out);

// constraints: BPMN models that must be refused (names with "fail" or "invalid", folders EXT…, REF, invalid) and models
// that must not (all others).
Tally runConstraints(const std::filesystem::path& folder, std::ostream& out);

// betsy: cases.json and the processes it names; disputed cases are run and reported, and not counted.
Tally runBetsy(const std::filesystem::path& folder, std::ostream& out);

}  // namespace toitsu::conformance
