// The engine on every store: many workers in threads, and going on after an end.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/unit/workflows/bench.h"
#include "tests/unit/workflows/store_kinds.h"

namespace toitsu::workflows {
namespace {

Result<Value> noDecision(const std::string&, const Context&) {
    return Value();
}

class EngineOnStore : public testing::TestWithParam<StoreKind> {
protected:
    void SetUp() override {
        if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
        place_ = GetParam().place();
        store_ = place_->open().value();
    }
    std::unique_ptr<StorePlace> place_;
    std::shared_ptr<Store> store_;
};

TEST_P(EngineOnStore, WorkersInManyThreadsGetEveryJobOnce) {
    constexpr int cases = 60;
    Engine engine(store_, noDecision);
    ASSERT_TRUE(engine.deploy(bench::around("s", bench::serviceTask("s")), "t", 0));
    for (int n = 0; n < cases; ++n) ASSERT_TRUE(engine.start("p", "202011", std::to_string(n), {}, 0));
    std::atomic<int> done = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> workers;
    for (int worker = 0; worker < 4; ++worker)
        workers.emplace_back([&, worker] {
            for (int round = 0; round < 1'000 && done < cases; ++round) {
                const auto jobs = engine.claimJobs("w" + std::to_string(worker), 3, 1'000, 1);
                if (!jobs) continue;
                for (const Job& job : *jobs) engine.completeJob(job, {{"by", worker}}, 1) ? ++done : ++refused;
            }
        });
    for (std::thread& worker : workers) worker.join();
    EXPECT_EQ(done, cases);
    EXPECT_EQ(refused, 0);
    const auto views = engine.cases().value();
    ASSERT_EQ(views.size(), static_cast<std::size_t>(cases));
    for (const CaseView& view : views) EXPECT_EQ(view.status, CaseStatus::completed);
}

TEST_P(EngineOnStore, TwoEnginesOnOneStoreDoNotLoseSteps) {
    // As two processes of a centre: each has states in memory that the other moves on.
    Engine one(store_, noDecision);
    Engine two(store_, noDecision);
    const std::string xml = bench::process(bench::start + bench::userTask("a") + bench::userTask("b") + bench::end +
                                           bench::flow("start", "a") + bench::flow("a", "b") + bench::flow("b", "end"));
    ASSERT_TRUE(one.deploy(xml, "t", 0));
    for (int n = 0; n < 20; ++n) {
        const auto id = one.start("p", "202011", std::to_string(n), {}, 0);
        ASSERT_TRUE(id) << id.error().text(Language::en);
        ASSERT_TRUE(two.completeTask(two.tasks().value().at(0).id, "ann", {{"n", n}}, 1));
        ASSERT_TRUE(one.completeTask(one.tasks().value().at(0).id, "bob", {{"m", n}}, 2));
        for (const Engine* engine : {&one, &two}) {
            const auto view = engine->findCase(*id);
            ASSERT_TRUE(view);
            EXPECT_EQ(view->status, CaseStatus::completed);
            EXPECT_EQ(view->variables["n"], Value(n));
            EXPECT_EQ(view->variables["m"], Value(n));
        }
    }
}

TEST_P(EngineOnStore, GoesOnAfterAnEnd) {
    if (!GetParam().durable) GTEST_SKIP() << "is gone with the process, as it says";
    std::string id;
    {
        Engine engine(store_, noDecision);
        ASSERT_TRUE(engine.deploy(bench::around("a", bench::userTask("a")), "t", 0));
        id = engine.start("p", "202011", "k", {{"x", Date{2026, 1, 2}}}, 0).value();
    }
    store_.reset();
    Engine engine(place_->open().value(), noDecision);
    ASSERT_TRUE(engine.completeTask(engine.tasks().value().at(0).id, "ann", {}, 1));
    EXPECT_EQ(engine.findCase(id).value().status, CaseStatus::completed);
    EXPECT_EQ(engine.findCase(id).value().variables["x"], Value(Date{2026, 1, 2}));
}

INSTANTIATE_TEST_SUITE_P(Stores, EngineOnStore, testing::ValuesIn(storeKinds()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace toitsu::workflows
