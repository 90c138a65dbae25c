// What a server, a network and other processes can do to the PostgreSQL store, and what one municipality may see.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include "tests/unit/workflows/store_kinds.h"
#include "tests/unit/workflows/store_sample.h"
#include "workflows/stores/open_store.h"

namespace toitsu::workflows {
namespace {

using namespace sample;

class PostgresFaults : public testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = noPostgres(); !why.empty()) GTEST_SKIP() << why;
        place_ = std::make_unique<places::InPostgres>();
        store_ = open();
        ASSERT_TRUE(store_->putDefinition({"hash", {"p"}, "<xml/>", "p.bpmn", 1}));
    }
    void TearDown() override {
        store_.reset();
        place_.reset();
    }
    std::shared_ptr<Store> open(const std::string& municipality = {}, std::int64_t reservation = 0) {
        PostgresPlace place = place_->place();
        place.municipality = municipality;
        place.reservationMillis = reservation;
        auto store = openPostgres(place);
        EXPECT_TRUE(store) << (store ? "" : store.error().text(Language::en));
        return store ? *store : nullptr;
    }
    void sql(const std::string& text) { places::administer(text, place_->name()); }
    std::string sqlCode(const std::string& text, const std::string& user = "postgres") {
        auto link =
            PostgresLink::open("host=" + places::server().folder() + " user=" + user + " dbname=" + place_->name());
        if (!link) return link.error().code;
        return code((*link)->script(text));
    }
    // Ends every connection to the database but one's own, as a failing network or a restart would.
    void cutAll() {
        places::administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + place_->name() +
                           "' AND pid <> pg_backend_pid()");
    }

    std::unique_ptr<places::InPostgres> place_;
    std::shared_ptr<Store> store_;
};

TEST_F(PostgresFaults, LostConnectionsLoseAndDoubleNothing) {
    std::atomic<bool> over = false;
    std::thread saboteur([&] {
        while (!over) {
            // As much quiet as a slow machine needs to get something done between two cuts.
            const auto begun = std::chrono::steady_clock::now();
            cutAll();
            const auto took = std::chrono::steady_clock::now() - begun;
            std::this_thread::sleep_for(std::max<std::chrono::nanoseconds>(std::chrono::milliseconds(15), 3 * took));
        }
    });
    constexpr int cases = 300;
    int unknown = 0;
    std::set<std::string> answered;
    for (int n = 0; n < cases; n += 10) {
        std::vector<std::pair<std::string, std::future<Result<void>>>> answers;
        for (int k = n; k < n + 10; ++k) {
            const std::string id = "c" + std::to_string(k);
            answers.emplace_back(id, store_->commitLater({newCase(id), next(id, 2)}));
        }
        for (auto& [id, answer] : answers) {
            const auto result = answer.get();
            if (result) answered.insert(id);
            if (result) continue;
            ++unknown;  // many cuts in a row: it says so, and what is there is whole
            EXPECT_TRUE(result.error().code == "W120" || result.error().code == "W123") << result.error().code;
        }
    }
    over = true;
    saboteur.join();
    for (int n = 0; n < cases; ++n) {
        const std::string id = "c" + std::to_string(n);
        const auto row = store_->findCase(id);
        ASSERT_TRUE(row) << row.error().text(Language::en);
        EXPECT_TRUE(row->has_value() || !answered.contains(id)) << id << " was answered and is lost";
        const auto history = store_->history(id);
        ASSERT_TRUE(history);
        EXPECT_EQ(history->size(), row->has_value() ? 3u : 0u) << id;
    }
    EXPECT_GT(answered.size(), cases * 9u / 10u) << unknown << " unknown";
}

