// Sub-processes, event sub-processes, calls, loops and multiple instances.

#include <algorithm>

#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

std::string sub(const std::string& id, const std::string& content, const std::string& attributes = {}) {
    return "<subProcess id=\"" + id + "\" " + attributes + ">" + content + "</subProcess>\n";
}
std::string inside(const std::string& id, const std::string& task) {
    return "<startEvent id=\"" + id + "s\"/>" + task + "<endEvent id=\"" + id + "e\"/>";
}
std::string expression(const std::string& tag, const std::string& feel) {
    return "<" + tag + " xsi:type=\"tFormalExpression\">" + feel + "</" + tag + ">";
}

TEST(SubProcess, EndsWhenAllInItHasEndedAndKeepsItsOwnData) {
    Bench bench;
    const std::string content = "<dataObject id=\"data\" name=\"inner\"/>" +
                                inside("s", userTask("a") + userTask("b")) + flow("ss", "a") + flow("ss", "b") +
                                flow("a", "se") + flow("b", "se");
    const std::string id = bench.run(process(start + sub("s", content) + userTask("after") + end + flow("start", "s") +
                                             flow("s", "after") + flow("after", "end")));
    bench.complete("a", {{"inner", 1}, {"outer", 2}});
    EXPECT_EQ(bench.look(id).at, Path{"b"});
    EXPECT_EQ(bench.onlyTask().variables["inner"], Value(1)) << "seen inside";
    bench.complete("b");
    EXPECT_EQ(bench.look(id).at, Path{"after"});
    EXPECT_TRUE(bench.onlyTask().variables["inner"].isNull()) << "gone with the scope";
    EXPECT_EQ(bench.onlyTask().variables["outer"], Value(2));
}

TEST(SubProcess, ABoundaryEventTakesEverythingInItAway) {
    Bench bench;
    const std::string content = inside("s", userTask("a") + serviceTask("j")) + flow("ss", "a") + flow("ss", "j") +
                                flow("a", "se") + flow("j", "se");
    const std::string id = bench.run(process(
        start + sub("s", content) + end + "<boundaryEvent id=\"late\" attachedToRef=\"s\"><timerEventDefinition>" +
        expression("timeDuration", "PT1H") + "</timerEventDefinition></boundaryEvent>" + userTask("after") +
        flow("start", "s") + flow("s", "end") + flow("late", "after") + flow("after", "end")));
    ASSERT_EQ(bench.claim().size(), 1u);
    bench.now += 60 * minute;
    EXPECT_EQ(bench.engine.fireTimers(bench.now).value(), 1);
    EXPECT_EQ(bench.look(id).at, Path{"after"});
    EXPECT_EQ(bench.engine.tasks().value().size(), 1u);
    EXPECT_TRUE(bench.claim().empty());
}

TEST(EventSubProcess, InterruptsOrRunsBeside) {
    for (const bool interrupts : {true, false}) {
        Bench bench;
        const std::string event =
            sub("e",
                "<startEvent id=\"es\" isInterrupting=\"" + std::string(interrupts ? "true" : "false") +
                    "\"><messageEventDefinition messageRef=\"m\"/></startEvent>" + userTask("answer") +
                    "<endEvent id=\"ee\"/>" + flow("es", "answer") + flow("answer", "ee"),
                "triggeredByEvent=\"true\"");
        std::string xml = process(start + userTask("a") + event + end + flow("start", "a") + flow("a", "end"));
        xml.insert(xml.find("<process"), "<message id=\"m\" name=\"withdrawn\"/>");
        const std::string id = bench.run(xml);
        const auto published = bench.engine.publish({"202011", "withdrawn", "", {{"why", "moved"}}}, t0);
        ASSERT_TRUE(published) << published.error().text(Language::en);
        EXPECT_EQ(published->way, Published::Way::delivered);
        EXPECT_EQ(bench.engine.tasks().value().size(), interrupts ? 1u : 2u);
        EXPECT_EQ(bench.taskAt("answer").variables["why"], Value("moved"));
        bench.complete("answer");
        EXPECT_EQ(bench.look(id).status == CaseStatus::completed, interrupts);
    }
}

TEST(CallActivity, RunsANewerFileInItsOwnScopeAndBringsItsResultBack) {
    Bench bench;
    std::string called = process(start + userTask("inner") + end + flow("start", "inner") + flow("inner", "end"));
    called.replace(called.find("id=\"p\""), 6, "id=\"q\"");
    ASSERT_TRUE(bench.engine.deploy(called, "called.bpmn", t0));
    const std::string id = bench.run(around("call", "<callActivity id=\"call\" calledElement=\"q\"/>"), {{"x", 1}});
    const Task task = bench.onlyTask();
    EXPECT_EQ(task.element, "inner");
    EXPECT_EQ(task.role, "clerk");
    EXPECT_EQ(task.variables["x"], Value(1));
    bench.complete("inner", {{"y", 2}});
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_EQ(bench.look(id).variables["y"], Value(2));
}

