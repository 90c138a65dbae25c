// Jobs: operation, key, lease, fencing, retry, incident.

#include <set>

#include "base/hash.h"
#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

const Error broken{ErrorKind::unavailable, "B001", {"応答がありません。", "no answer"}, {}};

TEST(ServiceTask, GivesAJobAndTakesItsResult) {
    Bench bench;
    const std::string id = bench.run(around("s", serviceTask("s", "care.register")), {{"x", 1}});
    const Job job = bench.claimOne();
    EXPECT_EQ(job.caseId, id);
    EXPECT_EQ(job.element, "s");
    EXPECT_EQ(job.operation, "care.register");
    EXPECT_EQ(job.municipality, "202011");
    EXPECT_EQ(job.attempt, 1);
    EXPECT_FALSE(job.reclaimed);
    EXPECT_EQ(job.leaseUntil, t0 + minute);
    EXPECT_EQ(job.key, sha256Hex(id + "/s/1"));
    EXPECT_EQ(job.variables["x"], Value(1));
    ASSERT_TRUE(bench.engine.completeJob(job, {{"receipt", Context{{"number", "7"}}}}, t0));
    const CaseView done = bench.look(id);
    EXPECT_EQ(done.status, CaseStatus::completed);
    EXPECT_EQ(done.variables["receipt"]["number"], Value("7"));
    EXPECT_EQ(bench.engine.completeJob(job, {}, t0).error().code, "W050");
}

TEST(ServiceTask, AnOperationMayBeFeel) {
    Bench bench;
    bench.run(around("s", serviceTask("s", "= form + &quot;.register&quot;")), {{"form", "salary-change"}});
    EXPECT_EQ(bench.claimOne().operation, "salary-change.register");
}

TEST(ServiceTask, AnOperationThatIsNoTextIsAnIncident) {
    Bench bench;
    const std::string id = bench.run(around("s", serviceTask("s", "= form + &quot;.register&quot;")));
    EXPECT_EQ(bench.onlyIncident().code, "W033");
    EXPECT_TRUE(bench.claim().empty());
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", t0, {{"form", "f"}}));
    const Job job = bench.claimOne();
    EXPECT_EQ(job.operation, "f.register");
    EXPECT_EQ(job.key, sha256Hex(id + "/s/1")) << "still the first activation";
}

TEST(ServiceTask, AClaimedJobIsNotClaimedAgainBeforeItsLeaseEnds) {
    Bench bench;
    bench.run(around("s", serviceTask("s")));
    bench.claimOne();
    bench.now += minute - 1;
    EXPECT_TRUE(bench.claim().empty());
    bench.now += 1;
    const Job second = bench.claimOne();
    EXPECT_EQ(second.attempt, 2);
    EXPECT_TRUE(second.reclaimed) << "the first attempt never reported: look before acting";
}

TEST(ServiceTask, AWorkerThatLostItsLeaseCannotReport) {
    Bench bench;
    const std::string id = bench.run(around("s", serviceTask("s")));
    const Job first = bench.claimOne();
    bench.now += minute;
    const Job second = bench.claimOne();
    EXPECT_EQ(second.key, first.key);
    EXPECT_EQ(bench.engine.completeJob(first, {{"by", "first"}}, bench.now).error().code, "W050");
    EXPECT_EQ(bench.engine.failJob(first, broken, bench.now, bench.now).error().code, "W050");
    ASSERT_TRUE(bench.engine.completeJob(second, {{"by", "second"}}, bench.now));
    EXPECT_EQ(bench.look(id).variables["by"], Value("second"));
}

