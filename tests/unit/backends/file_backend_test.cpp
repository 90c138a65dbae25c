#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <filesystem>
#include <thread>

#include "base/csv.h"
#include "base/files.h"
#include "base/hash.h"
#include "tests/systems/folder_ledger.h"
#include "tests/unit/backends/killed_robot.h"
#include "tests/unit/backends/sample.h"

namespace toitsu::backends {
namespace {

namespace fs = std::filesystem;
using State = Lookup::State;

class FileBackendTest : public testing::Test {
protected:
    void SetUp() override {
        auto made = files::TemporaryFolder::make("toitsu-drop-");
        ASSERT_TRUE(made);
        folder_ = std::make_unique<files::TemporaryFolder>(std::move(*made));
        for (const char* name : {"inbox", "taken", "results"}) fs::create_directory(path(name));
        binding_ = sample::columns(
            "<column name='氏名' field='employee.name'/>\n<column name='事由' field='change.reason'>"
            "<map code='leave' to='3'/></column>");
        ASSERT_NE(binding_, nullptr);
        backend_ = open();
    }

    std::unique_ptr<Backend> open() const {
        auto opened = binding_->open(folder_->path());
        EXPECT_TRUE(opened);
        return std::move(*opened);
    }

    std::string path(const std::string& name) const { return folder_->path() + "/" + name; }
    Row row() const { return *binding_->row(sample::salaryChange()); }

    void answer(const std::string& key, const csv::Row& row) const {
        const std::string line = csv::write(row);
        const std::string content = line + csv::write({"END", "1", sha256Hex(line)});
        ASSERT_TRUE(files::writeAtomically(path("results/" + key + ".result.csv"), content));
    }

    // What the other system has in its ledger.
    std::vector<csv::Row> ledger() const {
        const auto text = files::read(path("ledger.csv"));
        return text ? *csv::parse(*text) : std::vector<csv::Row>();
    }

