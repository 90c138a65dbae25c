// Operators: suspending, moving, migrating, skipping, four eyes, claims, messages that are kept, removing what is old.

#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

std::string withMessage(std::string xml) {
    xml.insert(xml.find("<process"), "<message id=\"m\" name=\"paid\"/>");
    return xml;
}

const std::string receive =
    "<intermediateCatchEvent id=\"wait\"><messageEventDefinition messageRef=\"m\" flow:key=\"= number\"/>"
    "</intermediateCatchEvent>";

TEST(Operation, ASuspendedCaseStandsStill) {
    Bench bench;
    const std::string id = bench.run(process(start + userTask("a") + serviceTask("j") + end + flow("start", "a") +
                                             flow("start", "j") + flow("a", "end") + flow("j", "end")));
    ASSERT_TRUE(bench.engine.suspend(id, true, "op", t0));
    EXPECT_TRUE(bench.look(id).suspended);
    EXPECT_TRUE(bench.claim().empty());
    EXPECT_EQ(bench.engine.completeTask(bench.onlyTask().id, "p", {}, t0).error().code, "W044");
    ASSERT_TRUE(bench.engine.suspend(id, false, "op", t0));
    EXPECT_EQ(bench.claim().size(), 1u);
    bench.complete("a");
    EXPECT_EQ(bench.look(id).at, Path{"j"});
}

