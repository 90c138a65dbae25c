// Exclusive and parallel gateways.

#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

std::string choice(const std::string& toA, const std::string& toB,
                   const std::string& gateway = "<exclusiveGateway id=\"g\"/>\n") {
    return process(start + gateway + userTask("a") + userTask("b") + end + flow("start", "g") + flow("g", "a", toA) +
                   flow("g", "b", toB) + flow("a", "end") + flow("b", "end"));
}
const std::string withDefault = "<exclusiveGateway id=\"g\" default=\"g-b\"/>\n";

TEST(ExclusiveGateway, TakesTheFirstTrueCondition) {
    Bench bench;
    EXPECT_EQ(bench.look(bench.run(choice("x > 1", "x > 0"), {{"x", 5}}, "1")).at, Path{"a"});
    EXPECT_EQ(bench.look(bench.run(choice("x > 1", "x > 0"), {{"x", 1}}, "2")).at, Path{"b"});
}

TEST(ExclusiveGateway, TakesTheDefaultWhenNoneIsTrue) {
    Bench bench;
    EXPECT_EQ(bench.look(bench.run(choice("x > 1", "", withDefault), {{"x", 0}}, "1")).at, Path{"b"});
    EXPECT_EQ(bench.look(bench.run(choice("x > 1", "", withDefault), {{"x", 2}}, "2")).at, Path{"a"});
}

TEST(ExclusiveGateway, AcceptsALeadingEqualsSignAndDates) {
    Bench bench;
    const std::string xml = choice("= born &lt; date(\"2000-01-01\")", "", withDefault);
    EXPECT_EQ(bench.look(bench.run(xml, {{"born", Date{1986, 4, 30}}})).at, Path{"a"});
}

TEST(ExclusiveGateway, NoTrueConditionIsAnIncidentThatAPersonCanMend) {
    Bench bench;
    const std::string id = bench.run(choice("x > 1", "x &lt; 0"), {{"x", 0}});
    const Incident incident = bench.onlyIncident();
    EXPECT_EQ(incident.code, "W030");
    EXPECT_EQ(incident.element, "g");
    EXPECT_EQ(incident.caseId, id);
    EXPECT_EQ(bench.look(id).status, CaseStatus::incident);
    ASSERT_TRUE(bench.engine.retryIncident(incident.id, "係長", t0 + 1));
    const Incident again = bench.onlyIncident();
    EXPECT_NE(again.id, incident.id) << "nothing was mended, so it is there again";
    EXPECT_EQ(bench.engine.retryIncident(incident.id, "係長", t0 + 1).error().code, "W043");
    ASSERT_TRUE(bench.engine.retryIncident(again.id, "係長", t0 + 2, {{"x", 2}}));
    EXPECT_EQ(bench.look(id).at, Path{"a"});
    EXPECT_EQ(bench.look(id).status, CaseStatus::running);
    EXPECT_EQ(bench.look(id).path, (Path{"start", "g", "a"})) << "the gateway was entered once";
}

TEST(ExclusiveGateway, AConditionThatIsNoBooleanIsAnIncident) {
    Bench bench;
    const std::string id = bench.run(choice("missing > 1", "", withDefault), {}, "1");
    EXPECT_EQ(bench.onlyIncident().code, "W031") << "null must not fall through to the default";
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", t0, {{"missing", 3}}));
    EXPECT_EQ(bench.look(id).at, Path{"a"});
    bench.run(choice("x + 1", "", withDefault), {{"x", 1}}, "2");
    EXPECT_EQ(bench.onlyIncident().code, "W031");
}

