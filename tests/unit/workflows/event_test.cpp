// Events: who is started, who catches, what is undone and in which order, and that nothing is done twice.

#include <algorithm>

#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

const std::string declared =
    "<message id=\"m\" name=\"paid\"/><signal id=\"s\" name=\"storm\"/><error id=\"e\" errorCode=\"NO\"/>"
    "<escalation id=\"u\" escalationCode=\"UP\"/>";

std::string file(const std::string& elements) {
    std::string xml = process(elements);
    xml.insert(xml.find("<process"), declared);
    return xml;
}
std::string event(const std::string& tag, const std::string& id, const std::string& definition,
                  const std::string& attributes = {}) {
    return "<" + tag + " id=\"" + id + "\" " + attributes + ">" + definition + "</" + tag + ">\n";
}
std::string feel(const std::string& tag, const std::string& text) {
    return "<" + tag + " xsi:type=\"tFormalExpression\">" + text + "</" + tag + ">";
}
const std::string message = "<messageEventDefinition messageRef=\"m\"/>";
const std::string storm = "<signalEventDefinition signalRef=\"s\"/>";

TEST(Event, AMessageStartsACaseOnceForItsKey) {
    Bench bench;
    const std::string xml =
        file(event("startEvent", "start", message) + userTask("a") + end + flow("start", "a") + flow("a", "end"));
    ASSERT_TRUE(bench.engine.deploy(xml, "f", t0));
    EXPECT_EQ(bench.engine.start("p", "202011", "k", {}, t0).error().code, "W022");
    const auto first = bench.engine.publish({"202011", "paid", "7", {{"yen", 300}}, "one"}, t0).value();
    EXPECT_EQ(first.way, Published::Way::started);
    EXPECT_EQ(bench.onlyTask().variables["yen"], Value(300));
    const auto again = bench.engine.publish({"202011", "paid", "7", {}, "one"}, t0 + 1).value();
    EXPECT_EQ(again.caseId, first.caseId) << "the same message";
    const auto other = bench.engine.publish({"202011", "paid", "7", {}, "two", day}, t0 + 1).value();
    EXPECT_EQ(other.way, Published::Way::kept) << "another message is not lost, and starts nothing";
    EXPECT_EQ(bench.engine.cases().value().size(), 1u);
}

TEST(Event, ASignalReachesAllWhoWaitAndStartsWhoeverBeginsByIt) {
    Bench bench;
    const std::string waiting =
        file(start + event("intermediateCatchEvent", "w", storm) + end + flow("start", "w") + flow("w", "end"));
    const std::string one = bench.run(waiting, {}, "1");
    const std::string two = bench.run(waiting, {}, "2");
    std::string begins =
        file(event("startEvent", "start", storm) + userTask("a") + end + flow("start", "a") + flow("a", "end"));
    begins.replace(begins.find("<process id=\"p\""), 15, "<process id=\"q\"");
    ASSERT_TRUE(bench.engine.deploy(begins, "q", t0));
    EXPECT_EQ(bench.engine.signal("202011", "storm", {{"wind", 9}}, t0).value(), 3);
    EXPECT_EQ(bench.look(one).status, CaseStatus::completed);
    EXPECT_EQ(bench.look(two).variables["wind"], Value(9));
    EXPECT_EQ(bench.onlyTask().element, "a");
    EXPECT_EQ(bench.engine.signal("202029", "storm", {}, t0 + 1).value(), 1) << "another town: only the start";
}

TEST(Event, ATimerStartsCasesForTheTownsThatAreNamed) {
    std::shared_ptr<Store> store = openMemory();
    EngineOptions options;
    options.timerStartsFor = {"202011", "202029"};
    Engine engine(store, options);
    const std::string xml =
        file(event("startEvent", "start",
                   "<timerEventDefinition>" + feel("timeCycle", "R3/PT1H") + "</timerEventDefinition>") +
             userTask("a") + end + flow("start", "a") + flow("a", "end"));
    ASSERT_TRUE(engine.deploy(xml, "f", t0));
    EXPECT_EQ(engine.fireTimers(t0 + 150 * minute).value(), 4) << "two hours, two towns";
    EXPECT_EQ(engine.fireTimers(t0 + 150 * minute).value(), 0);
    Engine again(store, options);  // after a restart: the same moments have the same keys
    EXPECT_TRUE(again.fireTimers(t0 + 240 * minute));
    EXPECT_EQ(again.cases().value().size(), 6u);
}

