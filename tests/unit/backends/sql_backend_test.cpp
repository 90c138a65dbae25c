// Against a real PostgreSQL that this test starts and stops; skipped only where PostgreSQL is not installed.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "backends/postgres_connection.h"
#include "base/files.h"
#include "tests/systems/postgres.h"
#include "tests/unit/backends/killed_robot.h"
#include "tests/unit/backends/sample.h"

namespace toitsu::backends {
namespace {

using State = Lookup::State;
const std::string library = std::string(TOITSU_SOURCE_DIR) + "/templates/bindings/202029";

class SqlBackendTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        if (!systems::ThrowAwayPostgres::installed()) return;
        auto started = systems::ThrowAwayPostgres::start();
        ASSERT_TRUE(started) << started.error().text(Language::en);
        server = std::move(*started);
    }
    static void TearDownTestSuite() { server.reset(); }

    void SetUp() override {
        if (!systems::ThrowAwayPostgres::installed()) GTEST_SKIP() << "PostgreSQL (initdb) is not installed";
        ASSERT_NE(server, nullptr);
        admin("DROP SCHEMA IF EXISTS zeimu, juki, t CASCADE");
        admin("CREATE SCHEMA t");
        admin(
            "CREATE TABLE t.\"表 \"\"1\" (\"番号\" serial PRIMARY KEY, \"鍵\" text UNIQUE, \"氏名\" varchar(9), \"日\" "
            "date, "
            "\"額\" integer CHECK (\"額\" < 100))");
        binding_ = table("表 &quot;1");
        ASSERT_NE(binding_, nullptr);
    }

    // gtest's fixture of a whole program: one server for all tests, which each make their own schema.
    static std::unique_ptr<systems::ThrowAwayPostgres> server;

    static Rows admin(const std::string& sql, const std::vector<Parameter>& parameters = {}) {
        auto connection = PostgresConnection::open(server->connection());
        EXPECT_TRUE(connection);
        auto rows = connection->run(sql, parameters);
        EXPECT_TRUE(rows) << (rows ? "" : rows.error().text(Language::en)) << "\n" << sql;
        return rows ? *rows : Rows();
    }

    static std::shared_ptr<const Binding> table(const std::string& name, const std::string& key = "鍵") {
        return sample::binding("<sql connection='host=nowhere.invalid' schema='t' table='" + name + "' key-column='" +
                               key + "' receipt-column='番号'><column name='氏名' field='employee.name'/></sql>");
    }

    std::unique_ptr<Backend> open() const {
        auto opened = binding_->open(server->connection());
        EXPECT_TRUE(opened);
        return std::move(*opened);
    }

    static std::string count() { return *admin("SELECT count(*) FROM t.\"表 \"\"1\"").rows[0][0]; }

    std::shared_ptr<const Binding> binding_;
};

std::unique_ptr<systems::ThrowAwayPostgres> SqlBackendTest::server;

TEST_F(SqlBackendTest, EntersOnceAndReadsTheReceiptBack) {
    const auto backend = open();
    EXPECT_EQ(backend->look("k1")->state, State::absent);
    ASSERT_TRUE(backend->enter("k1", {{"氏名", "髙﨑𠮷'\";--"}, {"日", "2026-11-21"}, {"額", ""}}));
    const auto looked = backend->look("k1");
    ASSERT_TRUE(looked);
    EXPECT_EQ(looked->state, State::entered);
    EXPECT_EQ(looked->receipt, (Receipt{"k1", "1", "b"}));
    ASSERT_TRUE(backend->enter("k1", {{"氏名", "other"}}));
    EXPECT_EQ(backend->look("k1")->receipt->number, "1");
    const Rows rows = admin("SELECT \"氏名\", \"日\", \"額\" FROM t.\"表 \"\"1\"");
    ASSERT_EQ(rows.rows.size(), 1u);
    EXPECT_EQ(rows.rows[0], (std::vector<Parameter>{"髙﨑𠮷'\";--", "2026-11-21", std::nullopt}));
}