TEST(ServiceTask, ALateReportCountsWhileNobodyElseHasClaimed) {
    Bench bench;
    const std::string id = bench.run(around("s", serviceTask("s")));
    const Job job = bench.claimOne();
    bench.now += 10 * minute;
    ASSERT_TRUE(bench.engine.completeJob(job, {}, bench.now));
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(ServiceTask, AFailedJobIsRetriedWithTheSameKeyThenBecomesAnIncident) {
    Bench bench;
    const std::string id = bench.run(around("s", serviceTask("s")));
    std::set<std::string> keys;
    for (int attempt = 1; attempt <= 5; ++attempt) {
        const Job job = bench.claimOne();
        EXPECT_EQ(job.attempt, attempt);
        EXPECT_FALSE(job.reclaimed) << "every attempt has reported";
        keys.insert(job.key);
        ASSERT_TRUE(bench.engine.failJob(job, broken, bench.now + minute, bench.now));
        EXPECT_TRUE(bench.claim().empty()) << "not before its retry time";
        bench.now += minute;
    }
    EXPECT_EQ(keys.size(), 1u);
    EXPECT_TRUE(bench.claim().empty());
    const Incident incident = bench.onlyIncident();
    EXPECT_EQ(incident.code, "B001");
    EXPECT_EQ(bench.look(id).status, CaseStatus::incident);
    ASSERT_TRUE(bench.engine.retryIncident(incident.id, "係長", bench.now));
    EXPECT_EQ(bench.look(id).status, CaseStatus::running);
    const Job again = bench.claimOne();
    EXPECT_EQ(again.attempt, 6) << "the fencing token never goes back";
    EXPECT_EQ(again.key, *keys.begin());
    ASSERT_TRUE(bench.engine.failJob(again, broken, bench.now + 1, bench.now));
    EXPECT_TRUE(bench.engine.incidents().value().empty()) << "a retry by a person gives five new attempts";
}

TEST(ServiceTask, AFailureWithoutRetryIsAnIncidentAtOnce) {
    Bench bench;
    bench.run(around("s", serviceTask("s")));
    const Job job = bench.claimOne();
    ASSERT_TRUE(bench.engine.failJob(job, broken, {}, bench.now));
    EXPECT_EQ(bench.onlyIncident().code, "B001");
    EXPECT_EQ(bench.engine.completeJob(job, {}, bench.now).error().code, "W050");
}

TEST(ServiceTask, StaysReclaimedUntilItIsDone) {
    Bench bench;
    bench.run(around("s", serviceTask("s")));
    bench.claimOne();
    bench.now += minute;
    const Job second = bench.claimOne();
    ASSERT_TRUE(bench.engine.failJob(second, broken, bench.now, bench.now));
    EXPECT_TRUE(bench.claimOne().reclaimed) << "the first attempt may still have acted";
}

TEST(ServiceTask, AJobThatKillsItsWorkersEndsAsAnIncident) {
    Bench bench;
    bench.run(around("s", serviceTask("s")));
    int claims = 0;
    while (claims < 100 && !bench.claim().empty()) {
        ++claims;
        bench.now += minute;
    }
    EXPECT_EQ(claims, 20);
    EXPECT_EQ(bench.onlyIncident().code, "W037");
    ASSERT_TRUE(bench.engine.retryIncident(bench.onlyIncident().id, "p", bench.now));
    EXPECT_TRUE(bench.claimOne().reclaimed);
}

TEST(ServiceTask, EveryActivationHasItsOwnKey) {
    Bench bench;
    const std::string id = bench.run(process(
        start + "<exclusiveGateway id=\"m\"/><exclusiveGateway id=\"g\" default=\"g-m\"/>" + serviceTask("s") + end +
        flow("start", "m") + flow("m", "s") + flow("s", "g") + flow("g", "m") + flow("g", "end", "ok = true")));
    const Job first = bench.claimOne();
    ASSERT_TRUE(bench.engine.completeJob(first, {{"ok", false}}, t0));
    const Job second = bench.claimOne();
    EXPECT_NE(first.key, second.key);
    EXPECT_EQ(second.key, sha256Hex(id + "/s/2"));
    EXPECT_EQ(second.attempt, 1);
    ASSERT_TRUE(bench.engine.completeJob(second, {{"ok", true}}, t0));
    EXPECT_EQ(bench.look(id).status, CaseStatus::completed);
}

TEST(ServiceTask, ClaimsAreLimitedAndOldestFirst) {
    Bench bench;
    ASSERT_TRUE(bench.engine.deploy(around("s", serviceTask("s")), "f", t0));
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(bench.engine.start("p", "202011", std::to_string(i), {}, t0 + 5 - i));
    }
    bench.now = t0 + 10;
    const auto first = bench.claim(2);
    ASSERT_EQ(first.size(), 2u);
    EXPECT_EQ(bench.look(first[0].caseId).businessKey, "4");
    EXPECT_EQ(bench.claim(10).size(), 3u);
    EXPECT_TRUE(bench.claim(10).empty());
    EXPECT_TRUE(bench.claim(0).empty());
}

}  // namespace
}  // namespace toitsu::workflows