TEST(Loop, RepeatsWhileItsConditionHoldsAndAtMostSoOften) {
    Bench bench;
    const auto looped = [](const std::string& attributes, const std::string& condition) {
        return around("a", "<userTask id=\"a\"><standardLoopCharacteristics " + attributes + ">" + condition +
                               "</standardLoopCharacteristics></userTask>");
    };
    const std::string id = bench.run(looped("", expression("loopCondition", "n &lt; 2")), {{"n", 0}}, "1");
    bench.complete("a", {{"n", 1}});
    bench.complete("a", {{"n", 2}});
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    const std::string most = bench.run(looped("loopMaximum=\"2\"", ""), {}, "2");
    bench.complete("a");
    bench.complete("a");
    EXPECT_EQ(bench.look(most).status, CaseStatus::completed);
    const std::string before =
        bench.run(looped("testBefore=\"true\"", expression("loopCondition", "n &lt; 2")), {{"n", 5}}, "3");
    EXPECT_EQ(bench.look(before).status, CaseStatus::completed) << "not even once";
}

std::string many(const std::string& attributes, const std::string& content) {
    return around("a", "<userTask id=\"a\"><multiInstanceLoopCharacteristics " + attributes + ">" + content +
                           "</multiInstanceLoopCharacteristics></userTask>");
}

TEST(MultiInstance, RunsOverAListAndCollects) {
    Bench bench;
    const std::string id = bench.run(many("isSequential=\"false\" flow:items=\"= children\" flow:item=\"child\" "
                                          "flow:collect=\"result\" flow:into=\"results\"",
                                          ""),
                                     {{"children", List{"a", "b", "c"}}});
    auto tasks = bench.engine.tasks().value();
    ASSERT_EQ(tasks.size(), 3u);
    std::reverse(tasks.begin(), tasks.end());  // finished in another order than begun
    for (const Task& task : tasks) {
        const std::string child = *task.variables["child"].string();
        ASSERT_TRUE(bench.engine.completeTask(task.id, "p", {{"result", child + "!"}}, t0));
    }
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_EQ(bench.look(id).variables["results"], Value(List{"a!", "b!", "c!"}));
    EXPECT_TRUE(bench.look(id).variables["child"].isNull()) << "an instance's own";
    EXPECT_TRUE(bench.look(id).variables["result"].isNull());
}

TEST(MultiInstance, SequentialOneAfterTheOtherUntilItIsEnough) {
    Bench bench;
    const std::string id = bench.run(
        many("isSequential=\"true\"",
             expression("loopCardinality", "5") + expression("completionCondition", "numberOfCompletedInstances = 2")));
    for (int i = 0; i < 2; ++i) {
        ASSERT_EQ(bench.engine.tasks().value().size(), 1u);
        bench.complete("a");
    }
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(MultiInstance, NothingToRunIsPassedAndNonsenseIsAnIncident) {
    Bench bench;
    const std::string xml = many("", expression("loopCardinality", "n"));
    EXPECT_EQ(bench.look(bench.run(xml, {{"n", 0}}, "1")).status, CaseStatus::completed);
    const std::string id = bench.run(xml, {{"n", -1}}, "2");
    EXPECT_EQ(bench.onlyIncident().code, "W039");
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", t0, {{"n", 1}}));
    bench.complete("a");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(MultiInstance, ThousandsNeedNoStackAndLittleTime) {
    Bench bench;
    bench.decide = [](const std::string&, const Context&) -> Result<Value> { return Value(1); };
    const std::string xml =
        around("a",
               "<businessRuleTask id=\"a\" flow:decision=\"d\" flow:result=\"r\"><multiInstanceLoopCharacteristics "
               "isSequential=\"true\">" +
                   expression("loopCardinality", "20000") + "</multiInstanceLoopCharacteristics></businessRuleTask>");
    EXPECT_EQ(bench.look(bench.run(xml)).status, CaseStatus::completed);
}

TEST(AdHoc, PersonsBeginWhatTheyWantUntilItIsEnough) {
    Bench bench;
    const std::string id =
        bench.run(process(start + "<adHocSubProcess id=\"s\" flow:start=\"person\">" + userTask("call") +
                          userTask("visit") + expression("completionCondition", "enough = true") +
                          "</adHocSubProcess>" + end + flow("start", "s") + flow("s", "end")));
    EXPECT_TRUE(bench.engine.tasks().value().empty());
    const auto scopes = bench.engine.standing(id).value().scopes;
    ASSERT_EQ(scopes.size(), 2u);
    const std::int64_t scope = scopes.back().scope;
    ASSERT_TRUE(bench.engine.activate(id, scope, "visit", "p", t0));
    ASSERT_TRUE(bench.engine.activate(id, scope, "visit", "p", t0)) << "as often as they want";
    EXPECT_EQ(bench.engine.activate(id, scope, "nothing", "p", t0).error().code, "W066");
    bench.complete("visit");
    EXPECT_EQ(bench.look(id).status, CaseStatus::running);
    bench.complete("visit", {{"enough", true}});
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

}  // namespace
}  // namespace toitsu::workflows
