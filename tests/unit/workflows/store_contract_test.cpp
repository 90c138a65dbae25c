// The Store contract, the same for every store.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "base/files.h"
#include "workflows/engine.h"
#include "workflows/store.h"

namespace toitsu::workflows {
namespace {

struct Kind {
    std::string name;
    std::function<Result<std::shared_ptr<Store>>(const std::string& folder)> open;
};

class StoreContract : public testing::TestWithParam<Kind> {
protected:
    void SetUp() override {
        store_ = GetParam().open(folder_.path()).value();
        ASSERT_TRUE(store_->putDefinition({"hash", "p", "<xml/>", "p.bpmn", 1}));
    }
    static Change newCase(const std::string& id, const std::string& key = {}) {
        Change change;
        change.after = {id, "p", "hash",          "202011", key.empty() ? id : key, CaseStatus::running,
                        10, 2,   "state of " + id};
        change.events = {{10, "case-started", "", "", {{"n", 1}}},
                         {10, "task-created", "a", "who", {{"d", Date{2026, 1, 2}}}}};
        return change;
    }
    static Change next(const std::string& id, std::int64_t expected) {
        Change change = newCase(id);
        change.expected = expected;
        change.events = {{20, "task-completed", "a", "who", {}}};
        change.after.sequence = expected + 1;
        change.after.state = "later";
        change.after.status = CaseStatus::completed;
        return change;
    }
    static Work work(const std::string& id, Work::Kind kind, std::optional<Instant> due, Instant created = 10,
                     const std::string& municipality = "202011") {
        return {id, "c", municipality, kind, due, created};
    }
    std::vector<std::string> due(Work::Kind kind, Instant now, int most = 100) {
        std::vector<std::string> ids;
        const auto rows = store_->dueWork(kind, now, most).value();
        for (const Work& one : rows) ids.push_back(one.id);
        return ids;
    }
    std::vector<std::string> open(Work::Kind kind, const std::string& municipality = {}) {
        std::vector<std::string> ids;
        const auto rows = store_->openWork(kind, municipality).value();
        for (const Work& one : rows) ids.push_back(one.id);
        return ids;
    }