TEST(ExclusiveGateway, MergesWithoutWaiting) {
    Bench bench;
    const std::string id = bench.run(
        process(start + "<parallelGateway id=\"f\"/><exclusiveGateway id=\"m\"/>" + userTask("a") + end +
                flow("start", "f") + "<sequenceFlow id=\"f1\" sourceRef=\"f\" targetRef=\"m\"/>" +
                "<sequenceFlow id=\"f2\" sourceRef=\"f\" targetRef=\"m\"/>" + flow("m", "a") + flow("a", "end")));
    EXPECT_EQ(bench.engine.tasks().value().size(), 2u);
    bench.complete("a");
    EXPECT_EQ(bench.look(id).status, CaseStatus::running);
    bench.complete("a");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

const std::string forkAndJoin =
    process(start + "<parallelGateway id=\"f\"/><parallelGateway id=\"j\"/>" + userTask("a") + userTask("b") +
            userTask("c") + end + flow("start", "f") + flow("f", "a") + flow("f", "b") + flow("a", "j") +
            flow("b", "j") + flow("j", "c") + flow("c", "end"));

TEST(ParallelGateway, ForksAndJoins) {
    Bench bench;
    const std::string id = bench.run(forkAndJoin);
    EXPECT_EQ(bench.look(id).at, (Path{"a", "b"}));
    bench.complete("b");
    EXPECT_EQ(bench.look(id).at, (Path{"a", "j"}));
    bench.complete("a");
    EXPECT_EQ(bench.look(id).at, Path{"c"});
    bench.complete("c");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(ParallelGateway, CountsFlowsNotTokens) {
    // Two tokens along one flow do not make up for the missing one; the second waits for the next round.
    Bench bench;
    const std::string xml =
        process(start + "<parallelGateway id=\"f\"/><exclusiveGateway id=\"m\"/><parallelGateway id=\"j\"/>" +
                userTask("a") + userTask("b") + userTask("c") + end + flow("start", "f") +
                "<sequenceFlow id=\"f1\" sourceRef=\"f\" targetRef=\"m\"/>" +
                "<sequenceFlow id=\"f2\" sourceRef=\"f\" targetRef=\"m\"/>" + flow("f", "b") + flow("m", "a") +
                flow("a", "j") + flow("b", "j") + flow("j", "c") + flow("c", "end"));
    const std::string id = bench.run(xml);
    ASSERT_EQ(bench.engine.tasks().value().size(), 3u);
    bench.complete("a");
    bench.complete("a");
    EXPECT_EQ(bench.look(id).at, (Path{"b", "j", "j"}));
    bench.complete("b");
    EXPECT_EQ(bench.look(id).at, (Path{"j", "c"}));
    bench.complete("c");
    const Incident stuck = bench.onlyIncident();
    EXPECT_EQ(stuck.code, "W036") << "a join that can no longer be completed is seen by a person";
    EXPECT_EQ(stuck.element, "j");
}

TEST(ParallelGateway, AJoinBehindAChoiceIsReportedInsteadOfWaitingForEver) {
    Bench bench;
    const std::string id = bench.run(process(
        start + "<exclusiveGateway id=\"g\" default=\"g-j\"/><parallelGateway id=\"j\"/>" + userTask("a") + end +
        flow("start", "g") + flow("g", "a", "false") + flow("g", "j") + flow("a", "j") + flow("j", "end")));
    EXPECT_EQ(bench.onlyIncident().code, "W036");
    EXPECT_EQ(bench.look(id).status, CaseStatus::incident);
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", t0));
    EXPECT_EQ(bench.onlyIncident().code, "W036");
}

TEST(Loop, WithoutAnythingToWaitForEndsAsAnIncident) {
    Bench bench;
    const std::string id =
        bench.run(process(start + "<exclusiveGateway id=\"m\"/><exclusiveGateway id=\"g\" default=\"g-m\"/>" + end +
                          flow("start", "m") + flow("m", "g") + flow("g", "m") + flow("g", "end", "stop = true")),
                  {{"stop", false}});
    EXPECT_EQ(bench.onlyIncident().code, "W035");
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", t0, {{"stop", true}}));
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

}  // namespace
}  // namespace toitsu::workflows