TEST_F(PostgresFaults, AServerThatIsGoneIsAClearErrorUntilItIsBack) {
    // A server of its own, so that others' tests do not notice.
    auto server = systems::ThrowAwayPostgres::start().value();
    PostgresPlace place{"host=" + server->folder() + " user=postgres dbname=postgres", "", 0, 300};
    const auto store = openPostgres(place).value();
    ASSERT_TRUE(store->commit({newCase("a")}));
    ASSERT_TRUE(server->stop());
    auto during = store->commit({newCase("b")});
    ASSERT_FALSE(during);
    EXPECT_TRUE(during.error().code == "W120" || during.error().code == "W123") << during.error().code;
    EXPECT_EQ(during.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(store->findCase("a").error().code, "W120");
    EXPECT_EQ(openPostgres(place).error().code, "W120");
    ASSERT_TRUE(server->again());
    EXPECT_TRUE(store->findCase("a").value().has_value()) << "what was answered survived the server's fall";
    EXPECT_FALSE(store->findCase("b").value().has_value());
    EXPECT_TRUE(store->commit({newCase("b")})) << "the store goes on by itself";
}

TEST_F(PostgresFaults, AServerThatComesBackInTimeIsNotNoticed) {
    auto server = systems::ThrowAwayPostgres::start().value();
    const auto store =
        openPostgres({"host=" + server->folder() + " user=postgres dbname=postgres", "", 0, 30'000}).value();
    ASSERT_TRUE(store->commit({newCase("a")}));
    ASSERT_TRUE(server->stop());
    auto later = store->commitLater({next("a", 2)});
    ASSERT_TRUE(server->again());
    EXPECT_TRUE(later.get());
    EXPECT_EQ(store->history("a").value().size(), 3u);
}

TEST_F(PostgresFaults, AKilledProcessLosesNothingThatWasAnswered) {
    for (int round = 0; round < 4; ++round) {
        const auto before = static_cast<int>(store_->countCases().value());
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto own = openPostgres(place_->place());
            if (!own) ::_exit(1);
            for (int n = before;; n += 5) {
                std::vector<std::future<Result<void>>> answers;
                for (int k = n; k < n + 5; ++k) {
                    const std::string id = "c" + std::to_string(k);
                    answers.push_back((*own)->commitLater({newCase(id), next(id, 2)}));
                }
                for (auto& answer : answers)
                    if (!answer.get()) ::_exit(2);
                if (::write(ends[1], &n, sizeof n) < 0) ::_exit(3);
            }
        }
        ::close(ends[1]);
        int answered = 0;
        int n = 0;
        while (answered < before + 20 && ::read(ends[0], &n, sizeof n) == static_cast<ssize_t>(sizeof n))
            answered = n + 5;
        ::usleep(static_cast<useconds_t>(round) * 700);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &n, sizeof n) == static_cast<ssize_t>(sizeof n)) answered = n + 5;
        ::close(ends[0]);
        ASSERT_GE(answered, before + 20);
        // The server may still be at the last commit of the one that is gone.
        places::administer("SELECT pg_sleep(0.2)");
        const auto kept = static_cast<int>(store_->countCases().value());
        EXPECT_GE(kept, answered);
        for (int k = 0; k < kept; ++k) EXPECT_EQ(store_->history("c" + std::to_string(k)).value().size(), 3u) << k;
    }
}