TEST(Event, WhicheverComesFirstDecides) {
    Bench bench;
    const std::string xml =
        file(start + "<eventBasedGateway id=\"g\"/>" + event("intermediateCatchEvent", "m1", message) +
             event("intermediateCatchEvent", "t1",
                   "<timerEventDefinition>" + feel("timeDuration", "PT1H") + "</timerEventDefinition>") +
             userTask("paid") + userTask("late") + end + flow("start", "g") + flow("g", "m1") + flow("g", "t1") +
             flow("m1", "paid") + flow("t1", "late") + flow("paid", "end") + flow("late", "end"));
    const std::string quick = bench.run(xml, {}, "1");
    ASSERT_EQ(bench.engine.publish({"202011", "paid", "", {}}, t0).value().way, Published::Way::delivered);
    EXPECT_EQ(bench.look(quick).at, Path{"paid"});
    EXPECT_FALSE(bench.engine.nextTimer().value());
    const std::string slow = bench.run(xml, {}, "2");
    bench.now += 61 * minute;
    EXPECT_EQ(bench.engine.fireTimers(bench.now).value(), 1);
    EXPECT_EQ(bench.look(slow).at, Path{"late"});
    EXPECT_EQ(bench.engine.publish({"202011", "paid", "", {}}, bench.now).value().way, Published::Way::nobody);
}

TEST(Event, AConditionHappensWhenItBecomesTrueAndAgainOnlyAfterItWasFalse) {
    Bench bench;
    const std::string id = bench.run(
        file(start + userTask("a") + end +
             event("boundaryEvent", "b",
                   "<conditionalEventDefinition>" + feel("condition", "n &gt; 5") + "</conditionalEventDefinition>",
                   "attachedToRef=\"a\" cancelActivity=\"false\"") +
             userTask("look") + "<endEvent id=\"end2\"/>" + flow("start", "a") + flow("a", "end") + flow("b", "look") +
             flow("look", "end2")),
        {{"n", 1}});
    const auto looks = [&] {
        const auto tasks = bench.engine.tasks().value();
        return std::count_if(tasks.begin(), tasks.end(), [](const Task& task) { return task.element == "look"; });
    };
    EXPECT_EQ(looks(), 0);
    for (const auto& [n, count] : {std::pair(6, 1), {7, 1}, {2, 1}, {9, 2}}) {
        ASSERT_TRUE(bench.engine.setVariables(id, 0, {{"n", n}}, false, "op", t0));
        EXPECT_EQ(looks(), count) << n;
    }
}

TEST(Event, AnErrorGoesToTheNearestWhoCatchesItsCode) {
    Bench bench;
    const std::string inner =
        "<subProcess id=\"sub\"><startEvent id=\"ss\"/><endEvent id=\"se\">"
        "<errorEventDefinition errorRef=\"e\"/></endEvent>" +
        flow("ss", "se") + "</subProcess>";
    const std::string id = bench.run(
        file(start + inner + end +
             event("boundaryEvent", "no", "<errorEventDefinition errorRef=\"e\"/>", "attachedToRef=\"sub\"") +
             userTask("mend") + flow("start", "sub") + flow("sub", "end") + flow("no", "mend") + flow("mend", "end")),
        {}, "1");
    EXPECT_EQ(bench.look(id).at, Path{"mend"});
    const std::string nobody =
        bench.run(file(start + inner + end + flow("start", "sub") + flow("sub", "end")), {}, "2");
    EXPECT_EQ(bench.look(nobody).status, CaseStatus::completed);
    EXPECT_EQ(bench.look(nobody).error, "NO") << "as the flow has it";
}