    files::TemporaryFolder folder_ = files::TemporaryFolder::make("store").value();
    std::shared_ptr<Store> store_;
};

using Ids = std::vector<std::string>;

TEST_P(StoreContract, KeepsDefinitionsOnceAndKnowsTheNewest) {
    EXPECT_EQ(store_->definition("hash").value()->xml, "<xml/>");
    EXPECT_FALSE(store_->definition("other").value().has_value());
    EXPECT_FALSE(store_->newestDefinition("q").value().has_value());
    ASSERT_TRUE(store_->putDefinition({"hash2", "p", "<two/>", "two.bpmn", 2}));
    ASSERT_TRUE(store_->putDefinition({"hash", "p", "<xml/>", "again.bpmn", 3}));
    EXPECT_EQ(store_->newestDefinition("p").value()->hash, "hash2");
    EXPECT_EQ(store_->definition("hash").value()->file, "p.bpmn");
}

TEST_P(StoreContract, KeepsACaseWithItsEvents) {
    ASSERT_TRUE(store_->commit({newCase("c")}));
    const StoredCase row = store_->findCase("c").value().value();
    EXPECT_EQ(row.municipality, "202011");
    EXPECT_EQ(row.businessKey, "c");
    EXPECT_EQ(row.started, 10);
    EXPECT_EQ(row.sequence, 2);
    EXPECT_EQ(row.state, "state of c");
    const auto history = store_->history("c").value();
    ASSERT_EQ(history.size(), 2u);
    EXPECT_EQ(history[0].sequence, 1);
    EXPECT_EQ(history[1].sequence, 2);
    EXPECT_EQ(history[1].kind, "task-created");
    EXPECT_EQ(history[1].element, "a");
    EXPECT_EQ(history[1].actor, "who");
    EXPECT_EQ(history[1].detail["d"], Value(Date{2026, 1, 2}));
    EXPECT_FALSE(store_->findCase("d").value().has_value());
    EXPECT_TRUE(store_->history("d").value().empty());
}

TEST_P(StoreContract, MovesACaseOnOnlyFromWhereItWas) {
    ASSERT_TRUE(store_->commit({newCase("c")}));
    EXPECT_EQ(store_->commit({next("c", 1)}).error().code, "W105");
    EXPECT_EQ(store_->commit({next("c", 1)}).error().kind, ErrorKind::conflict);
    EXPECT_EQ(store_->commit({next("unknown", 3)}).error().code, "W105");
    EXPECT_EQ(store_->history("c").value().size(), 2u);
    ASSERT_TRUE(store_->commit({next("c", 2)}));
    EXPECT_EQ(store_->findCase("c").value()->state, "later");
    EXPECT_EQ(store_->findCase("c").value()->status, CaseStatus::completed);
    EXPECT_EQ(store_->history("c").value().size(), 3u);
}

TEST_P(StoreContract, TakesABusinessKeyOnce) {
    ASSERT_TRUE(store_->commit({newCase("c", "key")}));
    EXPECT_EQ(store_->commit({newCase("c", "key")}).error().code, "W105");
    EXPECT_EQ(store_->commit({newCase("d", "key")}).error().code, "W105");
    EXPECT_FALSE(store_->findCase("d").value().has_value());
    Change elsewhere = newCase("e", "key");
    elsewhere.after.municipality = "202029";
    EXPECT_TRUE(store_->commit({elsewhere}));
}

TEST_P(StoreContract, CommitsAllChangesOrNone) {
    Change first = newCase("c");
    first.opened = {work("c.1", Work::Kind::task, {})};
    EXPECT_FALSE(store_->commit({first, next("c", 7)}));
    EXPECT_FALSE(store_->findCase("c").value().has_value());
    EXPECT_TRUE(store_->history("c").value().empty());
    EXPECT_TRUE(open(Work::Kind::task).empty());
    ASSERT_TRUE(store_->commit({first, next("c", 2)})) << "two steps of one case in one transaction";
    EXPECT_EQ(store_->findCase("c").value()->sequence, 3);
}

TEST_P(StoreContract, FindsOpenAndDueWork) {
    Change change = newCase("c");
    change.opened = {work("c.5", Work::Kind::task, {}, 12),      work("c.6", Work::Kind::task, {}, 11, "202029"),
                     work("c.1", Work::Kind::job, 30),           work("c.2", Work::Kind::job, 20),
                     work("c.3", Work::Kind::job, std::nullopt), work("c.4", Work::Kind::timer, 25)};
    ASSERT_TRUE(store_->commit({change}));
    EXPECT_EQ(open(Work::Kind::task), (Ids{"c.6", "c.5"}));
    EXPECT_EQ(open(Work::Kind::task, "202011"), Ids{"c.5"});
    EXPECT_EQ(open(Work::Kind::incident), Ids{});
    EXPECT_EQ(due(Work::Kind::job, 19), Ids{});
    EXPECT_EQ(due(Work::Kind::job, 30), (Ids{"c.2", "c.1"}));
    EXPECT_EQ(due(Work::Kind::job, 30, 1), Ids{"c.2"});
    EXPECT_EQ(due(Work::Kind::job, 30, 0), Ids{});
    EXPECT_EQ(due(Work::Kind::job, 30, -1), Ids{});
    EXPECT_EQ(due(Work::Kind::timer, 25), Ids{"c.4"});
    EXPECT_EQ(store_->nextDue(Work::Kind::job).value(), 20);
    EXPECT_EQ(store_->nextDue(Work::Kind::task).value(), std::nullopt);
    EXPECT_EQ(store_->findWork("c.3").value()->due, std::nullopt);
    EXPECT_EQ(store_->findWork("c.4").value()->due, 25);
    EXPECT_FALSE(store_->findWork("c.9").value().has_value());

    Change later = next("c", 2);
    later.opened = {work("c.1", Work::Kind::job, 5)};
    later.closed = {"c.2", "c.4", "c.5"};
    ASSERT_TRUE(store_->commit({later}));
    EXPECT_EQ(due(Work::Kind::job, 100), Ids{"c.1"});
    EXPECT_EQ(store_->nextDue(Work::Kind::timer).value(), std::nullopt);
    EXPECT_EQ(open(Work::Kind::task), Ids{"c.6"});
}

TEST_P(StoreContract, ListsCasesOldestFirst) {
    Change late = newCase("a");
    late.after.started = 99;
    ASSERT_TRUE(store_->commit({late, newCase("c"), newCase("b")}));
    Ids ids;
    const auto rows = store_->cases().value();
    for (const StoredCase& row : rows) ids.push_back(row.id);
    EXPECT_EQ(ids, (Ids{"b", "c", "a"}));
}

TEST_P(StoreContract, KeepsHostileTextAsItIs) {
    const std::string nasty = std::string("'); DROP TABLE cases; --\n\"\\ 髙") + '\0' + "end";
    Change change = newCase("c", nasty);
    change.events[0].actor = nasty;
    ASSERT_TRUE(store_->commit({change}));
    EXPECT_EQ(store_->findCase("c").value()->businessKey, nasty);
    EXPECT_EQ(store_->history("c").value()[0].actor, nasty);
}

TEST_P(StoreContract, WorkersInManyThreadsGetEveryJobOnce) {
    const std::string xml =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flow="urn:toitsu:flow:1"><process id="t">
        <startEvent id="start"/><serviceTask id="s" flow:operation="do"/><endEvent id="end"/>
        <sequenceFlow id="1" sourceRef="start" targetRef="s"/><sequenceFlow id="2" sourceRef="s" targetRef="end"/></process></definitions>)";
    constexpr int cases = 60;
    Engine engine(store_, [](const std::string&, const Context&) -> Result<Value> { return Value(); });
    ASSERT_TRUE(engine.deploy(xml, "t", 0));
    for (int i = 0; i < cases; ++i) ASSERT_TRUE(engine.start("t", "202011", std::to_string(i), {}, 0));
    std::atomic<int> done = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> workers;
    for (int w = 0; w < 4; ++w) {
        workers.emplace_back([&, w] {
            Engine own(store_, [](const std::string&, const Context&) -> Result<Value> { return Value(); });
            for (int round = 0; round < 1000 && done < cases; ++round) {
                const auto jobs = own.claimJobs("w" + std::to_string(w), 3, 1000, 1);
                if (!jobs) continue;
                for (const Job& job : *jobs) own.completeJob(job, {{"by", w}}, 1) ? ++done : ++refused;
            }
        });
    }
    for (std::thread& worker : workers) worker.join();
    EXPECT_EQ(done, cases);
    EXPECT_EQ(refused, 0);
    const auto views = engine.cases().value();
    for (const CaseView& view : views) EXPECT_EQ(view.status, CaseStatus::completed);
}

INSTANTIATE_TEST_SUITE_P(
    Stores, StoreContract,
    testing::Values(Kind{"Memory", [](const std::string&) -> Result<std::shared_ptr<Store>> { return openMemory(); }},
                    Kind{"Sqlite", [](const std::string& folder) { return openSqlite(folder + "/t.db"); }}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace toitsu::workflows
