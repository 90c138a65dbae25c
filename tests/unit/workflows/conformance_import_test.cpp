// The public BPMN suites (shared/conformance): whatever a modeller writes is either read or refused with a place.

#include <filesystem>
#include <iostream>

#include "base/files.h"
#include "tests/unit/workflows/bench.h"
#include "workflows/bpmn.h"

namespace toitsu::workflows {
namespace {

struct Count {
    int files = 0;
    int read = 0;
};

Count importAll(const std::string& folder) {
    Count count;
    const std::string root = std::string(TOITSU_SHARED_DIR) + "/conformance/" + folder;
    if (!std::filesystem::exists(root)) return count;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.path().extension() != ".bpmn") continue;
        ++count.files;
        const Import import = readBpmn(files::read(entry.path().string()).value(), entry.path().string());
        if (import.definition) ++count.read;
        EXPECT_NE(import.definition.has_value(), !import.mistakes.empty()) << entry.path();
        const bool valid = folder != "betsy/bpmn_constraints" && folder != "betsy/errors";
        if (valid && !import.mistakes.empty()) ADD_FAILURE() << combined(import.mistakes).text(Language::en);
        for (const Error& mistake : import.mistakes) {
            EXPECT_GT(mistake.place.line, 0) << mistake.text(Language::en);
            EXPECT_GT(mistake.place.column, 0) << mistake.text(Language::en);
        }
    }
    return count;
}

TEST(ConformanceImport, ReadsOrRefusesEveryFileWithItsPlace) {
    for (const char* folder : {"miwg", "betsy/basics", "betsy/activities", "betsy/gateways", "betsy/events",
                               "betsy/data", "betsy/errors", "betsy/cfpatterns", "betsy/bpmn_constraints"}) {
        const Count count = importAll(folder);
        if (count.files == 0) GTEST_SKIP() << "the suites are not here";
        std::cout << folder << ": " << count.read << " of " << count.files << " read\n";
        // What BPMN forbids is found by the validator; whatever is valid must be read.
        const std::string name = folder;
        if (name != "betsy/bpmn_constraints" && name != "betsy/errors") {
            EXPECT_EQ(count.read, count.files) << folder;
        }
    }
}

}  // namespace
}  // namespace toitsu::workflows
