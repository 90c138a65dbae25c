// toitsu retention over a data folder without cases: what it says, and what it needs first.

#include "apps/cli/retention_command.h"

#include <gtest/gtest.h>

#include <sstream>

#include "apps/station/data_folder.h"
#include "base/files.h"

namespace toitsu::cli {
namespace {

class RetentionCommand : public ::testing::Test {
protected:
    RetentionCommand() {
        EXPECT_TRUE(station::DataFolder::create(folder_.path() + "/station"));
        options_.data = folder_.path() + "/station";
        options_.library = std::string(TOITSU_SOURCE_DIR) + "/templates";
        options_.municipality = "202088";
        options_.person = "hanako";
    }
    std::string run(void (*command)(const RetentionOptions&, Terminal&), int status = 0) {
        std::ostringstream out, err;
        Terminal terminal(out, err, Language::en);
        command(options_, terminal);
        EXPECT_EQ(terminal.exitStatus(), status) << err.str();
        return out.str() + err.str();
    }

    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-retention-").value();
    RetentionOptions options_;
};

TEST_F(RetentionCommand, SaysWhatIsDueAndWhatIsRecorded) {
    EXPECT_NE(run(retentionVerify, 3).find("W100"), std::string::npos) << "nothing has ever been kept there";
    EXPECT_NE(run(retentionDue).find("due"), std::string::npos);
    EXPECT_NE(run(retentionVerify).find("as they were written: 0"), std::string::npos);
    EXPECT_NE(run(retentionRecord).find("sha-256"), std::string::npos);
    EXPECT_NE(run(retentionHolds).find("reason"), std::string::npos);
    options_.number = 1;
    EXPECT_NE(run(retentionRecord, 5).find("V512"), std::string::npos);
    options_.until = "next April";
    EXPECT_NE(run(retentionDue, 2).find("V511"), std::string::npos);
}

TEST_F(RetentionCommand, HoldsOnlyWhatThereIs) {
    options_.caseId = "nobody";
    options_.reason = "a request for disclosure";
    EXPECT_NE(run(retentionHold, 5).find("W042"), std::string::npos);
    EXPECT_NE(run(retentionRelease, 5).find("V507"), std::string::npos);
}

TEST_F(RetentionCommand, NeedsSettingsThatAreRight) {
    ASSERT_TRUE(files::writeAtomically(options_.data + "/retention.json", R"({"default": {"begins": "soon"}})"));
    EXPECT_NE(run(retentionDue, 3).find("V501"), std::string::npos);
}

}  // namespace
}  // namespace toitsu::cli
