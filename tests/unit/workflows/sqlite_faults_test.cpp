// What a machine can do to the SQLite store: a full disk, a write that is torn, a process that is killed – and a file
// of the first version.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/files.h"
#include "tests/unit/workflows/store_sample.h"
#include "workflows/encoding.h"

namespace toitsu::workflows {
namespace {

using namespace sample;
namespace fs = std::filesystem;

class SqliteFaults : public testing::Test {
protected:
    std::shared_ptr<Store> open(const std::string& path) {
        auto store = openSqlite(path);
        EXPECT_TRUE(store) << (store ? "" : store.error().text(Language::en));
        return store ? *store : nullptr;
    }
    static std::string name(int n) { return "c" + std::to_string(n); }
    static Change one(int n) {
        Change change = newCase(name(n));
        change.opened = {work(name(n) + ".1", Work::Kind::task, {}, n)};
        change.events[1].detail = {{"x", std::string(500, 'x')}};
        return change;
    }
    // How many of c0, c1 … are there; each whole, and none behind the first that is missing.
    int wholeCases(Store& store) {
        const auto count = static_cast<int>(store.countCases().value());
        for (int n = 0; n < count; ++n) {
            EXPECT_TRUE(store.findCase(name(n)).value().has_value()) << n << " of " << count;
            EXPECT_EQ(store.history(name(n)).value().size(), 2u) << n;
            EXPECT_TRUE(store.findWork(name(n) + ".1").value().has_value()) << n;
        }
        return count;
    }
    // A child that commits c0, c1 … and tells each through a pipe once it is answered, until it is killed.
    int killedAfter(const std::string& path, int atLeast, useconds_t pause) {
        int ends[2];
        EXPECT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto store = openSqlite(path);
            if (!store) ::_exit(1);
            const int from = static_cast<int>((*store)->countCases().value());
            std::vector<std::future<Result<void>>> answers;
            for (int n = from;; ++n) {
                answers.push_back((*store)->commitLater({one(n)}));
                if (n % 7 != 6) continue;
                for (auto& answer : answers)
                    if (!answer.get()) ::_exit(2);
                answers.clear();
                if (::write(ends[1], &n, sizeof n) < 0) ::_exit(3);
            }
        }
        ::close(ends[1]);
        int answered = -1;
        int n = 0;
        while (answered + 1 < atLeast && ::read(ends[0], &n, sizeof n) == static_cast<ssize_t>(sizeof n)) answered = n;
        ::usleep(pause);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &n, sizeof n) == static_cast<ssize_t>(sizeof n)) answered = n;
        ::close(ends[0]);
        return answered + 1;
    }

    files::TemporaryFolder folder_ = files::TemporaryFolder::make("faults").value();
    std::string path_ = folder_.path() + "/t.db";
};

