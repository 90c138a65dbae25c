// Starting, deploying, tasks: what holds for every flow.

#include "tests/unit/workflows/bench.h"
#include "workflows/encoding.h"
#include "workflows/projection.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

TEST(Engine, RunsFromStartToEndOverAUserTask) {
    Bench bench;
    const std::string id = bench.run(around("look", userTask("look")), {{"x", 1}});
    const Task task = bench.onlyTask();
    EXPECT_EQ(task.caseId, id);
    EXPECT_EQ(task.element, "look");
    EXPECT_EQ(task.name, "look");
    EXPECT_EQ(task.role, "clerk");
    EXPECT_EQ(task.form, "verify");
    EXPECT_EQ(task.municipality, "202011");
    EXPECT_EQ(task.variables["x"], Value(1));
    EXPECT_EQ(bench.look(id).at, Path{"look"});

    bench.now += minute;
    ASSERT_TRUE(bench.engine.completeTask(task.id, "山田", {{"x", 2}, {"y", Date{2026, 11, 22}}}, bench.now));
    const CaseView done = bench.look(id);
    EXPECT_EQ(done.status, CaseStatus::completed);
    EXPECT_EQ(done.started, t0);
    EXPECT_EQ(done.ended, t0 + minute);
    EXPECT_EQ(done.path, (Path{"start", "look", "end"}));
    EXPECT_EQ(done.variables["x"], Value(2));
    EXPECT_EQ(done.variables["y"], Value(Date{2026, 11, 22})) << "a date stays a date in the store";
    EXPECT_TRUE(done.at.empty());
    EXPECT_TRUE(bench.engine.tasks().value().empty());
}

TEST(Engine, TheSameStartAnswersTheFirstCaseAndChangesNothing) {
    Bench bench;
    const std::string id = bench.run(around("look", userTask("look")), {{"x", 1}});
    EXPECT_EQ(bench.engine.start("p", "202011", "k", {{"x", 9}}, t0 + 1).value(), id);
    EXPECT_EQ(bench.engine.cases().value().size(), 1u);
    EXPECT_EQ(bench.look(id).variables["x"], Value(1));
    bench.complete("look");
    EXPECT_EQ(bench.engine.start("p", "202011", "k", {}, t0 + 2).value(), id) << "also when it is over";
    EXPECT_NE(bench.engine.start("p", "202029", "k", {}, t0 + 2).value(), id) << "another municipality";
    EXPECT_NE(bench.engine.start("p", "202011", "k2", {}, t0 + 2).value(), id);
    EXPECT_EQ(bench.engine.cases().value().size(), 3u);
}

TEST(Engine, RefusesWhatCannotBeStarted) {
    Bench bench;
    EXPECT_EQ(bench.engine.start("nothing", "202011", "k", {}, t0).error().code, "W020");
    EXPECT_EQ(bench.engine.start("nothing", "", "k", {}, t0).error().code, "W060");
    EXPECT_EQ(bench.engine.start("nothing", "202011", "", {}, t0).error().code, "W060");
    EXPECT_EQ(bench.engine.start("nothing", "202011", "k", {{"x", std::string("\xff\xfe")}}, t0).error().code, "W061");
    Value deep;
    for (int i = 0; i < 60; ++i) deep = List{deep};
    EXPECT_EQ(bench.engine.start("nothing", "202011", "k", {{"x", deep}}, t0).error().code, "W061");
}

TEST(Engine, ATaskIsFinishedOnce) {
    Bench bench;
    const std::string id = bench.run(around("look", userTask("look")));
    const Task task = bench.onlyTask();
    EXPECT_EQ(bench.engine.task(task.id).value().element, "look");
    ASSERT_TRUE(bench.engine.completeTask(task.id, "a", {}, t0));
    EXPECT_EQ(bench.engine.completeTask(task.id, "b", {}, t0).error().code, "W041");
    EXPECT_EQ(bench.engine.task(task.id).error().code, "W040");
    EXPECT_EQ(bench.engine.completeTask("none.1", "b", {}, t0).error().code, "W040");
    EXPECT_EQ(bench.engine.completeTask(id + ".999", "b", {}, t0).error().code, "W040");
    EXPECT_EQ(bench.engine.completeTask("", "b", {}, t0).error().code, "W040");
    EXPECT_EQ(bench.engine.findCase("none").error().code, "W042");
    EXPECT_EQ(bench.engine.history("none").error().code, "W042");
}