TEST(Event, AnEscalationFromACalledProcessIsHeardOutside) {
    Bench bench;
    std::string called =
        file(start + event("intermediateThrowEvent", "up", "<escalationEventDefinition escalationRef=\"u\"/>") +
             userTask("inner") + end + flow("start", "up") + flow("up", "inner") + flow("inner", "end"));
    called.replace(called.find("<process id=\"p\""), 15, "<process id=\"q\"");
    ASSERT_TRUE(bench.engine.deploy(called, "q", t0));
    bench.run(file(start + "<callActivity id=\"call\" calledElement=\"q\"/>" + end +
                   event("boundaryEvent", "b", "<escalationEventDefinition escalationRef=\"u\"/>",
                         "attachedToRef=\"call\" cancelActivity=\"false\"") +
                   userTask("boss") + "<endEvent id=\"end2\"/>" + flow("start", "call") + flow("call", "end") +
                   flow("b", "boss") + flow("boss", "end2")));
    EXPECT_EQ(bench.taskAt("boss").role, "clerk");
    EXPECT_EQ(bench.taskAt("inner").role, "clerk") << "it goes on";
}

// Three tasks with handlers; undone from the last to the first, each with what it ended with.
TEST(Event, CompensationUndoesTheLastFirst) {
    Bench bench;
    std::string elements = start + end;
    std::string last = "start";
    std::string artifacts;
    for (const std::string name : {"a", "b", "c"}) {
        elements +=
            userTask(name) +
            event("boundaryEvent", "x" + name, "<compensateEventDefinition/>", "attachedToRef=\"" + name + "\"") +
            "<serviceTask id=\"undo-" + name + "\" isForCompensation=\"true\" flow:operation=\"undo-" + name + "\"/>" +
            flow(last, name);
        artifacts += "<association id=\"as" + name + "\" associationDirection=\"One\" sourceRef=\"x" + name +
                     "\" targetRef=\"undo-" + name + "\"/>";
        last = name;
    }
    elements += event("intermediateThrowEvent", "undo", "<compensateEventDefinition/>") + flow("c", "undo") +
                flow("undo", "end");
    const std::string id = bench.run(file(elements + artifacts));
    for (const char* name : {"a", "b", "c"}) bench.complete(name);
    std::vector<std::string> order;
    for (;;) {
        const auto jobs = bench.claim();
        if (jobs.empty()) break;
        ASSERT_EQ(jobs.size(), 1u) << "one after the other";
        order.push_back(jobs[0].operation);
        ASSERT_TRUE(bench.engine.completeJob(jobs[0], {}, t0));
    }
    EXPECT_EQ(order, (Path{"undo-c", "undo-b", "undo-a"}));
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(Event, ACancelledTransactionUndoesWhatWasDoneAndLeavesByItsCancelEvent) {
    Bench bench;
    const std::string inside =
        "<startEvent id=\"ts\"/>" + userTask("book") +
        event("boundaryEvent", "xb", "<compensateEventDefinition/>", "attachedToRef=\"book\"") +
        "<serviceTask id=\"unbook\" isForCompensation=\"true\" flow:operation=\"unbook\"/>" + userTask("pay") +
        "<exclusiveGateway id=\"ok\" default=\"ok-te\"/><endEvent id=\"te\"/>" +
        event("endEvent", "tc", "<cancelEventDefinition/>") + flow("ts", "book") + flow("book", "pay") +
        flow("pay", "ok") + flow("ok", "te") + flow("ok", "tc", "broke = true") +
        "<association id=\"as\" associationDirection=\"One\" sourceRef=\"xb\" targetRef=\"unbook\"/>";
    const std::string id = bench.run(
        file(start + "<transaction id=\"t\">" + inside + "</transaction>" + end +
             event("boundaryEvent", "c", "<cancelEventDefinition/>", "attachedToRef=\"t\"") + userTask("sorry") +
             flow("start", "t") + flow("t", "end") + flow("c", "sorry") + flow("sorry", "end")));
    bench.complete("book");
    bench.complete("pay", {{"broke", true}});
    const Job job = bench.claimOne();
    EXPECT_EQ(job.operation, "unbook");
    EXPECT_TRUE(bench.engine.tasks().value().empty()) << "not before it is undone";
    ASSERT_TRUE(bench.engine.completeJob(job, {}, t0));
    EXPECT_EQ(bench.look(id).at, Path{"sorry"});
}

TEST(Event, WhatAMessageIsSentFromArrivesOnceAlsoAfterACrash) {
    Bench bench;
    std::string receiver =
        file(start +
             event("intermediateCatchEvent", "w", "<messageEventDefinition messageRef=\"m\" flow:key=\"= number\"/>") +
             end + flow("start", "w") + flow("w", "end"));
    receiver.replace(receiver.find("<process id=\"p\""), 15, "<process id=\"q\"");
    ASSERT_TRUE(bench.engine.deploy(receiver, "q", t0));
    const std::string sender =
        file(start +
             event("intermediateThrowEvent", "send", "<messageEventDefinition messageRef=\"m\" flow:key=\"= number\"/>",
                   "flow:inputs=\"= {yen: amount}\"") +
             userTask("a") + end + flow("start", "send") + flow("send", "a") + flow("a", "end"));
    const std::string from = bench.run(sender, {{"number", 7}, {"amount", 300}});
    EXPECT_EQ(bench.engine.keptMessages("202011").value().size(), 1u) << "nobody waits yet";
    EXPECT_EQ(bench.engine.deliver(t0).value(), 0) << "nothing is left to hand over";
    const std::string to = bench.engine.start("q", "202011", "x", {{"number", 7}}, t0).value();
    EXPECT_EQ(bench.look(to).status, CaseStatus::completed);
    EXPECT_EQ(bench.look(to).variables["yen"], Value(300));
    EXPECT_EQ(bench.look(from).at, Path{"a"});
}

TEST(Event, FlowsThatAnswerEachOtherWithoutEndDoNotHoldUpTheCaller) {
    Bench bench;
    const auto echo = [](const std::string& process, const std::string& hears, const std::string& says) {
        std::string xml = file(
            "<startEvent id=\"start\"><messageEventDefinition messageRef=\"" + hears + "\"/></startEvent>" +
            event("endEvent", "end", "<messageEventDefinition messageRef=\"" + says + "\"/>") + flow("start", "end"));
        xml.replace(xml.find("<process id=\"p\""), 15, "<process id=\"" + process + "\"");
        xml.insert(xml.find("<process"), "<message id=\"ping\" name=\"ping\"/><message id=\"pong\" name=\"pong\"/>");
        return xml;
    };
    ASSERT_TRUE(bench.engine.deploy(echo("q", "ping", "pong"), "q", t0));
    ASSERT_TRUE(bench.engine.deploy(echo("r", "pong", "ping"), "r", t0));
    ASSERT_TRUE(bench.engine.publish({"202011", "ping", "", {}}, t0));
    const std::size_t first = bench.engine.cases().value().size();
    EXPECT_GT(first, 10u);
    EXPECT_LT(first, 2'000u);
    EXPECT_GT(bench.engine.deliver(t0).value(), 0) << "the rest was kept and goes on";
    EXPECT_GT(bench.engine.cases().value().size(), first);
}

TEST(Event, ConditionsAfterATaskDoNotDoTheTaskAgain) {
    Bench bench;
    const std::string id =
        bench.run(file(start + serviceTask("j") + userTask("a") + end + flow("start", "j") +
                       flow("j", "a", "missing &gt; 0") + flow("j", "end", "missing &lt; 0") + flow("a", "end")));
    const Job job = bench.claimOne();
    ASSERT_TRUE(bench.engine.completeJob(job, {}, t0));
    EXPECT_EQ(bench.onlyIncident().code, "W031");
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "op", t0, {{"missing", 1}}));
    EXPECT_EQ(bench.look(id).at, Path{"a"});
    EXPECT_TRUE(bench.claim().empty()) << "the work was done already";
}

}  // namespace
}  // namespace toitsu::workflows
