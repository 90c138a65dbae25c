// Intermediate and boundary timers.

#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

std::string timer(const std::string& content) {
    return "<timerEventDefinition id=\"t\">" + content + "</timerEventDefinition>";
}
std::string wait(const std::string& content) {
    return around("w", "<intermediateCatchEvent id=\"w\">" + timer(content) + "</intermediateCatchEvent>\n");
}

Instant dueOf(const std::string& content, const Context& variables = {}) {
    Bench bench;
    bench.run(wait(content), variables);
    return bench.engine.nextTimer().value().value_or(-1);
}

TEST(TimerCatch, WaitsUntilItIsDueAndFiresOnce) {
    Bench bench;
    const std::string id = bench.run(wait("<timeDuration xsi:type='tFormalExpression'>PT5M</timeDuration>"));
    EXPECT_EQ(bench.engine.nextTimer().value(), t0 + 5 * minute);
    EXPECT_EQ(bench.engine.fireTimers(t0 + 5 * minute - 1).value(), 0);
    EXPECT_EQ(bench.look(id).at, Path{"w"});
    EXPECT_EQ(bench.engine.fireTimers(t0 + 5 * minute).value(), 1);
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_EQ(bench.engine.fireTimers(t0 + day).value(), 0);
    EXPECT_EQ(bench.engine.nextTimer().value(), std::nullopt);
}

TEST(TimerCatch, TakesDurationsDatesAndFeel) {
    const Instant march = DateTime::parse("2027-03-31T17:00:00+09:00")->unixMillis();
    EXPECT_EQ(dueOf("<timeDuration xsi:type='tFormalExpression'>P1DT2H</timeDuration>"), t0 + day + 120 * minute);
    EXPECT_EQ(dueOf("<timeDate xsi:type='tFormalExpression'>2027-03-31T17:00:00+09:00</timeDate>"), march);
    EXPECT_EQ(dueOf("<timeDate xsi:type='tFormalExpression'>2027-03-31T08:00:00Z</timeDate>"), march);
    EXPECT_EQ(dueOf("<timeDate xsi:type='tFormalExpression'>2027-03-31</timeDate>"), march - 17 * 60 * minute);
    EXPECT_EQ(dueOf("<timeDuration xsi:type='tFormalExpression'>= duration(\"PT1M\") * 3</timeDuration>"),
              t0 + 3 * minute);
    EXPECT_EQ(dueOf("<timeDuration xsi:type='tFormalExpression'>= limit</timeDuration>", {{"limit", "PT2M"}}),
              t0 + 2 * minute);
    EXPECT_EQ(dueOf("<timeDate xsi:type='tFormalExpression'>= until</timeDate>", {{"until", Date{2027, 3, 31}}}),
              march - 17 * 60 * minute);
    const Instant month = dueOf("<timeDuration xsi:type='tFormalExpression'>P1M</timeDuration>");
    EXPECT_EQ(DateTime::fromUnixMillis(month).date, DateTime::fromUnixMillis(t0).date.plusMonths(1));
}