TEST(Operation, WhoeverHasDoneTheOneMayNotDoTheOther) {
    Bench bench;
    const std::string id = bench.run(
        process(start + userTask("enter") + "<userTask id=\"verify\" flow:four-eyes=\"enter\" flow:role=\"clerk\"/>" +
                end + flow("start", "enter") + flow("enter", "verify") + flow("verify", "end")));
    bench.complete("enter");  // 山田
    const std::string task = bench.onlyTask().id;
    EXPECT_EQ(bench.engine.completeTask(task, "山田", {}, t0).error().code, "W045");
    EXPECT_EQ(bench.engine.claimTask(task, "山田", t0).error().code, "W045");
    ASSERT_TRUE(bench.engine.completeTask(task, "佐藤", {}, t0));
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(Operation, AClaimedTaskIsSomebodys) {
    Bench bench;
    bench.run(around("a", userTask("a")));
    const std::string task = bench.onlyTask().id;
    ASSERT_TRUE(bench.engine.claimTask(task, "山田", t0));
    EXPECT_EQ(bench.onlyTask().claimedBy, "山田");
    EXPECT_EQ(bench.engine.claimTask(task, "佐藤", t0).error().code, "W046");
    EXPECT_EQ(bench.engine.completeTask(task, "佐藤", {}, t0).error().code, "W046");
    ASSERT_TRUE(bench.engine.releaseTask(task, "山田", t0));
    ASSERT_TRUE(bench.engine.completeTask(task, "佐藤", {}, t0));
}

TEST(Operation, AMessageWaitsForWhoeverWillWaitForIt) {
    Bench bench;
    const std::string xml = withMessage(
        process(start + userTask("a") + receive + end + flow("start", "a") + flow("a", "wait") + flow("wait", "end")));
    const std::string id = bench.run(xml, {{"number", "7"}});
    const auto nobody = bench.engine.publish({"202011", "paid", "7", {}, "1"}, t0).value();
    EXPECT_EQ(nobody.way, Published::Way::nobody) << "no lifetime: not kept";
    const auto kept = bench.engine.publish({"202011", "paid", "7", {{"yen", 300}}, "2", day}, t0).value();
    EXPECT_EQ(kept.way, Published::Way::kept);
    ASSERT_TRUE(bench.engine.publish({"202011", "paid", "7", {{"yen", 300}}, "2", day}, t0)) << "the same again";
    EXPECT_EQ(bench.engine.keptMessages("202011").value().size(), 1u);
    bench.complete("a");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_EQ(bench.look(id).variables["yen"], Value(300));
    EXPECT_TRUE(bench.engine.keptMessages("202011").value().empty());
}

TEST(Operation, TheSameMessageOnceMoreIsNotHeardTwiceAndHoldsNobodyUp) {
    Bench bench;
    const std::string again =
        "<intermediateCatchEvent id=\"wait2\"><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent>";
    const std::string id =
        bench.run(withMessage(process(start +
                                      "<intermediateCatchEvent id=\"wait1\"><messageEventDefinition messageRef=\"m\"/>"
                                      "</intermediateCatchEvent>" +
                                      userTask("a") + again + end + flow("start", "wait1") + flow("wait1", "a") +
                                      flow("a", "wait2") + flow("wait2", "end"))));
    const Message message{"202011", "paid", "", {}, "x", day};
    ASSERT_EQ(bench.engine.publish(message, t0).value().way, Published::Way::delivered);
    ASSERT_EQ(bench.engine.publish(message, t0).value().way, Published::Way::kept);
    bench.complete("a");
    EXPECT_EQ(bench.look(id).at, Path{"wait2"}) << "it was the same message";
    EXPECT_TRUE(bench.engine.keptMessages("202011").value().empty());
    const Message other{"202011", "paid", "", {}, "y", day};
    ASSERT_EQ(bench.engine.publish(other, t0).value().way, Published::Way::delivered);
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(Operation, AMessageReachesTheOneWithItsKeyAndOnlyOnce) {
    Bench bench;
    const std::string xml = withMessage(process(start + receive + end + flow("start", "wait") + flow("wait", "end")));
    const std::string first = bench.run(xml, {{"number", 1}}, "a");
    const std::string second = bench.run(xml, {{"number", 2}}, "b");
    const auto published = bench.engine.publish({"202011", "paid", "2", {}}, t0).value();
    EXPECT_EQ(published.caseId, second);
    EXPECT_EQ(bench.look(first).status, CaseStatus::running);
    EXPECT_EQ(bench.engine.publish({"202011", "paid", "2", {}}, t0 + 1).value().way, Published::Way::nobody);
    EXPECT_EQ(bench.engine.publish({"202029", "paid", "1", {}}, t0).value().way, Published::Way::nobody)
        << "another municipality's";
}

TEST(Operation, APersonMovesACase) {
    Bench bench;
    const std::string id = bench.run(
        process(start + userTask("a") + userTask("b") + end + flow("start", "a") + flow("a", "b") + flow("b", "end")));
    const auto standing = bench.engine.standing(id).value();
    Modification change;
    change.cancel = {standing.tokens.at(0).token};
    change.begin = {{"b"}};
    change.variables = {{"why", "x"}};
    ASSERT_TRUE(bench.engine.modify(id, change, "op", t0));
    EXPECT_EQ(bench.look(id).at, Path{"b"});
    EXPECT_EQ(bench.look(id).variables["why"], Value("x"));
    change = {};
    change.begin = {{"nothing"}};
    EXPECT_EQ(bench.engine.modify(id, change, "op", t0).error().code, "W068");
    change = {};
    change.cancel = {99};
    EXPECT_EQ(bench.engine.modify(id, change, "op", t0).error().code, "W063");
}

TEST(Operation, AnIncidentIsSkippedByAPerson) {
    Bench bench;
    const std::string id = bench.run(process(start + "<exclusiveGateway id=\"g\"/>" + userTask("a") + userTask("b") +
                                             end + flow("start", "g") + flow("g", "a", "missing = 1") +
                                             flow("g", "b", "missing = 2") + flow("a", "end") + flow("b", "end")));
    const std::string incident = bench.onlyIncident().id;
    EXPECT_EQ(bench.engine.skipIncident(incident, "op", t0).error().code, "W067") << "where to?";
    ASSERT_TRUE(bench.engine.skipIncident(incident, "op", t0, {}, "g-b"));
    EXPECT_EQ(bench.look(id).at, Path{"b"});
}

TEST(Operation, ACaseGoesOnWithTheNewVersionOrSaysWhyNot) {
    Bench bench;
    const auto version = [](const std::string& task, const std::string& more) {
        return process(start + userTask(task) + end + more + flow("start", task) + flow(task, "end"));
    };
    const std::string id = bench.run(version("look", ""));
    ASSERT_TRUE(bench.engine.deploy(version("check", ""), "v2", t0 + 1));
    const auto obstacles = bench.engine.migrationObstacles(id, "", {}).value();
    ASSERT_EQ(obstacles.size(), 1u);
    EXPECT_EQ(obstacles[0].code, "W071");
    EXPECT_EQ(bench.engine.migrate(id, "", {}, "op", t0).error().code, "W071");
    EXPECT_EQ(bench.look(id).at, Path{"look"}) << "nothing has happened";
    ASSERT_TRUE(bench.engine.migrate(id, "", {{"look", "check"}}, "op", t0));
    EXPECT_EQ(bench.look(id).at, Path{"check"});
    EXPECT_EQ(bench.onlyTask().element, "check");
    const std::string late =
        "<boundaryEvent id=\"late\" attachedToRef=\"check\"><timerEventDefinition><timeDuration "
        "xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition></boundaryEvent>" +
        flow("late", "end");
    ASSERT_TRUE(bench.engine.deploy(version("check", late), "v3", t0 + 2));
    ASSERT_TRUE(bench.engine.migrate(id, "", {}, "op", t0));
    EXPECT_EQ(bench.engine.nextTimer().value(), t0 + 60 * minute) << "the new boundary event waits";
    bench.complete("check");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(Operation, AWorkersBusinessErrorGoesWhereTheFlowSays) {
    Bench bench;
    std::string xml = process(start + serviceTask("j") + userTask("mend") + end +
                              "<boundaryEvent id=\"no\" attachedToRef=\"j\"><errorEventDefinition errorRef=\"e\"/>"
                              "</boundaryEvent>" +
                              flow("start", "j") + flow("j", "end") + flow("no", "mend") + flow("mend", "end"));
    xml.insert(xml.find("<process"), "<error id=\"e\" errorCode=\"REJECTED\"/>");
    const std::string id = bench.run(xml, {}, "1");
    Job job = bench.claimOne();
    ASSERT_TRUE(bench.engine.throwError(job.id, job.attempt, "REJECTED", {{"why", "x"}}, "", t0));
    EXPECT_EQ(bench.look(id).at, Path{"mend"});
    EXPECT_EQ(bench.onlyTask().variables["why"], Value("x"));
    const std::string other = bench.run(xml, {}, "2");
    job = bench.claimOne();
    ASSERT_TRUE(bench.engine.throwError(job.id, job.attempt, "UNHEARD", {}, "", t0));
    EXPECT_EQ(bench.onlyIncident().code, "W038");
    EXPECT_EQ(bench.look(other).at, Path{"j"}) << "nothing is lost";
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "op", t0));
    EXPECT_EQ(bench.claimOne().id, job.id);
}

TEST(Operation, ALeaseIsExtendedByWhoHoldsIt) {
    Bench bench;
    bench.run(around("j", serviceTask("j")));
    const Job job = bench.claimOne(minute);
    bench.now += minute / 2;
    ASSERT_TRUE(bench.engine.extendJob(job, minute, bench.now));
    bench.now += minute * 3 / 4;
    EXPECT_TRUE(bench.claim().empty()) << "still held";
    bench.now += minute;
    EXPECT_EQ(bench.engine.extendJob(job, minute, bench.now).error().code, "W050") << "too late";
}

TEST(Operation, OldCasesAreRemovedWithAllThatIsKnownOfThem) {
    Bench bench;
    const std::string xml = around("a", userTask("a"));
    const std::string old = bench.run(xml, {}, "1");
    bench.complete("a");
    const std::string open = bench.run(xml, {}, "2");
    EXPECT_EQ(bench.engine.purge("", "", t0, 100).value(), 0) << "ended at t0, not before";
    EXPECT_EQ(bench.engine.purge("", "", t0 + 1, 100).value(), 1);
    EXPECT_EQ(bench.engine.findCase(old).error().code, "W042");
    EXPECT_EQ(bench.look(open).at, Path{"a"});
}

TEST(Operation, ACancelledCaseIsOver) {
    Bench bench;
    const std::string id = bench.run(around("a", userTask("a")));
    ASSERT_TRUE(bench.engine.cancelCase(id, "op", t0));
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_TRUE(bench.engine.tasks().value().empty());
    EXPECT_EQ(bench.engine.setVariables(id, 0, {{"x", 1}}, false, "op", t0).error().code, "W052");
}

}  // namespace
}  // namespace toitsu::workflows
