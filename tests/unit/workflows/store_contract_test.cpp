// The Store contract, the same for every store.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <map>
#include <thread>

#include "tests/unit/workflows/store_kinds.h"
#include "tests/unit/workflows/store_sample.h"

namespace toitsu::workflows {
namespace {

using namespace sample;

class StoreContract : public testing::TestWithParam<StoreKind> {
protected:
    void SetUp() override {
        if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
        place_ = GetParam().place();
        const auto store = place_->open();
        ASSERT_TRUE(store) << store.error().text(Language::en);
        store_ = *store;
        ASSERT_TRUE(store_->putDefinition({"hash", {"p"}, "<xml/>", "p.bpmn", 1}));
    }
    void reopen() {
        store_.reset();
        store_ = place_->open().value();
    }
    Ids due(Work::Kind kind, Instant now, int most = 100) { return ids(store_->takeDue(kind, now, most)); }
    Ids open(WorkQuery query) { return ids(store_->openWork(query)); }
    Ids cases(const CaseQuery& query = {}) { return ids(store_->cases(query)); }
    Ids messages(const std::string& name, const std::optional<std::string>& key = {}, Instant now = 0, int most = 100) {
        return ids(store_->messages("", name, key, now, most));
    }

    std::unique_ptr<StorePlace> place_;
    std::shared_ptr<Store> store_;
};

TEST_P(StoreContract, KeepsDefinitionsOnceAndKnowsTheNewest) {
    EXPECT_EQ(store_->definition("hash").value()->xml, "<xml/>");
    EXPECT_FALSE(store_->definition("other").value().has_value());
    EXPECT_FALSE(store_->newestDefinition("q").value().has_value());
    EXPECT_FALSE(store_->newestHash("q").value().has_value());
    ASSERT_TRUE(store_->putDefinition({"hash2", {"p", "q"}, "<two/>", "two.bpmn", 2}));
    ASSERT_TRUE(store_->putDefinition({"hash", {"p"}, "<xml/>", "again.bpmn", 3}));
    EXPECT_EQ(store_->newestDefinition("p").value()->hash, "hash2");
    EXPECT_EQ(store_->newestDefinition("q").value()->hash, "hash2");
    EXPECT_EQ(store_->newestDefinition("q").value()->processes, (Ids{"p", "q"}));
    EXPECT_EQ(store_->definition("hash").value()->file, "p.bpmn");
    ASSERT_TRUE(store_->putDefinition({"hash3", {"p"}, "<three/>", "three.bpmn", 3}));
    using Newest = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(store_->newestDefinitions().value(), (Newest{{"p", "hash3"}, {"q", "hash2"}}));
    EXPECT_EQ(store_->newestHash("q").value(), "hash2");
    EXPECT_EQ(store_->newestHash("p").value(), store_->newestDefinition("p").value()->hash);
}

TEST_P(StoreContract, KeepsACaseWithItsEvents) {
    ASSERT_TRUE(store_->commit({newCase("c")}));
    const StoredCase row = store_->findCase("c").value().value();
    EXPECT_EQ(row.municipality, here);
    EXPECT_EQ(row.businessKey, "c");
    EXPECT_EQ(row.started, 10);
    EXPECT_EQ(row.ended, std::nullopt);
    EXPECT_EQ(row.sequence, 2);
    EXPECT_EQ(row.snapshotAt, 2);
    EXPECT_EQ(row.snapshot, "snapshot of c");
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
    EXPECT_EQ(code(store_->commit({next("c", 1)})), "W105");
    EXPECT_EQ(store_->commit({next("c", 1)}).error().kind, ErrorKind::conflict);
    EXPECT_EQ(code(store_->commit({next("unknown", 3)})), "W105");
    EXPECT_EQ(code(store_->commit({newCase("c")})), "W105");
    EXPECT_EQ(store_->history("c").value().size(), 2u);
    ASSERT_TRUE(store_->commit({ended("c", 2, 20)}));
    EXPECT_EQ(store_->findCase("c").value()->status, CaseStatus::completed);
    EXPECT_EQ(store_->findCase("c").value()->ended, 20);
    EXPECT_EQ(store_->history("c").value().size(), 3u);
}

TEST_P(StoreContract, AnEmptySnapshotLeavesTheOldOne) {
    ASSERT_TRUE(store_->commit({newCase("c")}));
    ASSERT_TRUE(store_->commit({next("c", 2)}));
    StoredCase row = store_->findCase("c").value().value();
    EXPECT_EQ(row.sequence, 3);
    EXPECT_EQ(row.snapshotAt, 2);
    EXPECT_EQ(row.snapshot, "snapshot of c");
    Change change = next("c", 3);
    change.after.snapshotAt = 4;
    change.after.snapshot = std::string(50'000, 's');
    change.after.definition = "hash2";
    ASSERT_TRUE(store_->commit({change}));
    row = store_->findCase("c").value().value();
    EXPECT_EQ(row.snapshotAt, 4);
    EXPECT_EQ(row.snapshot, std::string(50'000, 's'));
    EXPECT_EQ(row.definition, "hash2") << "a migrated case";
}

TEST_P(StoreContract, GivesHistoryInPages) {
    ASSERT_TRUE(store_->commit({newCase("c"), next("c", 2), next("c", 3), next("c", 4)}));
    const auto sequences = [&](std::int64_t after, std::int64_t most) {
        std::vector<std::int64_t> out;
        const auto entries = store_->history("c", after, most).value();
        for (const HistoryEntry& entry : entries) out.push_back(entry.sequence);
        return out;
    };
    using Numbers = std::vector<std::int64_t>;
    EXPECT_EQ(sequences(0, 2), (Numbers{1, 2}));
    EXPECT_EQ(sequences(2, 2), (Numbers{3, 4}));
    EXPECT_EQ(sequences(4, 100), Numbers{5});
    EXPECT_EQ(sequences(5, 100), Numbers{});
    EXPECT_EQ(sequences(99, 100), Numbers{});
    EXPECT_EQ(sequences(0, 0), Numbers{});
}

TEST_P(StoreContract, TakesABusinessKeyOnce) {
    ASSERT_TRUE(store_->commit({newCase("c", "key")}));
    EXPECT_EQ(code(store_->commit({newCase("d", "key")})), "W105");
    EXPECT_FALSE(store_->findCase("d").value().has_value());
    EXPECT_TRUE(store_->commit({newCase("e", "key", there)}));
    Change other = newCase("f", "key");
    other.after.process = "q";
    EXPECT_TRUE(store_->commit({other}));
    EXPECT_EQ(code(store_->commit({newCase("g", "new"), newCase("h", "new")})), "W105");
    for (const char* id : {"i", "j"}) {
        Change nameless = newCase(id);
        nameless.after.businessKey.clear();
        EXPECT_TRUE(store_->commit({nameless})) << "no key is no key, however often";
    }
}

TEST_P(StoreContract, CommitsAllChangesOrNone) {
    Change first = newCase("c");
    first.opened = {work("c.1", Work::Kind::task)};
    first.published = {message("m", "n", "k")};
    EXPECT_EQ(code(store_->commit({first, next("c", 7)})), "W105");
    EXPECT_FALSE(store_->findCase("c").value().has_value());
    EXPECT_TRUE(store_->history("c").value().empty());
    EXPECT_TRUE(open({}).empty());
    EXPECT_TRUE(messages("").empty());
    ASSERT_TRUE(store_->commit({first, next("c", 2)})) << "two steps of one case in one transaction";
    EXPECT_EQ(store_->findCase("c").value()->sequence, 3);
}

TEST_P(StoreContract, MakesLaterCommitsInTheirOrder) {
    std::vector<std::future<Result<void>>> answers;
    answers.push_back(store_->commitLater({newCase("c")}));
    for (int step = 2; step < 200; ++step) {
        answers.push_back(store_->commitLater({next("c", step)}));
        if (step % 10 == 0) answers.push_back(store_->commitLater({next("c", 1)}));  // refused, and holds nobody up
    }
    int made = 0;
    int refused = 0;
    for (auto& answer : answers) {
        const auto result = answer.get();
        result ? ++made : ++refused;
        EXPECT_EQ(result ? "W105" : result.error().code, "W105");
    }
    EXPECT_EQ(made, 199);
    EXPECT_EQ(refused, 19);
    EXPECT_EQ(store_->findCase("c").value()->sequence, 200);
    EXPECT_EQ(store_->history("c").value().size(), 200u);
}

TEST_P(StoreContract, FindsOpenWork) {
    Change change = newCase("c");
    change.opened = {work("c.5", Work::Kind::task, {}, 12, "clerk"),
                     work("c.6", Work::Kind::task, {}, 11, "chief", "ann"),
                     work("c.7", Work::Kind::task, {}, 12, "chief"), work("c.8", Work::Kind::incident, {}, 3, "W030")};
    Change other = newCase("d", "", there);
    other.opened = {work("d.1", Work::Kind::task, {}, 5, "clerk", "", there)};
    ASSERT_TRUE(store_->commit({change, other}));
    EXPECT_EQ(open({}), (Ids{"d.1", "c.6", "c.5", "c.7"}));
    EXPECT_EQ(open({.municipality = here}), (Ids{"c.6", "c.5", "c.7"}));
    EXPECT_EQ(open({.name = "chief"}), (Ids{"c.6", "c.7"}));
    EXPECT_EQ(open({.name = "chief", .key = ""}), Ids{"c.7"});
    EXPECT_EQ(open({.name = "chief", .key = "ann"}), Ids{"c.6"});
    EXPECT_EQ(open({.key = "ann"}), Ids{"c.6"});
    EXPECT_EQ(open({.after = "c.6"}), (Ids{"c.5", "c.7"}));
    EXPECT_EQ(open({.after = "c.5", .most = 1}), Ids{"c.7"});
    EXPECT_EQ(open({.most = 0}), Ids{});
    EXPECT_EQ(open({.kind = Work::Kind::incident}), Ids{"c.8"});
    EXPECT_EQ(open({.kind = Work::Kind::signal}), Ids{});
    EXPECT_EQ(store_->findWork("c.6").value(), change.opened[1]);
    EXPECT_FALSE(store_->findWork("c.9").value().has_value());

    Change claimed = next("c", 2);
    claimed.opened = {work("c.5", Work::Kind::task, {}, 12, "clerk", "bob")};
    claimed.closed = {"c.6", "c.99"};
    ASSERT_TRUE(store_->commit({claimed}));
    EXPECT_EQ(open({.municipality = here}), (Ids{"c.5", "c.7"}));
    EXPECT_EQ(open({.name = "clerk", .key = "bob"}), Ids{"c.5"});
    EXPECT_EQ(store_->findWork("c.5").value(), claimed.opened[0]);
}

TEST_P(StoreContract, FindsWhatWaitsForAMessage) {
    Change change = newCase("c");
    for (int n = 0; n < 50; ++n)
        change.opened.push_back(
            work("c." + std::to_string(n), Work::Kind::message, {}, n, n % 2 ? "paid" : "sent", std::to_string(n / 4)));
    ASSERT_TRUE(store_->commit({change}));
    EXPECT_EQ(open({.kind = Work::Kind::message, .name = "paid", .key = "3"}), (Ids{"c.13", "c.15"}));
    EXPECT_EQ(open({.kind = Work::Kind::message, .name = "paid", .key = "x"}), Ids{});
    EXPECT_EQ(open({.kind = Work::Kind::message, .name = "paid"}).size(), 25u);
}

TEST_P(StoreContract, GivesDueWorkEarliestFirst) {
    Change change = newCase("c");
    change.opened = {work("c.1", Work::Kind::job, 30), work("c.2", Work::Kind::job, 20),
                     work("c.3", Work::Kind::job, std::nullopt), work("c.4", Work::Kind::timer, 25)};
    ASSERT_TRUE(store_->commit({change}));
    EXPECT_EQ(due(Work::Kind::job, 19), Ids{});
    EXPECT_EQ(due(Work::Kind::job, 30), (Ids{"c.2", "c.1"}));
    EXPECT_EQ(due(Work::Kind::job, 30, 1), Ids{"c.2"});
    EXPECT_EQ(due(Work::Kind::job, 30, 0), Ids{});
    EXPECT_EQ(due(Work::Kind::job, 30, -1), Ids{});
    EXPECT_EQ(due(Work::Kind::timer, 25), Ids{"c.4"});
    EXPECT_EQ(store_->nextDue(Work::Kind::job).value(), 20);
    EXPECT_EQ(store_->nextDue(Work::Kind::task).value(), std::nullopt);
    Change later = next("c", 2);
    later.opened = {work("c.1", Work::Kind::job, 5), work("c.3", Work::Kind::job, 50)};
    later.closed = {"c.2", "c.4"};
    ASSERT_TRUE(store_->commit({later}));
    EXPECT_EQ(due(Work::Kind::job, 100), (Ids{"c.1", "c.3"}));
    EXPECT_EQ(store_->nextDue(Work::Kind::timer).value(), std::nullopt);
}

TEST_P(StoreContract, ListsCasesOldestFirstAndInPages) {
    Change late = newCase("a");
    late.after.started = 99;
    Change other = newCase("d", "", there);
    other.after.process = "q";
    ASSERT_TRUE(store_->commit({late, newCase("c"), newCase("b"), other, ended("b", 2, 30)}));
    EXPECT_EQ(cases(), (Ids{"b", "c", "d", "a"}));
    EXPECT_EQ(cases({.municipality = here}), (Ids{"b", "c", "a"}));
    EXPECT_EQ(cases({.process = "q"}), Ids{"d"});
    EXPECT_EQ(cases({.definition = "hash", .status = CaseStatus::completed}), Ids{"b"});
    EXPECT_EQ(cases({.status = CaseStatus::running}), (Ids{"c", "d", "a"}));
    EXPECT_EQ(cases({.businessKey = "c"}), Ids{"c"});
    EXPECT_EQ(cases({.municipality = here, .process = "p", .businessKey = "a"}), Ids{"a"});
    EXPECT_EQ(cases({.most = 2}), (Ids{"b", "c"}));
    EXPECT_EQ(cases({.after = "c", .most = 2}), (Ids{"d", "a"}));
    EXPECT_EQ(cases({.after = "a"}), Ids{});
    EXPECT_EQ(cases({.most = 0}), Ids{});
    EXPECT_EQ(store_->countCases().value(), 4);
    EXPECT_EQ(store_->countCases({.municipality = here, .status = CaseStatus::running}).value(), 2);
    EXPECT_EQ(store_->countCases({.after = "a", .most = 1}).value(), 4);
}

TEST_P(StoreContract, KeepsMessagesUntilSomebodyTakesThem) {
    ASSERT_TRUE(store_->putMessage(message("m2", "paid", "1", 20, 200)));
    ASSERT_TRUE(store_->putMessage(message("m1", "paid", "1", 10, 100)));
    ASSERT_TRUE(store_->putMessage(message("m3", "paid", "2", 15, 300)));
    ASSERT_TRUE(store_->putMessage(message("m4", "sent", "1", 5, 300)));
    ASSERT_TRUE(store_->putMessage(message("m1", "other", "9", 1, 999))) << "published once under one id";
    EXPECT_EQ(messages("paid"), (Ids{"m1", "m3", "m2"}));
    EXPECT_EQ(messages("paid", "1"), (Ids{"m1", "m2"}));
    EXPECT_EQ(messages("paid", "1", 0, 1), Ids{"m1"});
    EXPECT_EQ(messages("paid", "1", 100), Ids{"m2"});
    EXPECT_EQ(messages("", {}), (Ids{"m4", "m1", "m3", "m2"}));
    EXPECT_EQ(ids(store_->messages(there, "", {}, 0, 10)), Ids{});
    EXPECT_EQ(store_->messages(here, "sent", "1", 0, 10).value().at(0), message("m4", "sent", "1", 5, 300));

    Change taker = newCase("c");
    taker.taken = {"m1"};
    taker.published = {message("m5", "sent", "2"), message("m2", "again", "")};
    ASSERT_TRUE(store_->commit({taker}));
    EXPECT_EQ(messages("paid"), (Ids{"m3", "m2"}));
    EXPECT_EQ(messages("sent"), (Ids{"m4", "m5"}));
    Change late = newCase("d");
    late.taken = {"m1"};
    EXPECT_EQ(code(store_->commit({late})), "W105") << "somebody was first";
    EXPECT_FALSE(store_->findCase("d").value().has_value());
    Change twice = newCase("e");
    twice.taken = {"m3", "m3"};
    EXPECT_EQ(code(store_->commit({twice})), "W105");
    ASSERT_TRUE(store_->dropMessage("m3"));
    ASSERT_TRUE(store_->dropMessage("m3"));
    EXPECT_EQ(messages("paid"), Ids{"m2"});
}

TEST_P(StoreContract, PurgesWhatEndedLongAgo) {
    Change running = newCase("r");
    running.opened = {work("r.1", Work::Kind::task)};
    ASSERT_TRUE(store_->commit({newCase("a"), ended("a", 2, 20), newCase("b"), ended("b", 2, 30), running,
                                newCase("f", "", there), ended("f", 2, 15, there)}));
    EXPECT_EQ(store_->purge(here, "p", 20, 10).value(), 0) << "before, not at";
    EXPECT_EQ(store_->purge(here, "q", 100, 10).value(), 0);
    EXPECT_EQ(store_->purge(here, "p", 100, 0).value(), 0);
    EXPECT_EQ(store_->purge(here, "", 21, 10).value(), 1);
    EXPECT_FALSE(store_->findCase("a").value().has_value());
    EXPECT_TRUE(store_->history("a").value().empty());
    EXPECT_TRUE(store_->commit({newCase("z", "a")})) << "its key is free again";
    EXPECT_EQ(store_->purge("", "", 1'000, 1).value(), 1);
    EXPECT_EQ(store_->purge("", "", 1'000, 10).value(), 1);
    EXPECT_EQ(cases(), (Ids{"r", "z"}));
    EXPECT_EQ(open({}), Ids{"r.1"});
    EXPECT_EQ(store_->history("r").value().size(), 2u);
}

TEST_P(StoreContract, PurgesTheNamedCasesOnceTheyHaveEnded) {
    ASSERT_TRUE(store_->commit({newCase("a"), ended("a", 2, 20), newCase("b"), ended("b", 2, 30), newCase("r")}));
    EXPECT_EQ(store_->countCases({.endedBefore = 30}).value(), 1) << "before, not at; one that runs has not ended";
    EXPECT_EQ(cases({.endedBefore = 30}), Ids{"a"});
    EXPECT_EQ(store_->countCases({.endedFrom = 20}).value(), 2) << "at or after; one that runs has not ended";
    EXPECT_EQ(cases({.after = "a", .endedFrom = 20}), Ids{"b"}) << "in the order of their beginning all the same";
    EXPECT_EQ(store_->purgeCases({"a", "a", "r", "nobody"}).value(), 1) << "one that runs stays";
    EXPECT_EQ(store_->purgeCases({"a"}).value(), 0) << "again is nothing";
    EXPECT_EQ(cases(), (Ids{"b", "r"}));
    EXPECT_TRUE(store_->history("a").value().empty());
    EXPECT_TRUE(store_->scrub());
    EXPECT_EQ(store_->history("b").value().size(), 3u);
    EXPECT_TRUE(store_->commit({newCase("z", "a")})) << "its key is free again";
}

TEST_P(StoreContract, KeepsHostileTextAsItIs) {
    const std::string nasty = std::string("'); DROP TABLE cases; --\n\"\\{,} \x01\x02 NULL 髙𠮷") + '\0' + "end";
    Change change = newCase("c", nasty);
    change.events[0].actor = nasty;
    change.events[0].detail = {{"x", nasty}};
    change.opened = {work("c.1", Work::Kind::message, {}, 10, nasty, nasty)};
    change.published = {message("m", nasty, nasty)};
    change.after.snapshot = nasty;
    ASSERT_TRUE(store_->commit({change}));
    EXPECT_EQ(store_->findCase("c").value()->businessKey, nasty);
    EXPECT_EQ(store_->findCase("c").value()->snapshot, nasty);
    EXPECT_EQ(store_->history("c").value()[0].actor, nasty);
    EXPECT_EQ(store_->history("c").value()[0].detail["x"], Value(nasty));
    EXPECT_EQ(open({.kind = Work::Kind::message, .name = nasty, .key = nasty}), Ids{"c.1"});
    EXPECT_EQ(messages(nasty, nasty), Ids{"m"});
    EXPECT_EQ(store_->messages("", nasty, {}, 0, 9).value()[0].key, nasty);
    EXPECT_EQ(cases({.businessKey = nasty}), Ids{"c"});
}

TEST_P(StoreContract, FindsEverythingAgainAfterAnEnd) {
    if (!GetParam().durable) GTEST_SKIP() << "is gone with the process, as it says";
    Change change = newCase("c");
    change.opened = {work("c.1", Work::Kind::job, 30, 10, "op", "k")};
    change.published = {message("m", "n", "k")};
    ASSERT_TRUE(store_->commit({change}));
    reopen();
    EXPECT_EQ(store_->findCase("c").value()->snapshot, "snapshot of c");
    EXPECT_EQ(store_->history("c").value().size(), 2u);
    EXPECT_EQ(store_->findWork("c.1").value(), change.opened[0]);
    EXPECT_EQ(messages("n"), Ids{"m"});
    EXPECT_EQ(store_->newestDefinition("p").value()->hash, "hash");
    ASSERT_TRUE(store_->commit({next("c", 2)}));
}

TEST_P(StoreContract, WorkersInManyThreadsDoEveryJobOnce) {
    constexpr int jobs = 200;
    std::vector<Change> made;
    for (int n = 0; n < jobs; ++n) {
        const std::string id = "c" + std::to_string(n);
        made.push_back(newCase(id));
        made.back().opened = {work(id + ".1", Work::Kind::job, n)};
    }
    ASSERT_TRUE(store_->commit(made));
    std::atomic<int> done = 0;
    std::vector<std::thread> workers;
    for (int worker = 0; worker < 4; ++worker) {
        workers.emplace_back([&, worker] {
            for (int round = 0; round < 2'000 && done < jobs; ++round) {
                const auto due = store_->takeDue(Work::Kind::job, jobs, 3);
                if (!due) continue;
                for (const Work& job : *due) {
                    Change change = ended(job.caseId, 2, worker);
                    change.closed = {job.id};
                    if (store_->commit({change})) ++done;
                }
            }
        });
    }
    for (std::thread& worker : workers) worker.join();
    EXPECT_EQ(done, jobs);
    EXPECT_EQ(store_->countCases({.status = CaseStatus::completed}).value(), jobs);
    for (int n = 0; n < jobs; ++n) EXPECT_EQ(store_->history("c" + std::to_string(n)).value().size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, testing::ValuesIn(storeKinds()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace toitsu::workflows
