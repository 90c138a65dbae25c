// The protocol against a system that dies, lies and is late, at every step.

#include <gtest/gtest.h>

#include <deque>

#include "tests/unit/backends/sample.h"

namespace toitsu::backends {
namespace {

using State = Outcome::State;

Error error(ErrorKind kind, std::string code) {
    return {kind, std::move(code), {"…", "…"}, {}};
}

// A business system that books whatever it is given and counts it.
class Playing : public Backend {
public:
    Result<Lookup> look(const std::string& key) override {
        if (!lookFaults.empty()) {
            const auto fault = lookFaults.front();
            lookFaults.pop_front();
            if (fault) return fail(*fault);
        }
        if (rejects) return Lookup{Lookup::State::rejected, std::nullopt, {"エラーコード E9", "error code E9"}};
        if (booked == 0) return Lookup{};
        if (slow) return Lookup{Lookup::State::pending, std::nullopt, {}};
        return Lookup{Lookup::State::entered, Receipt{key, "R1", "b"}, {}};
    }

    Result<void> enter(const std::string&, const Row&) override {
        ++calls;
        if (diesBefore) return fail(*diesBefore);
        if (!losesSilently) ++booked;
        if (diesAfter) return fail(*diesAfter);
        return {};
    }

    bool refusesDuplicates() const override { return unique; }

    std::deque<std::optional<Error>> lookFaults;
    std::optional<Error> diesBefore;
    std::optional<Error> diesAfter;
    bool rejects = false;
    bool slow = false;
    bool losesSilently = false;
    bool unique = false;
    int booked = 0;
    int calls = 0;
};

class PerformTest : public testing::Test {
protected:
    Outcome step(int attempt = 1, bool reclaimed = false) {
        auto job = sample::job("k", attempt);
        job.reclaimed = reclaimed;
        return perform(*binding_, system_, job, sample::salaryChange());
    }