TEST_F(SqliteFaults, AKilledProcessLosesNothingThatWasAnswered) {
    std::mt19937 random(1);
    int before = 0;
    for (int round = 0; round < 8; ++round) {
        const int answered = killedAfter(path_, before + 20, static_cast<useconds_t>(random() % 3'000));
        const auto store = open(path_);
        ASSERT_TRUE(store);
        const int kept = wholeCases(*store);
        EXPECT_GE(kept, answered);
        before = kept;
    }
    EXPECT_GE(before, 160);
}

TEST_F(SqliteFaults, ATornLogGivesWhatWasWholeBeforeTheTear) {
    const int answered = killedAfter(path_, 60, 0);
    const auto size = fs::file_size(path_ + "-wal");
    ASSERT_GT(size, 100'000u);
    std::mt19937_64 random(2);
    int last = 0;
    for (int round = 0; round < 40; ++round) {
        const fs::path copy = folder_.path() + "/torn" + std::to_string(round) + ".db";
        fs::copy_file(path_, copy);
        fs::copy_file(path_ + "-wal", copy.string() + "-wal");
        const auto cut = random() % (size + 1);
        if (round % 2 == 0) {
            fs::resize_file(copy.string() + "-wal", cut);  // what came later was never written
        } else {
            std::fstream log(copy.string() + "-wal", std::ios::in | std::ios::out | std::ios::binary);
            log.seekp(static_cast<std::streamoff>(cut));
            log << std::string(std::min<std::size_t>(4096, size - cut),
                               '\x5a');  // one page is rubbish, later ones are right
        }
        const auto store = openSqlite(copy.string());
        // Before the first commit there is no schema yet: that is an empty file, and opens as one.
        ASSERT_TRUE(store) << "cut at " << cut << ": " << store.error().text(Language::en);
        const int kept = wholeCases(**store);
        last = std::max(last, kept);
        EXPECT_TRUE((*store)->putDefinition({"h", {"p"}, "x", "f", 1}));
        EXPECT_TRUE((*store)->commit({one(kept)})) << "and goes on from there";
    }
    const auto store = open(path_);
    EXPECT_GE(wholeCases(*store), answered) << "the whole log gives everything";
    EXPECT_GT(last, 0);
}

TEST_F(SqliteFaults, AFullDiskIsAnErrorAndThenGoesOn) {
    const pid_t child = ::fork();
    if (child == 0) {
        // A limit on the file size stands for the full disk. In a child, as it cannot be undone.
        ::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit small = {400'000, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto store = openSqlite(path_);
        if (!store) ::_exit(250);
        int answered = 0;
        bool failed = false;
        while (!failed && answered < 200) {
            std::vector<std::future<Result<void>>> answers;
            for (int n = 0; n < 5; ++n) answers.push_back((*store)->commitLater({one(answered + n)}));
            for (auto& answer : answers) {
                const auto result = answer.get();
                if (result && failed) ::_exit(251);  // a later one went before an earlier one
                if (!result && result.error().code != "W104") ::_exit(252);
                failed = failed || !result;
                if (result) ++answered;
            }
        }
        const struct rlimit large = {RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &large);
        if (!(*store)->commit({one(answered)})) ::_exit(253);
        ::_exit(answered + 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    const int answered = WEXITSTATUS(status);
    ASSERT_GT(answered, 5);
    ASSERT_LT(answered, 200) << "the limit was never reached, or an exit code of the child";
    EXPECT_EQ(wholeCases(*open(path_)), answered);
}

TEST_F(SqliteFaults, EventsCannotBeChangedOrDeletedByHand) {
    {
        const auto store = open(path_);
        ASSERT_TRUE(store->commit({one(0), ended("c0", 2, 20)}));
    }
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &connection), SQLITE_OK);
    for (const char* sql : {"UPDATE events SET actor = 'x'", "DELETE FROM events"}) {
        char* message = nullptr;
        EXPECT_NE(sqlite3_exec(connection, sql, nullptr, nullptr, &message), SQLITE_OK);
        EXPECT_STREQ(message, "events are append only");
        sqlite3_free(message);
    }
    sqlite3_close(connection);
    const auto store = open(path_);
    EXPECT_EQ(store->history("c0").value().size(), 3u);
    EXPECT_EQ(store->purge("", "", 100, 10).value(), 1) << "only the engine's clean-up may";
}

// The first version's file, as it was written before there were snapshots and kept messages.
constexpr const char* firstVersion = R"sql(
PRAGMA application_id = 1414482260; PRAGMA journal_mode = WAL;
CREATE TABLE schema (version INTEGER NOT NULL); INSERT INTO schema VALUES (1);
CREATE TABLE definitions (number INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE, process TEXT NOT NULL, xml TEXT
 NOT NULL, file TEXT NOT NULL, deployed INTEGER NOT NULL) STRICT;
CREATE INDEX definitions_by_process ON definitions (process, number);
CREATE TABLE cases (id TEXT PRIMARY KEY, process TEXT NOT NULL, definition TEXT NOT NULL REFERENCES definitions (hash),
 municipality TEXT NOT NULL, business_key TEXT NOT NULL, status INTEGER NOT NULL, started INTEGER NOT NULL, sequence INTEGER NOT
 NULL, state TEXT NOT NULL, UNIQUE (municipality, process, business_key)) STRICT;
CREATE INDEX cases_by_start ON cases (started, id);
CREATE TABLE events (case_id TEXT NOT NULL REFERENCES cases (id), sequence INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT
 NULL, element TEXT NOT NULL, actor TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (case_id, sequence)) STRICT, WITHOUT ROWID;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append only'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append only'); END;
CREATE TABLE work (id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), municipality TEXT NOT NULL, kind INTEGER
 NOT NULL, due INTEGER, created INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX work_by_due ON work (kind, due, id) WHERE due IS NOT NULL;
CREATE INDEX work_by_creation ON work (kind, created, id);
INSERT INTO definitions (hash, process, xml, file, deployed) VALUES ('h1', 'p', '<a/>', 'a.bpmn', 1), ('h2', 'p', '<b/>',
 'b.bpmn', 2);
INSERT INTO cases VALUES ('y', 'p', 'h1', '202011', 'k1', 0, 20, 2, 'state y'), ('x', 'p', 'h2', '202011', 'k2', 2, 10, 3,
 'state x');
INSERT INTO events VALUES ('x', 1, 10, 'case-started', '', '', '{"n":1}'), ('x', 2, 11, 'element-entered', 'a', 'who', '{}'),
 ('x', 3, 30, 'case-completed', '', '', '{}'), ('y', 1, 20, 'case-started', '', '', '{}'), ('y', 2, 21, 'job-created', 'j', '',
 '{}');
INSERT INTO work VALUES ('y.1', 'y', '202011', 1, 25, 21);
)sql";

TEST_F(SqliteFaults, AFileOfTheFirstVersionIsBroughtUpToDate) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &connection), SQLITE_OK);
    char* message = nullptr;
    ASSERT_EQ(sqlite3_exec(connection, firstVersion, nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_close(connection);
    for (int round = 0; round < 2; ++round) {
        const auto store = open(path_);
        ASSERT_TRUE(store);
        EXPECT_EQ(ids(store->cases()), (Ids{"x", "y"}));
        EXPECT_EQ(store->findCase("x").value()->ended, 30);
        EXPECT_EQ(store->findCase("x").value()->snapshot, "state x");
        EXPECT_EQ(store->findCase("x").value()->snapshotAt, 3);
        EXPECT_EQ(store->findCase("y").value()->ended, std::nullopt);
        EXPECT_EQ(store->history("x").value().size(), 3u);
        EXPECT_EQ(store->history("x").value()[0].detail["n"], Value(1));
        EXPECT_EQ(store->findWork("y.1").value()->due, 25);
        EXPECT_EQ(store->newestDefinition("p").value()->hash, "h2");
        EXPECT_EQ(store->definition("h1").value()->processes, Ids{"p"});
        EXPECT_EQ(code(store->commit({newCase("z", "k1")})), "W105");
    }
    EXPECT_TRUE(open(path_)->commit({next("y", 2)}));
}

TEST_F(SqliteFaults, ACommitCostsTheSameHoweverMuchIsStored) {
    const auto store = open(path_);
    // Pages in the log are what a commit costs; time on a shared machine says little.
    const auto cost = [&](int from) {
        for (int n = from; n < from + 50; ++n) EXPECT_TRUE(store->commit({one(n)}));
        std::vector<std::uintmax_t> sizes;
        std::uintmax_t before = fs::file_size(path_ + "-wal");
        for (int n = from + 50; n < from + 150; ++n) {
            EXPECT_TRUE(store->commit({one(n)}));
            const std::uintmax_t now = fs::file_size(path_ + "-wal");
            if (now > before) sizes.push_back(now - before);  // otherwise the log has begun anew
            before = now;
        }
        std::ranges::sort(sizes);
        return sizes.empty() ? 0 : sizes[sizes.size() / 2];
    };
    const auto early = cost(0);
    std::vector<std::future<Result<void>>> answers;
    for (int n = 150; n < 20'000; ++n) answers.push_back(store->commitLater({one(n)}));
    for (auto& answer : answers) ASSERT_TRUE(answer.get());
    const auto late = cost(20'000);
    RecordProperty("early", static_cast<int>(early));
    RecordProperty("late", static_cast<int>(late));
    EXPECT_LE(late, early * 2) << "bytes in the log for one commit: " << early << " with no cases, " << late
                               << " with 20,000";
}

}  // namespace
}  // namespace toitsu::workflows