TEST_F(PostgresFaults, TwoProcessesGetDifferentWorkAndNeverTheSame) {
    Change change = newCase("c");
    for (int n = 0; n < 60; ++n) change.opened.push_back(work("c." + std::to_string(n), Work::Kind::job, n));
    ASSERT_TRUE(store_->commit({change}));
    const auto one = open("", 60'000);
    const auto two = open("", 60'000);
    std::multiset<std::string> taken;
    for (int round = 0; round < 6; ++round)
        for (const auto& store : {one, two}) {
            const Ids some = ids(store->takeDue(Work::Kind::job, 100, 5));
            EXPECT_EQ(some.size(), 5u);
            taken.insert(some.begin(), some.end());
        }
    EXPECT_EQ(std::set<std::string>(taken.begin(), taken.end()).size(), 60u);
    EXPECT_TRUE(ids(one->takeDue(Work::Kind::job, 100, 5)).empty()) << "all are reserved";
    Change failed = next("c", 2);
    failed.opened = {work("c.7", Work::Kind::job, 50)};
    ASSERT_TRUE(one->commit({failed}));
    EXPECT_EQ(ids(two->takeDue(Work::Kind::job, 100, 5)), Ids{"c.7"}) << "a change ends the reservation";
}

TEST_F(PostgresFaults, OfTwoProcessesOnOneCaseOneIsRefused) {
    const auto other = open();
    ASSERT_TRUE(store_->commit({newCase("c")}));
    std::atomic<int> made = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (const auto& store : {store_, other})
        threads.emplace_back([&, store] {
            for (std::int64_t step = 2; step < 60; ++step) {
                const auto result = store->commit({next("c", step), newCase("k" + std::to_string(step))});
                result ? ++made : ++refused;
                EXPECT_EQ(result ? "W105" : result.error().code, "W105");
                while (store->findCase("c").value()->sequence <= step) std::this_thread::yield();
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(made, 58);
    EXPECT_EQ(refused, 58);
    EXPECT_EQ(store_->history("c").value().size(), 60u);
}

TEST_F(PostgresFaults, DeadlocksAreTriedAgain) {
    // Keys in opposite orders: the two inserts wait for one another, and one of them is ended by the server.
    const auto other = open();
    for (int round = 0; round < 20; ++round) {
        const std::string a = "a" + std::to_string(round);
        const std::string b = "b" + std::to_string(round);
        auto left = store_->commitLater({newCase("l" + a, a), newCase("m" + b, b)});
        auto right = other->commitLater({newCase("l" + b, b), newCase("m" + a, a)});
        const auto first = left.get();
        const auto second = right.get();
        EXPECT_NE(first.has_value(), second.has_value()) << "exactly one has the keys";
        EXPECT_EQ(code(first) + code(second), "W105");
    }
}

TEST_F(PostgresFaults, OneMunicipalitySeesAndWritesOnlyItsOwn) {
    Change mine = newCase("a");
    mine.opened = {work("a.1", Work::Kind::task)};
    mine.published = {message("m", "n", "k")};
    ASSERT_TRUE(store_->commit({mine, newCase("b", "", there)}));
    const auto foreign = open(there);
    EXPECT_EQ(ids(foreign->cases()), Ids{"b"});
    EXPECT_FALSE(foreign->findCase("a").value().has_value());
    EXPECT_TRUE(foreign->history("a").value().empty());
    EXPECT_EQ(foreign->history("b").value().size(), 2u);
    EXPECT_TRUE(ids(foreign->openWork({})).empty());
    EXPECT_FALSE(foreign->findWork("a.1").value().has_value());
    EXPECT_TRUE(ids(foreign->messages("", "", {}, 0, 10)).empty());
    EXPECT_EQ(foreign->countCases().value(), 1);
    EXPECT_EQ(foreign->newestDefinition("p").value()->hash, "hash") << "flows are everybody's";
    EXPECT_EQ(code(foreign->commit({next("a", 2)})), "W105") << "for it there is no such case";
    EXPECT_EQ(code(foreign->commit({newCase("x")})), "W122");
    EXPECT_EQ(code(foreign->putMessage(message("y", "n", "k"))), "W122");
    EXPECT_EQ(code(foreign->putDefinition({"h", {"p"}, "x", "f", 1})), "W122");
    EXPECT_EQ(foreign->purge("", "", 1'000, 10).value(), 0);
    EXPECT_EQ(code(foreign->commit({ended("b", 2, 20, there)})), "");
    EXPECT_EQ(store_->findCase("a").value()->sequence, 2);
    EXPECT_EQ(ids(store_->messages("", "", {}, 0, 10)), Ids{"m"});
}

TEST_F(PostgresFaults, WithoutAMunicipalityItsRoleSeesNothing) {
    ASSERT_TRUE(store_->commit({newCase("a")}));
    EXPECT_NE(sqlCode("SET ROLE toitsu_municipality; SELECT * FROM toitsu.cases"), "") << "an error, not an empty list";
    EXPECT_EQ(sqlCode("SET ROLE toitsu_engine; SELECT * FROM toitsu.cases"), "");
}

TEST_F(PostgresFaults, TheOwnerIsBoundToo) {
    sql("CREATE ROLE owner" + place_->name() + " LOGIN; ALTER TABLE toitsu.cases OWNER TO owner" + place_->name() +
        "; GRANT USAGE ON SCHEMA toitsu TO owner" + place_->name());
    ASSERT_TRUE(store_->commit({newCase("a")}));
    auto link = PostgresLink::open("host=" + places::server().folder() + " user=owner" + place_->name() +
                                   " dbname=" + place_->name());
    ASSERT_TRUE(link);
    EXPECT_EQ((*link)->run("SELECT count(*) FROM toitsu.cases").value().integer(0, 0), 0);
    sql("ALTER TABLE toitsu.cases OWNER TO postgres; DROP OWNED BY owner" + place_->name() + "; DROP ROLE owner" +
        place_->name());
}

TEST_F(PostgresFaults, EventsCannotBeChangedOrDeletedByHand) {
    ASSERT_TRUE(store_->commit({newCase("a")}));
    for (const char* role : {"toitsu_engine", "postgres"}) {
        EXPECT_NE(sqlCode(std::string("SET ROLE ") + role + "; UPDATE toitsu.events SET actor = 'x'"), "") << role;
        EXPECT_NE(sqlCode(std::string("SET ROLE ") + role + "; DELETE FROM toitsu.events"), "") << role;
    }
    EXPECT_EQ(store_->history("a").value()[1].actor, "who");
}

TEST_F(PostgresFaults, RefusesWhatItCannotUse) {
    EXPECT_EQ(openPostgres({"host=" + places::server().folder() + " user=nobody dbname=postgres"}).error().code,
              "W120");
    EXPECT_EQ(openPostgres({"what is this"}).error().code, "W121");
    EXPECT_EQ(openPostgres({"host=h password=secret"}).error().code, "W121");
    EXPECT_EQ(openPostgres({"postgresql://u:secret@h/d"}).error().code, "W121");
    sql("CREATE ROLE stranger" + place_->name() + " LOGIN");
    const std::string stranger =
        "host=" + places::server().folder() + " user=stranger" + place_->name() + " dbname=" + place_->name();
    EXPECT_EQ(openPostgres({stranger}).error().code, "W122") << "no rights, and told which to grant";
    sql("GRANT toitsu_municipality TO stranger" + place_->name());
    EXPECT_EQ(openPostgres({stranger}).error().code, "W122");
    EXPECT_TRUE(openPostgres({stranger, here}));
    sql("DROP ROLE stranger" + place_->name() + "; UPDATE toitsu.version SET version = 99");
    EXPECT_EQ(openPostgres(place_->place()).error().code, "W101");
}

TEST_F(PostgresFaults, ManyOpenAnEmptyDatabaseAtOnce) {
    const places::InPostgres empty;
    std::atomic<int> opened = 0;
    std::vector<std::thread> threads;
    for (int n = 0; n < 4; ++n)
        threads.emplace_back([&] {
            const auto store = openPostgres(empty.place());
            EXPECT_TRUE(store) << store.error().text(Language::en);
            if (store && (*store)->countCases().value() == 0) ++opened;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(opened, 4);
}

TEST_F(PostgresFaults, OpensByItsAddress) {
    const std::string where = "host=" + places::server().folder() + " user=postgres dbname=" + place_->name();
    ASSERT_TRUE(store_->commit({newCase("a"), newCase("b", "", there)}));
    EXPECT_EQ(openStore("postgresql:" + where).value()->countCases().value(), 2);
    EXPECT_EQ(openStore("postgresql:" + where + "#" + there).value()->countCases().value(), 1);
    EXPECT_EQ(openStore("memory").value()->countCases().value(), 0);
    const auto folder = files::TemporaryFolder::make("address").value();
    EXPECT_EQ(openStore("sqlite:" + folder.path() + "/t.db").value()->countCases().value(), 0);
    for (const char* address : {"", "mysql://x", "sqlite:", "t.db"}) EXPECT_EQ(openStore(address).error().code, "W126");
}

}  // namespace
}  // namespace toitsu::workflows