    std::unique_ptr<files::TemporaryFolder> folder_;
    std::shared_ptr<const Binding> binding_;
    std::unique_ptr<Backend> backend_;
};

TEST_F(FileBackendTest, WritesTheBytesOfMicrosoft) {
    ASSERT_TRUE(backend_->enter("k1", Row{{"氏名", "髙﨑"}, {"事由", "3"}, {"備考", "a,\"b\""}}));
    // 氏名 = 8E81 96BC, 事由 = 8E96 9752, 備考 = 94F5 8D6C, 髙 = FBFC, 﨑 = FAB1.
    const std::string body =
        "\x8E\x81\x96\xBC,\x8E\x96\x97\x52,\x94\xF5\x8D\x6C\r\n"
        "\xFB\xFC\xFA\xB1,3,\"a,\"\"b\"\"\"\r\n";
    const auto written = files::read(path("inbox/k1.csv"));
    ASSERT_TRUE(written);
    EXPECT_EQ(*written, body + "END,1," + sha256Hex(body) + "\r\n");
    EXPECT_EQ(*written, body + "END,1,10073a35f1b445aebcceef71bada22f37a85d13c7c642ecbcc0515f045f71ed3\r\n");
    for (const auto& entry : fs::directory_iterator(path("inbox"))) {
        const std::string name = entry.path().filename().string();
        EXPECT_TRUE(name == "k1.csv" || name == ".toitsu.lock") << name;
    }
}

TEST_F(FileBackendTest, HeaderAndLineEndFollowTheBinding) {
    const auto binding = sample::binding(
        "<file folder='f' header='false' line-end='lf' encoding='utf-8'>"
        "<column name='a' field='employee.name'/></file>");
    ASSERT_NE(binding, nullptr);
    ASSERT_TRUE((*binding->open(folder_->path()))->enter("k", {{"a", "𠮷"}}));
    EXPECT_EQ(*files::read(path("inbox/k.csv")), "𠮷\nEND,1," + sha256Hex("𠮷\n") + "\n");
}

TEST_F(FileBackendTest, TheLastGuardAlsoRefusesWhatTheEncodingLacks) {
    const auto entered = backend_->enter("k1", Row{{"氏名", "𠮷"}});
    ASSERT_FALSE(entered);
    EXPECT_EQ(entered.error().code, "B013");
    EXPECT_EQ(backend_->look("k1")->state, State::absent);
}

TEST_F(FileBackendTest, LooksAtEveryStation) {
    EXPECT_EQ(backend_->look("k1")->state, State::absent);
    ASSERT_TRUE(backend_->enter("k1", row()));
    EXPECT_EQ(backend_->look("k1")->state, State::pending);
    fs::rename(path("inbox/k1.csv"), path("taken/k1.csv"));
    EXPECT_EQ(backend_->look("k1")->state, State::pending);
    answer("k1", {"k1", "OK", "R0000007", ""});
    const auto entered = backend_->look("k1");
    ASSERT_TRUE(entered);
    EXPECT_EQ(entered->state, State::entered);
    EXPECT_EQ(entered->receipt, (Receipt{"k1", "R0000007", "b"}));
}

TEST_F(FileBackendTest, TellsARejectionByItsCodeOnly) {
    answer("k1", {"k1", "NG", "", "E03"});
    EXPECT_EQ(backend_->look("k1")->state, State::rejected);
    EXPECT_NE(backend_->look("k1")->reason.en.find("E03"), std::string::npos);
    answer("k2", {"k2", "NG", "", "髙橋岳は登録済み"});
    EXPECT_EQ(backend_->look("k2")->reason.ja.find("髙橋"), std::string::npos);
    EXPECT_EQ(backend_->look("k2")->reason.en, "error code ?");
}

TEST_F(FileBackendTest, ARejectedKeyIsEnteredAgainOnlyWhenTheAnswerIsTakenAway) {
    answer("k1", {"k1", "NG", "", "E03"});
    EXPECT_EQ(perform(*binding_, *backend_, sample::job(), sample::salaryChange()).error->code, "B024");
    EXPECT_FALSE(fs::exists(path("inbox/k1.csv")));
    fs::remove(path("results/k1.result.csv"));
    EXPECT_EQ(perform(*binding_, *backend_, sample::job("k1", 2), sample::salaryChange()).state,
              Outcome::State::waiting);
    EXPECT_TRUE(fs::exists(path("inbox/k1.csv")));
}

TEST_F(FileBackendTest, AResultThatCannotBeReadNowIsNeitherBrokenNorAbsent) {
    fs::create_symlink("k1.result.csv", path("results/k1.result.csv"));  // a loop: nobody can read it, not even root
    const auto looked = backend_->look("k1");
    ASSERT_FALSE(looked);
    EXPECT_EQ(looked.error().code, "B020");
    EXPECT_EQ(backend_->enter("k1", row()).error().code, "B020");
    EXPECT_FALSE(fs::exists(path("inbox/k1.csv")));
}

TEST_F(FileBackendTest, ABrokenResultIsNeverAbsent) {
    answer("k1", {"k1", "OK", "R1", ""});
    const std::string whole = *files::read(path("results/k1.result.csv"));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        ASSERT_TRUE(files::writeAtomically(path("results/k1.result.csv"), whole.substr(0, length)));
        const auto looked = backend_->look("k1");
        ASSERT_FALSE(looked) << "cut to " << length << " bytes";
        EXPECT_EQ(looked.error().code, "B022");
    }
    std::string changed = whole;
    changed[changed.find("R1")] = 'S';
    ASSERT_TRUE(files::writeAtomically(path("results/k1.result.csv"), changed));
    EXPECT_EQ(backend_->look("k1").error().code, "B022");
    fs::remove(path("results/k1.result.csv"));
    fs::create_directory(path("results/k1.result.csv"));
    EXPECT_EQ(backend_->look("k1").error().code, "B022");
}

TEST_F(FileBackendTest, AnAnswerToSomethingElseIsNoAnswer) {
    for (const csv::Row& row :
         {csv::Row{"k2", "OK", "R1", ""}, csv::Row{"k1", "OK", "", ""}, csv::Row{"k1", "??", "R1", ""}}) {
        answer("k1", row);
        const auto looked = backend_->look("k1");
        ASSERT_FALSE(looked);
        EXPECT_EQ(looked.error().code, "B023");
    }
    answer("k1", {"k1", "OK"});
    EXPECT_EQ(backend_->look("k1").error().code, "B022");
}

TEST_F(FileBackendTest, AFolderThatIsNotThereIsUnavailableAndNotEmpty) {
    fs::remove_all(path("inbox"));
    const auto looked = backend_->look("k1");
    ASSERT_FALSE(looked);
    EXPECT_EQ(looked.error().code, "B020");
    EXPECT_EQ(looked.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(backend_->enter("k1", row()).error().code, "B020");
    EXPECT_EQ(binding_->open(folder_->path()).error().code, "B020");
    EXPECT_FALSE(fs::exists(path("inbox"))) << "an unmounted share must not be made up";
}

TEST_F(FileBackendTest, AnInboxThatCannotBeWrittenIsUnavailable) {
    fs::create_directory(path("inbox/.k1.csv.new"));
    const auto entered = backend_->enter("k1", row());
    ASSERT_FALSE(entered);
    EXPECT_EQ(entered.error().code, "B021");
    EXPECT_EQ(entered.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(backend_->look("k1")->state, State::absent);
}

TEST_F(FileBackendTest, RefusesKeysThatWouldLeaveTheFolder) {
    for (const std::string& key : {std::string(), std::string("../x"), std::string(".hidden"), std::string("a/b"),
                                   std::string("a\0b", 3), std::string(129, 'a'), std::string("鍵")}) {
        EXPECT_EQ(backend_->look(key).error().code, "B016");
        EXPECT_EQ(backend_->enter(key, row()).error().code, "B016");
    }
}

TEST_F(FileBackendTest, EnteringTwiceLeavesOneAtEveryStation) {
    ASSERT_TRUE(backend_->enter("k1", row()));
    const std::string first = *files::read(path("inbox/k1.csv"));
    ASSERT_TRUE(backend_->enter("k1", Row{{"氏名", "another"}}));
    EXPECT_EQ(*files::read(path("inbox/k1.csv")), first);
    fs::rename(path("inbox/k1.csv"), path("taken/k1.csv"));
    ASSERT_TRUE(backend_->enter("k1", row()));
    EXPECT_FALSE(fs::exists(path("inbox/k1.csv")));
    fs::remove(path("taken/k1.csv"));
    answer("k1", {"k1", "OK", "R1", ""});
    ASSERT_TRUE(backend_->enter("k1", row()));
    EXPECT_FALSE(fs::exists(path("inbox/k1.csv")));
}

// Robots with leases that ran out, all with the same jobs, while the other system takes the files away.
TEST_F(FileBackendTest, ManyRobotsAndABusySystemEnterEveryKeyOnce) {
    constexpr int robots = 6;
    constexpr int keys = 40;
    auto system = systems::FolderSystem::open(folder_->path(), {});
    ASSERT_TRUE(system);
    std::atomic<int> running{robots};
    std::barrier start(robots);  // all of them at the same key at the same time
    std::vector<std::thread> threads;
    for (int robot = 0; robot < robots; ++robot)
        threads.emplace_back([&] {
            const auto backend = open();
            for (int key = 0; key < keys; ++key) {
                const auto job = sample::job("k" + std::to_string(key));
                start.arrive_and_wait();
                const Outcome outcome = perform(*binding_, *backend, job, sample::salaryChange());
                EXPECT_TRUE(outcome.state == Outcome::State::waiting || outcome.state == Outcome::State::entered);
            }
            --running;
        });
    while (running > 0) ASSERT_TRUE(system->processInbox());
    for (std::thread& thread : threads) thread.join();
    ASSERT_TRUE(system->processInbox());

    EXPECT_EQ(ledger().size(), static_cast<std::size_t>(keys));
    for (int key = 0; key < keys; ++key) {
        const Outcome outcome =
            perform(*binding_, *backend_, sample::job("k" + std::to_string(key), 2), sample::salaryChange());
        EXPECT_EQ(outcome.state, Outcome::State::entered);
    }
    EXPECT_EQ(ledger().size(), static_cast<std::size_t>(keys));
}

TEST_F(FileBackendTest, NeverMissesAFileThatMovesMeanwhile) {
    constexpr int keys = 120;
    auto system = systems::FolderSystem::open(folder_->path(), {});
    ASSERT_TRUE(system);
    std::atomic<int> entered{-1};
    std::atomic<bool> over{false};
    int absent = 0;
    std::thread reader([&] {
        const auto backend = open();
        while (!over) {
            const int key = entered;
            if (key < 0) continue;
            const auto looked = backend->look("k" + std::to_string(key));
            if (!looked || looked->state == State::absent) ++absent;
        }
    });
    for (int key = 0; key < keys; ++key) {
        EXPECT_TRUE(backend_->enter("k" + std::to_string(key), row()));
        entered = key;
        EXPECT_TRUE(system->processInbox());
    }
    over = true;
    reader.join();
    EXPECT_EQ(absent, 0);
}

TEST_F(FileBackendTest, ARobotKilledAnywhereNeitherLosesNorDoubles) {
    constexpr int keys = 60;
    auto system = systems::FolderSystem::open(folder_->path(), {});
    ASSERT_TRUE(system);
    int finished = 0;
    for (int key = 0; key < keys; ++key) {
        auto job = sample::job("k" + std::to_string(key));
        const auto robot = [&] { perform(*binding_, *open(), job, sample::salaryChange()); };
        finished += sample::runAndKill(robot, std::chrono::microseconds(60 * key)) ? 1 : 0;
        if (key % 2 == 0) {
            ASSERT_TRUE(system->processInbox());
        }
        job.attempt = 2;
        job.reclaimed = true;
        EXPECT_NE(perform(*binding_, *backend_, job, sample::salaryChange()).state, Outcome::State::failed);
        ASSERT_TRUE(system->processInbox());
        EXPECT_EQ(perform(*binding_, *backend_, job, sample::salaryChange()).state, Outcome::State::entered);
    }
    EXPECT_LT(finished, keys) << "some were really killed";
    EXPECT_EQ(ledger().size(), static_cast<std::size_t>(keys));
}

TEST_F(FileBackendTest, TheOtherSystemReadsWhatWeWrite) {
    ASSERT_TRUE(backend_->enter("k1", row()));
    auto system = systems::FolderSystem::open(folder_->path(), {});
    ASSERT_TRUE(system);
    EXPECT_EQ(*system->processInbox(), 1);
    ASSERT_EQ(ledger().size(), 1u);
    EXPECT_EQ(ledger()[0], (csv::Row{"R0000001", "k1.1", "髙橋　岳", "3"}));
    EXPECT_EQ(backend_->look("k1")->receipt->number, "R0000001");
}

}  // namespace
}  // namespace toitsu::backends