TEST(TimerCatch, AnExpressionWithoutATimeIsAnIncident) {
    for (const char* expression : {"= missing", "= 5", "= \"soon\"", "= duration(\"P99999999Y\")"}) {
        Bench bench;
        const std::string id = bench.run(
            wait("<timeDuration xsi:type='tFormalExpression'>" + std::string(expression) + "</timeDuration>"));
        EXPECT_EQ(bench.onlyIncident().code, "W034") << expression;
        EXPECT_EQ(bench.look(id).status, CaseStatus::incident);
    }
    Bench bench;
    const std::string id = bench.run(wait("<timeDuration xsi:type='tFormalExpression'>= limit</timeDuration>"));
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", t0, {{"limit", "PT1M"}}));
    EXPECT_EQ(bench.engine.fireTimers(t0 + minute).value(), 1);
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

std::string withBoundary(const std::string& host, const std::string& attributes, const std::string& duration = "PT5M") {
    return process(start + host + userTask("late") + end + "<endEvent id=\"end2\"/>" +
                   "<boundaryEvent id=\"b\" attachedToRef=\"h\" " + attributes + ">" +
                   timer("<timeDuration xsi:type='tFormalExpression'>" + duration + "</timeDuration>") +
                   "</boundaryEvent>" + flow("start", "h") + flow("h", "end") + flow("b", "late") +
                   flow("late", "end2"));
}

TEST(BoundaryTimer, InterruptsByDefault) {
    Bench bench;
    const std::string id = bench.run(withBoundary(userTask("h"), ""));
    const std::string old = bench.onlyTask().id;
    EXPECT_EQ(bench.engine.fireTimers(t0 + 5 * minute).value(), 1);
    EXPECT_EQ(bench.onlyTask().element, "late");
    EXPECT_EQ(bench.engine.completeTask(old, "p", {}, t0).error().code, "W041");
    EXPECT_EQ(bench.look(id).at, Path{"late"});
    EXPECT_EQ(bench.look(id).path, (Path{"start", "h", "b", "late"}));
    bench.complete("late");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(BoundaryTimer, MayLeaveTheTaskOpen) {
    Bench bench;
    const std::string id = bench.run(withBoundary(userTask("h"), "cancelActivity=\"false\""));
    EXPECT_EQ(bench.engine.fireTimers(t0 + 5 * minute).value(), 1);
    EXPECT_EQ(bench.engine.fireTimers(t0 + day).value(), 0) << "once";
    EXPECT_EQ(bench.look(id).at, (Path{"h", "late"}));
    bench.complete("h");
    EXPECT_EQ(bench.look(id).status, CaseStatus::running);
    bench.complete("late");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(BoundaryTimer, IsWithdrawnWhenTheTaskIsDone) {
    Bench bench;
    const std::string id = bench.run(withBoundary(userTask("h"), ""));
    bench.complete("h");
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
    EXPECT_EQ(bench.engine.nextTimer().value(), std::nullopt);
    EXPECT_EQ(bench.engine.fireTimers(t0 + day).value(), 0);
}

TEST(BoundaryTimer, InterruptsAJobAndItsWorkerIsTold) {
    Bench bench;
    const std::string id = bench.run(withBoundary(serviceTask("h"), ""));
    const Job job = bench.claimOne(day);
    EXPECT_EQ(bench.engine.fireTimers(t0 + 5 * minute).value(), 1);
    EXPECT_EQ(bench.engine.completeJob(job, {{"receipt", "R1"}}, t0 + 6 * minute).error().code, "W050");
    EXPECT_EQ(bench.look(id).at, Path{"late"});
    EXPECT_TRUE(bench.look(id).variables["receipt"].isNull());
    const HistoryEntry last = bench.engine.history(id).value().back();
    EXPECT_EQ(last.kind, "job-reported-late") << "what was done outside stands in the audit log";
    EXPECT_EQ(last.detail["result"]["receipt"], Value("R1"));
}

TEST(BoundaryTimer, InterruptsAlsoAJobHeldByAnIncident) {
    Bench bench;
    const std::string id = bench.run(withBoundary(serviceTask("h"), ""));
    ASSERT_TRUE(bench.engine.failJob(bench.claimOne(), {ErrorKind::refused, "B024", {"x", "x"}, {}}, {}, t0));
    EXPECT_EQ(bench.look(id).status, CaseStatus::incident);
    EXPECT_EQ(bench.engine.fireTimers(t0 + 5 * minute).value(), 1);
    EXPECT_TRUE(bench.engine.incidents().value().empty());
    EXPECT_EQ(bench.look(id).at, Path{"late"});
}

TEST(BoundaryTimer, AnExpressionWithoutATimeDoesNotHoldUpTheTask) {
    Bench bench;
    const std::string id = bench.run(withBoundary(userTask("h"), "", "= limit"));
    EXPECT_EQ(bench.onlyIncident().code, "W034");
    EXPECT_EQ(bench.onlyTask().element, "h");
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", t0, {{"limit", "PT1M"}}));
    EXPECT_EQ(bench.onlyTask().element, "h") << "retrying sets the timer and opens no second task";
    EXPECT_EQ(bench.engine.fireTimers(t0 + minute).value(), 1);
    EXPECT_EQ(bench.look(id).at, Path{"late"});
}

// Counts how many commits are on their way when the first of them is waited for.
class CountingStore : public MemoryStore {
public:
    std::future<Result<void>> commitLater(std::vector<Change> changes) override {
        Result<void> done = MemoryStore::commitLater(std::move(changes)).get();
        ++underWay;
        return std::async(std::launch::deferred, [this, done = std::move(done)] {
            most = std::max(most, underWay);
            --underWay;
            return done;
        });
    }
    int underWay = 0;
    int most = 0;
};

TEST(Timers, OfManyCasesBecomeDurableTogether) {
    const auto store = std::make_shared<CountingStore>();
    Engine engine(store, Decide());
    const auto process = engine.deploy(withBoundary(userTask("h"), ""), "flow.bpmn", t0);
    ASSERT_TRUE(process) << process.error().text(Language::en);
    for (int n = 0; n < 50; ++n) ASSERT_TRUE(engine.start(*process, "202011", std::to_string(n), {}, t0));
    EXPECT_EQ(store->most, 1);
    EXPECT_EQ(engine.fireTimers(t0 + 5 * minute).value(), 50);
    EXPECT_EQ(store->most, 50) << "one flush for all, not one for each";
    EXPECT_EQ(engine.fireTimers(t0 + 5 * minute).value(), 0);
}

TEST(BoundaryTimer, ItsIncidentGoesWithTheTask) {
    Bench bench;
    const std::string id = bench.run(withBoundary(userTask("h"), "", "= limit"));
    bench.complete("h");
    EXPECT_TRUE(bench.engine.incidents().value().empty());
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

}  // namespace
}  // namespace toitsu::workflows
