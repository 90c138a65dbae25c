// End events, terminate, business rule tasks.

#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

TEST(TerminateEnd, EndsTheCaseAndWithdrawsOpenWork) {
    Bench bench;
    const std::string stop = "<endEvent id=\"stop\"><terminateEventDefinition/></endEvent>";
    const std::string id = bench.run(process(start + userTask("a") + userTask("b") + serviceTask("s") + end + stop +
                                             flow("start", "a") + flow("start", "b") + flow("start", "s") +
                                             flow("a", "stop") + flow("b", "end") + flow("s", "end")));
    const Job job = bench.claimOne();
    bench.complete("a");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_TRUE(bench.engine.tasks().value().empty());
    const auto history = bench.engine.history(id).value();
    EXPECT_EQ(history.back().kind, "case-completed");
    EXPECT_TRUE(history.back().detail["terminated"].isTrue());
    EXPECT_EQ(bench.engine.completeJob(job, {}, t0).error().code, "W050");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(EndEvent, TheCaseEndsWithItsLastToken) {
    Bench bench;
    const std::string id =
        bench.run(process(start + userTask("a") + userTask("b") + end + "<endEvent id=\"end2\"/>" + flow("start", "a") +
                          flow("start", "b") + flow("a", "end") + flow("b", "end2")));
    bench.complete("a");
    EXPECT_EQ(bench.look(id).status, CaseStatus::running);
    bench.complete("b");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    const auto history = bench.engine.history(id).value();
    EXPECT_EQ(history.back().detail["terminated"], Value(false));
}

const std::string rule = around("r", "<businessRuleTask id=\"r\" flow:decision=\"review\" flow:result=\"who\"/>\n");

TEST(BusinessRuleTask, AsksTheDecisionWithTheVariablesAndKeepsTheAnswer) {
    Bench bench;
    std::string asked;
    bench.decide = [&](const std::string& decision, const Context& inputs) -> Result<Value> {
        asked = decision;
        return inputs.find("doubtful")->isTrue() ? Value("verify") : Value("none");
    };
    const std::string id = bench.run(rule, {{"doubtful", true}});
    EXPECT_EQ(asked, "review");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_EQ(bench.look(id).variables["who"], Value("verify"));
}

TEST(BusinessRuleTask, AFailedDecisionIsAnIncidentAndRetryAsksAgain) {
    Bench bench;
    bench.decide = [](const std::string&, const Context&) -> Result<Value> {
        return fail(ErrorKind::schema, "R021", {"重なっています。", "two rows match"});
    };
    const std::string id = bench.run(rule);
    EXPECT_EQ(bench.onlyIncident().code, "W032");
    EXPECT_NE(bench.onlyIncident().message.find("R021"), std::string::npos);
    bench.decide = [](const std::string&, const Context&) -> Result<Value> { return Value(3); };
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", t0));
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_EQ(bench.look(id).variables["who"], Value(3));
}

TEST(BusinessRuleTask, AnAnswerThatCannotBeKeptIsAnIncident) {
    Bench bench;
    bench.decide = [](const std::string&, const Context&) -> Result<Value> { return Value(std::string("\xff")); };
    bench.run(rule);
    EXPECT_EQ(bench.onlyIncident().code, "W032");
}

}  // namespace
}  // namespace toitsu::workflows