TEST(Engine, TasksAreListedByMunicipalityOldestFirst) {
    Bench bench;
    ASSERT_TRUE(bench.engine.deploy(around("look", userTask("look")), "f", t0));
    ASSERT_TRUE(bench.engine.start("p", "202011", "b", {}, t0 + 2));
    ASSERT_TRUE(bench.engine.start("p", "202029", "a", {}, t0 + 1));
    const auto all = bench.engine.tasks().value();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].municipality, "202029");
    const auto one = bench.engine.tasks("202011").value();
    ASSERT_EQ(one.size(), 1u);
    EXPECT_EQ(one[0].municipality, "202011");
}

TEST(Engine, ARunningCaseKeepsItsDefinition) {
    Bench bench;
    const std::string old = bench.run(around("look", userTask("look")), {}, "1");
    const std::string fresh = bench.run(around("check", userTask("check")), {}, "2");
    EXPECT_NE(bench.look(old).definition, bench.look(fresh).definition);
    EXPECT_EQ(bench.look(fresh).at, Path{"check"});
    // Deploying the first file again changes nothing: it is not the newest one.
    const std::string third = bench.run(around("look", userTask("look")), {}, "3");
    EXPECT_EQ(bench.look(third).at, Path{"check"});
    bench.complete("look");
    EXPECT_EQ(bench.look(old).status, CaseStatus::completed);
}

TEST(Engine, HistorySaysWhoDidWhatWhen) {
    Bench bench;
    const std::string id = bench.run(around("look", userTask("look")));
    bench.now += minute;
    bench.complete("look");
    const auto history = bench.engine.history(id).value();
    EXPECT_EQ(bench.kinds(id),
              (std::vector<std::string>{"case-started", "element-entered", "element-left", "element-entered",
                                        "task-created", "task-completed", "element-left", "element-entered",
                                        "element-left", "case-completed"}));
    for (std::size_t i = 0; i < history.size(); ++i) EXPECT_EQ(history[i].sequence, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(history[5].actor, "山田");
    EXPECT_EQ(history[5].at, t0 + minute);
    EXPECT_EQ(history[5].element, "look");
}

TEST(Engine, SeveralFlowsOutOfATaskAreAllTaken) {
    Bench bench;
    const std::string id =
        bench.run(process(start + userTask("a") + userTask("b") + userTask("c") + end + flow("start", "a") +
                          flow("a", "b") + flow("a", "c") + flow("b", "end") + flow("c", "end")));
    bench.complete("a");
    EXPECT_EQ(bench.engine.tasks().value().size(), 2u);
    bench.complete("b");
    EXPECT_EQ(bench.look(id).status, CaseStatus::running);
    bench.complete("c");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(Engine, AStateThatDoesNotFitItsFlowIsRefusedAndNotRun) {
    Bench bench;
    const std::string id = bench.run(around("look", userTask("look")));
    const Task task = bench.onlyTask();
    State state = stateOf(bench.store->findCase(id).value().value(), bench.store->history(id).value()).value();
    state.tokens.clear();
    Change damage;
    damage.after = bench.store->findCase(id).value().value();
    damage.expected = damage.after.sequence;
    damage.after.snapshot = encode(toValue(state));
    damage.after.snapshotAt = damage.after.sequence;
    ASSERT_TRUE(bench.store->commit({damage}));
    Engine other(bench.store, bench.decide);
    EXPECT_EQ(other.completeTask(task.id, "p", {}, t0).error().code, "W106");
}

TEST(Engine, TwoEnginesOnOneStoreDoNotLoseEachOthersChanges) {
    Bench bench;
    Engine other(bench.store, bench.decide);
    const std::string id = bench.run(process(start + userTask("a") + userTask("b") + end + flow("start", "a") +
                                             flow("start", "b") + flow("a", "end") + flow("b", "end")));
    const std::string b = bench.taskAt("b").id;
    bench.complete("a", {{"fromA", true}});
    ASSERT_TRUE(other.completeTask(b, "other", {{"fromB", true}}, t0));
    const CaseView done = bench.look(id);
    EXPECT_EQ(done.status, CaseStatus::completed);
    EXPECT_TRUE(done.variables["fromA"].isTrue());
    EXPECT_TRUE(done.variables["fromB"].isTrue());
}

}  // namespace
}  // namespace toitsu::workflows