    std::shared_ptr<const Binding> binding_ = sample::columns("<column name='氏名' field='employee.name'/>");
    Playing system_;
};

TEST_F(PerformTest, EntersOnceAndReadsTheReceiptBack) {
    for (int again = 0; again < 3; ++again) {
        const Outcome outcome = step();
        EXPECT_EQ(outcome.state, State::entered);
        EXPECT_EQ(outcome.receipt, (Receipt{"k", "R1", "b"}));
        EXPECT_FALSE(outcome.error);
    }
    EXPECT_EQ(system_.booked, 1);
}

TEST_F(PerformTest, WaitsForASlowSystemWithoutEnteringAgain) {
    system_.slow = true;
    EXPECT_EQ(step().state, State::waiting);
    EXPECT_EQ(step(2, true).state, State::waiting);
    system_.slow = false;
    EXPECT_EQ(step(3, true).state, State::entered);
    EXPECT_EQ(system_.calls, 1);
}

TEST_F(PerformTest, ARobotThatDiedAfterEnteringFindsItsEntry) {
    ASSERT_TRUE(system_.enter("k", {}));  // and died before it could say so
    const Outcome outcome = step(2, true);
    EXPECT_EQ(outcome.state, State::entered);
    EXPECT_EQ(outcome.receipt->number, "R1");
    EXPECT_EQ(system_.booked, 1);
}

TEST_F(PerformTest, ARobotThatDiedAndLeftNothingToSeeAsksAPerson) {
    const Outcome outcome = step(2, true);
    EXPECT_EQ(outcome.state, State::uncertain);
    EXPECT_EQ(outcome.error->code, "B042");
    EXPECT_EQ(system_.calls, 0) << "a web page may still commit late";
    system_.unique = true;
    EXPECT_EQ(step(2, true).state, State::entered) << "a UNIQUE key makes entering again harmless";
    EXPECT_EQ(system_.booked, 1);
}

TEST_F(PerformTest, AnEntryOfUnknownOutcomeIsLookedForAtOnce) {
    system_.diesAfter = error(ErrorKind::unavailable, std::string(unknownOutcome));
    EXPECT_EQ(step().state, State::entered);
    EXPECT_EQ(system_.booked, 1);
}

TEST_F(PerformTest, AnEntryOfUnknownOutcomeThatIsNotThereIsUncertain) {
    system_.diesBefore = error(ErrorKind::unavailable, std::string(unknownOutcome));
    EXPECT_EQ(step().state, State::uncertain);
    EXPECT_EQ(step().error->code, unknownOutcome);
    system_.diesBefore = error(ErrorKind::unavailable, "H900");  // a backend's own word for "no answer"
    EXPECT_EQ(step().state, State::uncertain);
    system_.unique = true;
    EXPECT_EQ(step().state, State::waiting);
    EXPECT_EQ(system_.booked, 0);
}

TEST_F(PerformTest, AnEntryThatSurelyFailedMayBeTriedAgain) {
    for (const char* code : {"B020", "B021", "B030", "B032"}) {
        system_.diesBefore = error(ErrorKind::unavailable, code);
        EXPECT_EQ(step().state, State::failed) << code;
        EXPECT_EQ(step().error->kind, ErrorKind::unavailable);
    }
    system_.diesBefore = error(ErrorKind::refused, "B033");
    EXPECT_EQ(step().state, State::failed);
    system_.diesBefore.reset();
    EXPECT_EQ(step(2).state, State::entered);
    EXPECT_EQ(system_.booked, 1);
}

TEST_F(PerformTest, AFileOfUnknownDurabilityWithoutALookIsNotCalledFailed) {
    system_.diesBefore = error(ErrorKind::unavailable, "B021");
    system_.lookFaults = {std::nullopt, error(ErrorKind::unavailable, "B020")};
    EXPECT_EQ(step().state, State::uncertain);
}

TEST_F(PerformTest, ASystemThatCannotBeAsked) {
    const Error away = error(ErrorKind::unavailable, "B030");
    system_.lookFaults = {away};
    EXPECT_EQ(step(1).state, State::failed) << "nothing was done yet";
    system_.lookFaults = {away};
    EXPECT_EQ(step(2).state, State::waiting) << "an earlier attempt may have entered it";
    system_.lookFaults = {away};
    EXPECT_EQ(step(1, true).state, State::waiting);
    system_.lookFaults = {error(ErrorKind::schema, "B034")};
    EXPECT_EQ(step(1).state, State::failed);
    system_.lookFaults = {error(ErrorKind::schema, "B034")};
    EXPECT_EQ(step(2).state, State::uncertain);
    system_.lookFaults = {error(ErrorKind::input, "B022")};
    EXPECT_EQ(step(1).state, State::uncertain) << "an answer nobody can read answers something";
    EXPECT_EQ(system_.calls, 0);
}

TEST_F(PerformTest, AReceiptThatCannotBeReadBackIsWaitedFor) {
    system_.lookFaults = {std::nullopt, error(ErrorKind::unavailable, "B030")};
    const Outcome outcome = step();
    EXPECT_EQ(outcome.state, State::waiting);
    EXPECT_EQ(outcome.error->code, "B030");
    EXPECT_EQ(step().state, State::entered);
    EXPECT_EQ(system_.booked, 1);
}

TEST_F(PerformTest, ASystemThatLosesAnEntryIsReported) {
    system_.losesSilently = true;
    const Outcome outcome = step();
    EXPECT_EQ(outcome.state, State::uncertain);
    EXPECT_EQ(outcome.error->code, "B041");
}

TEST_F(PerformTest, ARejectionIsAFailureWithTheSystemsCode) {
    system_.rejects = true;
    const Outcome outcome = step();
    EXPECT_EQ(outcome.state, State::failed);
    EXPECT_EQ(outcome.error->code, "B024");
    EXPECT_NE(outcome.error->message.en.find("E9"), std::string::npos);
    EXPECT_EQ(system_.calls, 0);
}

TEST_F(PerformTest, ARecordThatDoesNotFitIsNeverSent) {
    const auto outcome = perform(*sample::columns("<column name='x' field='nothing' required='true'/>"), system_,
                                 sample::job(), sample::salaryChange());
    EXPECT_EQ(outcome.state, State::failed);
    EXPECT_EQ(outcome.error->code, "B011");
    EXPECT_EQ(system_.calls, 0);
}

TEST_F(PerformTest, NeverSendsToAnotherTown) {
    auto job = sample::job();
    job.municipality = "202029";
    EXPECT_EQ(perform(*binding_, system_, job, sample::salaryChange()).error->code, "B015");
    job = sample::job();
    job.operation = "residence-copy.register";
    EXPECT_EQ(perform(*binding_, system_, job, sample::salaryChange()).state, State::failed);
    EXPECT_EQ(system_.calls, 0);
}

}  // namespace
}  // namespace toitsu::backends
