// What only the SQLite store has: a file that may be locked, newer, damaged or somebody else's.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/files.h"
#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

class SqliteFile : public testing::Test {
protected:
    void sql(const std::string& text) {
        sqlite3* connection = nullptr;
        ASSERT_EQ(sqlite3_open(path_.c_str(), &connection), SQLITE_OK);
        char* message = nullptr;
        const int code = sqlite3_exec(connection, text.c_str(), nullptr, nullptr, &message);
        last_ = message ? message : "";
        sqlite3_free(message);
        sqlite3_close(connection);
        code_ = code;
    }
    std::string openError() {
        const auto store = openSqlite(path_);
        return store ? "" : store.error().code;
    }
    void fill() {
        Bench bench;
        Engine engine(openSqlite(path_).value(), bench.decide);
        ASSERT_TRUE(engine.deploy(around("look", userTask("look")), "f", t0));
        for (int i = 0; i < 50; ++i)
            ASSERT_TRUE(engine.start("p", "202011", std::to_string(i), {{"x", std::string(2000, 'x')}}, t0));
    }
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("sqlite").value();
    std::string path_ = folder_.path() + "/toitsu.db";
    std::string last_;
    int code_ = 0;
};

TEST_F(SqliteFile, KeepsEverythingWhenClosed) {
    fill();
    Bench bench;
    Engine engine(openSqlite(path_).value(), bench.decide);
    EXPECT_EQ(engine.tasks().value().size(), 50u);
    EXPECT_EQ(engine.cases().value().size(), 50u);
}

TEST_F(SqliteFile, RefusesAFolderThatIsNotThere) {
    path_ = folder_.path() + "/none/toitsu.db";
    EXPECT_EQ(openError(), "W100");
}

TEST_F(SqliteFile, RefusesANewerSchema) {
    fill();
    sql("UPDATE schema SET version = 99");
    ASSERT_EQ(code_, SQLITE_OK);
    EXPECT_EQ(openError(), "W101");
}

TEST_F(SqliteFile, RefusesSomebodyElsesDatabase) {
    sql("CREATE TABLE photos (id INTEGER)");
    EXPECT_EQ(openError(), "W103");
    sql("SELECT count(*) FROM photos");
    EXPECT_EQ(code_, SQLITE_OK) << "and leaves it alone";
}

