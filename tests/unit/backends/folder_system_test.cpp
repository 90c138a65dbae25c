// The other system itself: a wrong witness would make the protocol's tests worthless.

#include <gtest/gtest.h>

#include <filesystem>

#include <sys/wait.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/files.h"
#include "base/hash.h"

namespace toitsu::backends {
namespace {

namespace fs = std::filesystem;

class FolderSystemTest : public testing::Test {
protected:
    void SetUp() override {
        auto made = files::TemporaryFolder::make("toitsu-system-");
        ASSERT_TRUE(made);
        folder_ = std::make_unique<files::TemporaryFolder>(std::move(*made));
        ASSERT_EQ(run({"--once"}), 0);
    }

    // The exit code, or minus the signal that ended it.
    int run(std::vector<std::string> words) const {
        words.insert(words.begin(), {TOITSU_FOLDER_SYSTEM, folder_->path()});
        std::vector<char*> raw;
        for (std::string& word : words) raw.push_back(word.data());
        raw.push_back(nullptr);
        const pid_t child = ::fork();
        if (child == 0) {
            ::execv(raw[0], raw.data());
            ::_exit(127);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    }

    std::string path(const std::string& name) const { return folder_->path() + "/" + name; }

    void put(const std::string& key, const std::string& body, const std::string& trailer = {}) const {
        const std::string end = trailer.empty() ? csv::write({"END", "1", sha256Hex(body)}) : trailer;
        ASSERT_TRUE(files::writeAtomically(path("inbox/" + key + ".csv"), body + end));
    }

    csv::Row result(const std::string& key) const {
        const auto text = files::read(path("results/" + key + ".result.csv"));
        return text ? csv::parse(*text)->front() : csv::Row();
    }

    std::size_t ledgerLines() const {
        const auto text = files::read(path("ledger.csv"));
        return text ? csv::parse(*text)->size() : 0;
    }

    std::unique_ptr<files::TemporaryFolder> folder_;
};

TEST_F(FolderSystemTest, BooksWhatItIsGivenTwiceTwice) {
    put("k", "a,b\r\n1,2\r\n");
    ASSERT_EQ(run({"--once"}), 0);
    EXPECT_EQ(result("k"), (csv::Row{"k", "OK", "R0000001", ""}));
    put("k", "a,b\r\n1,2\r\n");
    ASSERT_EQ(run({"--once"}), 0);
    EXPECT_EQ(result("k"), (csv::Row{"k", "OK", "R0000002", ""}));
    EXPECT_EQ(ledgerLines(), 2u);
}

TEST_F(FolderSystemTest, GoesOnAfterBeingKilledAtAnyStep) {
    for (const std::string step : {"taken", "ledger", "result"}) {
        const std::size_t before = ledgerLines();
        put(step, "a,b\r\n1,2\r\n");
        ASSERT_EQ(run({"--once", "--die-after", step}), -SIGKILL);
        EXPECT_TRUE(fs::exists(path("taken/" + step + ".csv")));
        ASSERT_EQ(run({"--once"}), 0);
        EXPECT_EQ(ledgerLines(), before + 1) << "killed after " << step;
        EXPECT_EQ(result(step)[1], "OK");
        EXPECT_TRUE(fs::is_empty(path("taken")));
    }
}

TEST_F(FolderSystemTest, TakesBackHalfALineOfTheLedger) {
    put("k1", "1,2\r\n");
    ASSERT_EQ(run({"--once"}), 0);
    const std::string whole = *files::read(path("ledger.csv"));
    ASSERT_TRUE(files::writeAtomically(path("ledger.csv"), whole + "R0000002,k2.1,hal"));
    put("k2", "1,2\r\n");
    ASSERT_EQ(run({"--once"}), 0);
    EXPECT_EQ(ledgerLines(), 2u);
    EXPECT_EQ(result("k2")[2], "R0000002");
}

TEST_F(FolderSystemTest, RejectsWhatIsNotAsAgreed) {
    const std::string body = "a,b\r\n1,2\r\n";
    put("hash", body, csv::write({"END", "1", sha256Hex("other")}));
    put("cut", body, "END,1");
    put("none", body, "\r\n");
    put("narrow", "a,b\r\n1\r\n");
    put("two", "a,b\r\n1,2\r\n3,4\r\n");
    put("encoding", "a,b\r\n1,\x82\r\n");
    ASSERT_EQ(run({"--once"}), 0);
    EXPECT_EQ(result("hash"), (csv::Row{"hash", "NG", "", "E01"}));
    EXPECT_EQ(result("cut")[3], "E01");
    EXPECT_EQ(result("none")[3], "E01");
    EXPECT_EQ(result("narrow")[3], "E03");
    EXPECT_EQ(result("two")[3], "E03");
    EXPECT_EQ(result("encoding")[3], "E02");
    EXPECT_EQ(ledgerLines(), 0u);
    put("columns", "1,2\r\n");
    ASSERT_EQ(run({"--once", "--columns", "3"}), 0);
    EXPECT_EQ(result("columns")[3], "E03");
}

TEST_F(FolderSystemTest, LeavesDotFilesAlone) {
    ASSERT_TRUE(files::writeAtomically(path("inbox/.k.csv"), "half"));
    ASSERT_EQ(run({"--once"}), 0);
    EXPECT_TRUE(fs::exists(path("inbox/.k.csv")));
    EXPECT_TRUE(fs::is_empty(path("results")));
}

TEST_F(FolderSystemTest, UnderstandsItsWords) {
    EXPECT_EQ(run({"--forever"}), 2);
    EXPECT_EQ(run({"--columns", "none"}), 2);
    EXPECT_EQ(run({"--until-idle"}), 0);
}

}  // namespace
}  // namespace toitsu::backends