TEST_F(SqlBackendTest, ManyRobotsEnterOnce) {
    std::vector<std::thread> threads;
    std::atomic<int> entered{0};
    for (int robot = 0; robot < 6; ++robot)
        threads.emplace_back([&] {
            const auto backend = open();
            for (int key = 0; key < 20; ++key) {
                const auto outcome =
                    perform(*binding_, *backend, sample::job("k" + std::to_string(key)), sample::salaryChange());
                if (outcome.state == Outcome::State::entered) ++entered;
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(entered, 120);
    EXPECT_EQ(count(), "20");
}

TEST_F(SqlBackendTest, ANumberThatComesLaterIsWaitedFor) {
    admin("ALTER TABLE t.\"表 \"\"1\" DROP COLUMN \"番号\", ADD COLUMN \"番号\" text");
    const auto backend = open();
    EXPECT_EQ(perform(*binding_, *backend, sample::job(), sample::salaryChange()).state, Outcome::State::waiting);
    admin("UPDATE t.\"表 \"\"1\" SET \"番号\" = '令8-15'");
    const auto outcome = perform(*binding_, *backend, sample::job("k1", 2), sample::salaryChange());
    EXPECT_EQ(outcome.state, Outcome::State::entered);
    EXPECT_EQ(outcome.receipt->number, "令8-15");
    EXPECT_EQ(count(), "1");
}

TEST_F(SqlBackendTest, RefusesATableThatCannotPreventEnteringTwice) {
    admin("CREATE TABLE t.loose (\"番号\" serial, \"鍵\" text, \"氏名\" text)");
    const auto entered = (*table("loose")->open(server->connection()))->enter("k", {{"氏名", "x"}});
    ASSERT_FALSE(entered);
    EXPECT_EQ(entered.error().code, "B035");
    EXPECT_EQ(*admin("SELECT count(*) FROM t.loose").rows[0][0], "0");
}

TEST_F(SqlBackendTest, WrongNamesAndMissingRightsAreTheBindingsMistake) {
    EXPECT_EQ((*table("none")->open(server->connection()))->look("k").error().code, "B034");
    const auto column = open()->enter("k", {{"none", "x"}});
    EXPECT_EQ(column.error().code, "B034");
    EXPECT_EQ(column.error().kind, ErrorKind::schema);
    admin("DROP ROLE IF EXISTS visitor");
    admin("CREATE ROLE visitor LOGIN");
    const std::string visitor = "host=" + server->folder() + " port=5432 dbname=postgres user=visitor";
    EXPECT_EQ((*binding_->open(visitor))->look("k").error().code, "B034");
    admin("DROP ROLE visitor");
}

TEST_F(SqlBackendTest, ARefusedValueIsNotRepeatedInTheMessage) {
    const std::vector<Column> hostile{{"氏名", "himitsu-desu"}, {"日", "himitsu"}, {"額", "99999"}};
    for (const Column& column : hostile) {
        const auto entered = open()->enter("k", {column});
        ASSERT_FALSE(entered) << column.name;
        EXPECT_EQ(entered.error().code, "B033");
        EXPECT_EQ(entered.error().kind, ErrorKind::refused);
        for (const std::string& message : {entered.error().message.ja, entered.error().message.en}) {
            EXPECT_EQ(message.find(column.value), std::string::npos) << message;
            EXPECT_NE(message.find("SQLSTATE"), std::string::npos) << message;
        }
    }
    EXPECT_EQ(count(), "0");
}

TEST_F(SqlBackendTest, AServerThatRefusesForTheMomentIsSurelyNotEntered) {
    admin(
        "CREATE FUNCTION t.busy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = "
        "'53300'; "
        "END $$");
    admin("CREATE TRIGGER busy BEFORE INSERT ON t.\"表 \"\"1\" FOR EACH ROW EXECUTE FUNCTION t.busy()");
    const auto outcome = perform(*binding_, *open(), sample::job(), sample::salaryChange());
    EXPECT_EQ(outcome.state, Outcome::State::failed);
    EXPECT_EQ(outcome.error->code, "B032");
    EXPECT_EQ(outcome.error->kind, ErrorKind::unavailable);
}

// The server ends our session in the middle of the INSERT: what a broken network looks like from here.
TEST_F(SqlBackendTest, ALostConnectionIsLookedAtAgainAndNeverEnteredTwice) {
    admin(
        "CREATE FUNCTION t.cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NEW; END $$");
    admin("CREATE TRIGGER cut BEFORE INSERT ON t.\"表 \"\"1\" FOR EACH ROW EXECUTE FUNCTION t.cut()");
    const auto backend = open();
    const auto entered = backend->enter("k1", {{"氏名", "x"}});
    ASSERT_FALSE(entered);
    EXPECT_EQ(entered.error().code, unknownOutcome);
    EXPECT_EQ(entered.error().kind, ErrorKind::unavailable);

    const auto outcome = perform(*binding_, *backend, sample::job(), sample::salaryChange());
    EXPECT_EQ(outcome.state, Outcome::State::waiting) << "the UNIQUE key lets the same step be done again";
    EXPECT_EQ(outcome.error->code, unknownOutcome);
    admin("DROP TRIGGER cut ON t.\"表 \"\"1\"");
    EXPECT_EQ(perform(*binding_, *backend, sample::job("k1", 2), sample::salaryChange()).state,
              Outcome::State::entered);
    EXPECT_EQ(count(), "1");
}

// The INSERT of a robot that was given up is still running when the next robot comes: the second waits for the first.
TEST_F(SqlBackendTest, ALateCommitIsNotDoubled) {
    auto late = PostgresConnection::open(server->connection());
    ASSERT_TRUE(late);
    ASSERT_TRUE(late->run("BEGIN", {}));
    ASSERT_TRUE(late->run("INSERT INTO t.\"表 \"\"1\" (\"鍵\", \"氏名\") VALUES ($1, 'x')", {"k1"}));
    const auto backend = open();
    EXPECT_EQ(backend->look("k1")->state, State::absent) << "not committed, so not visible";
    std::thread second([&] { EXPECT_TRUE(backend->enter("k1", {{"氏名", "y"}})); });
    // Waiting for the other session's lock shows in pg_stat_activity; then the first one commits.
    while (*admin("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").rows[0][0] == "0")
        std::this_thread::yield();
    ASSERT_TRUE(late->run("COMMIT", {}));
    second.join();
    EXPECT_EQ(count(), "1");
    EXPECT_EQ(backend->look("k1")->state, State::entered);
}

TEST_F(SqlBackendTest, ARobotKilledAnywhereNeitherLosesNorDoubles) {
    constexpr int keys = 40;
    int finished = 0;
    for (int key = 0; key < keys; ++key) {
        auto job = sample::job("k" + std::to_string(key));
        const auto robot = [&] { perform(*binding_, *open(), job, sample::salaryChange()); };
        finished += sample::runAndKill(robot, std::chrono::microseconds(300 * key)) ? 1 : 0;
        job.attempt = 2;
        job.reclaimed = true;
        EXPECT_EQ(perform(*binding_, *open(), job, sample::salaryChange()).state, Outcome::State::entered);
    }
    EXPECT_LT(finished, keys) << "some were really killed";
    EXPECT_EQ(count(), std::to_string(keys));
}

TEST_F(SqlBackendTest, ASilentServerIsGivenUpAtTheDeadline) {
    auto connection = PostgresConnection::open(server->connection());
    ASSERT_TRUE(connection);
    const auto answer = connection->run("SELECT pg_sleep(60)", {}, 50);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, unknownOutcome);
    EXPECT_FALSE(connection->usable());
}

TEST_F(SqlBackendTest, AnIdleConnectionThatTheServerClosedIsReplaced) {
    const auto backend = open();
    ASSERT_TRUE(backend->enter("k1", {{"氏名", "x"}}));
    admin(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'toitsu' AND pid <> "
        "pg_backend_pid()");
    EXPECT_EQ(backend->look("k1")->state, State::entered);
}

TEST_F(SqlBackendTest, AWrongPasswordIsUnavailableAndNeverShown) {
    admin("DROP ROLE IF EXISTS clerk");
    admin("CREATE ROLE clerk LOGIN PASSWORD 'right'");
    const std::string base = "host=" + server->folder() + " port=5432 dbname=postgres user=clerk password=";
    EXPECT_TRUE(binding_->open(base + "right"));
    const auto opened = binding_->open(base + "himitsu");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "B030");
    EXPECT_EQ(opened.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(opened.error().message.en.find("himitsu"), std::string::npos);
    EXPECT_EQ(opened.error().message.ja.find("himitsu"), std::string::npos);
    EXPECT_NE(opened.error().message.en.find("authentication"), std::string::npos) << "but the reason is";
    admin("DROP ROLE clerk");
}

TEST_F(SqlBackendTest, TheSchemaOfTheLibraryTakesBothOperations) {
    const auto schema = files::read(library + "/schema.sql");
    ASSERT_TRUE(schema);
    std::string sql;
    for (const char c : *schema) {
        sql += c;
        if (c == ';') {
            admin(sql);
            sql.clear();
        }
    }
    auto job = sample::job("s1");
    job.municipality = "202029";
    const auto salary = Binding::load(library + "/salary-change.register.xml");
    ASSERT_TRUE(salary) << salary.error().text(Language::en);
    const auto first = perform(**salary, **(*salary)->open(server->connection()), job, sample::salaryChange());
    ASSERT_EQ(first.state, Outcome::State::entered) << first.error->text(Language::en);
    EXPECT_EQ(first.receipt->number, "Z00000001");
    EXPECT_EQ(*admin("SELECT shimei || ido_jiyu || ido_ymd || nenzeigaku FROM zeimu.kyuyo_ido").rows[0][0],
              "髙橋　岳302026-11-15120000");

    job.key = "r1";
    job.operation = "residence-copy.register";
    const auto copy = Binding::load(library + "/residence-copy.register.xml");
    ASSERT_TRUE(copy) << copy.error().text(Language::en);
    const auto second = perform(**copy, **(*copy)->open(server->connection()), job, sample::residenceCopy());
    ASSERT_EQ(second.state, Outcome::State::entered) << second.error->text(Language::en);
    EXPECT_EQ(second.receipt->number, "100001");
    EXPECT_EQ(*admin("SELECT concat_ws('|', taisho_jusho, zenin_maisu, ichibu_maisu, honseki_flg, kankei, mokuteki) "
                     "FROM juki.kofu_seikyu")
                   .rows[0][0],
              "3908620 松本市丸の内3番7号|2|0|t|D|NENKIN");
}

TEST_F(SqlBackendTest, AServerThatGoesDownIsUnavailable) {
    auto started = systems::ThrowAwayPostgres::start();
    ASSERT_TRUE(started);
    auto connection = PostgresConnection::open((*started)->connection());
    ASSERT_TRUE(connection);
    ASSERT_TRUE(connection->run("CREATE SCHEMA t", {}));
    ASSERT_TRUE(connection->run("CREATE TABLE t.x (\"番号\" serial, \"鍵\" text UNIQUE, \"氏名\" text)", {}));
    const auto binding = table("x");
    const auto backend = binding->open((*started)->connection());
    ASSERT_TRUE(backend);
    ASSERT_TRUE((*started)->stop());
    const auto outcome = perform(*binding, **backend, sample::job(), sample::salaryChange());
    EXPECT_EQ(outcome.state, Outcome::State::failed);
    EXPECT_EQ(outcome.error->code, "B030");
    EXPECT_EQ(perform(*binding, **backend, sample::job("k1", 2), sample::salaryChange()).state,
              Outcome::State::waiting);
}

TEST(PostgresConnection, DoesNotRepeatAConnectionStringItDoesNotUnderstand) {
    const auto opened = PostgresConnection::open("host=x passwort=himitsu");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "B031");
    EXPECT_EQ(opened.error().message.en.find("himitsu"), std::string::npos);
}

TEST(PostgresConnection, QuotesIdentifiers) {
    EXPECT_EQ(quotedIdentifier("表"), "\"表\"");
    EXPECT_EQ(quotedIdentifier("a\"; DROP TABLE x; --"), "\"a\"\"; DROP TABLE x; --\"");
}

}  // namespace
}  // namespace toitsu::backends