TEST_F(SqliteFile, RefusesAFileThatIsNoDatabase) {
    std::ofstream(path_) << std::string(10'000, 'z');
    EXPECT_EQ(openError(), "W103");
}

TEST_F(SqliteFile, RefusesADamagedFile) {
    fill();
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(0, std::ios::end);
    const auto size = static_cast<std::int64_t>(file.tellp());
    ASSERT_GT(size, 100'000);
    for (std::int64_t at = 8192; at < size; at += 4096) {
        file.seekp(at);
        file << std::string(64, '\x5a');
    }
    file.close();
    EXPECT_EQ(openError(), "W103");
}

TEST_F(SqliteFile, RefusesATruncatedFile) {
    fill();
    ASSERT_EQ(::truncate(path_.c_str(), 20'000), 0);
    EXPECT_EQ(openError(), "W103");
}

TEST_F(SqliteFile, EventsCannotBeChangedOrDeleted) {
    fill();
    sql("UPDATE events SET actor = 'x'");
    EXPECT_EQ(last_, "events are append only");
    sql("DELETE FROM events");
    EXPECT_EQ(last_, "events are append only");
}

TEST_F(SqliteFile, WritesInTheSafeMode) {
    fill();
    sql("SELECT 1");
    std::ifstream file(path_, std::ios::binary);
    file.seekg(18);
    EXPECT_EQ(file.get(), 2) << "write version 2 = WAL";
}

TEST_F(SqliteFile, HasOneOwnerWithinAProcess) {
    const auto first = openSqlite(path_);
    ASSERT_TRUE(first);
    EXPECT_EQ(openError(), "W102");
    EXPECT_EQ(openError(), "W102") << "looking does not drop the lock";
}

TEST_F(SqliteFile, CanBeOpenedAgainWhenItsOwnerLetsGo) {
    { const auto first = openSqlite(path_).value(); }
    EXPECT_EQ(openError(), "");
}

TEST_F(SqliteFile, AFullDiskIsAnErrorAndLosesNothingThatWasAnswered) {
    // A limit on the file size stands for the full disk: writing beyond it fails with EFBIG. In a child, as it cannot
    // be undone.
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit small = {300'000, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &small);
        Bench bench;
        Engine engine(openSqlite(path_).value(), bench.decide);
        if (!engine.deploy(around("look", userTask("look")), "f", t0)) ::_exit(200);
        int answered = 0;
        for (; answered < 150; ++answered) {
            const auto id =
                engine.start("p", "202011", std::to_string(answered), {{"x", std::string(20'000, 'x')}}, t0);
            if (id) continue;
            if (id.error().code != "W104") ::_exit(201);
            break;
        }
        const struct rlimit large = {RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &large);
        if (!engine.start("p", "202011", "later", {}, t0))
            ::_exit(202);  // and the engine goes on when there is room again
        ::_exit(answered + 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    const int answered = WEXITSTATUS(status);
    ASSERT_GT(answered, 1);
    ASSERT_LT(answered, 150) << "the limit was never reached";
    Bench bench;
    Engine engine(openSqlite(path_).value(), bench.decide);
    EXPECT_EQ(engine.cases().value().size(), static_cast<std::size_t>(answered));
    EXPECT_EQ(engine.tasks().value().size(), static_cast<std::size_t>(answered));
}

// Starts a child that opens the database and tells whether it could, then waits to be killed.
class Child {
public:
    explicit Child(const std::string& path) {
        int ends[2];
        EXPECT_EQ(::pipe(ends), 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            const auto store = openSqlite(path);
            const std::string code = store ? "ok" : store.error().code;
            if (::write(ends[1], code.data(), code.size()) < 0) ::_exit(1);
            for (;;) ::pause();
        }
        char answer[16] = {};
        EXPECT_GT(::read(ends[0], answer, sizeof answer - 1), 0);
        answer_ = answer;
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~Child() { kill(); }
    void kill() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }
    const std::string& answer() const { return answer_; }

private:
    pid_t pid_ = 0;
    std::string answer_;
};

TEST_F(SqliteFile, ASecondProcessIsRefusedUntilTheFirstWasKilled) {
    Child first(path_);
    ASSERT_EQ(first.answer(), "ok");
    {
        Child second(path_);
        EXPECT_EQ(second.answer(), "W102");
    }
    const auto refused = openSqlite(path_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "W102");
    EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
    EXPECT_NE(refused.error().message.en.find("PID"), std::string::npos);
    first.kill();
    EXPECT_EQ(openError(), "");
}

TEST_F(SqliteFile, AForkedChildDoesNotInheritTheLock) {
    // A server that was killed while a child of it decoded an image must not leave its database locked.
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t owner = ::fork();
    if (owner == 0) {
        const auto store = openSqlite(path_);
        const pid_t decoder = ::fork();
        if (decoder == 0) {
            for (;;) ::pause();
        }
        if (::write(ends[1], &decoder, sizeof decoder) < 0) ::_exit(1);
        for (;;) ::pause();
    }
    pid_t decoder = 0;
    ASSERT_EQ(::read(ends[0], &decoder, sizeof decoder), static_cast<ssize_t>(sizeof decoder));
    ::kill(owner, SIGKILL);
    ::waitpid(owner, nullptr, 0);
    EXPECT_EQ(openError(), "");
    ::kill(decoder, SIGKILL);
    ::close(ends[0]);
    ::close(ends[1]);
}

}  // namespace
}  // namespace toitsu::workflows
