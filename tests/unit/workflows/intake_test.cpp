// The library's intake flow with its real decision table.

#include "base/files.h"
#include "rules/decision.h"
#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

const std::string library = std::string(TOITSU_SOURCE_DIR) + "/templates/";

struct Intake : Bench {
    rules::DecisionModel model = rules::DecisionModel::load(library + "decisions/review.dmn").value();
    std::string id;

    explicit Intake(Context more, bool doubtful = true) {
        decide = [this](const std::string& decision, const Context& inputs) -> Result<Value> {
            auto result = model.evaluate(decision, inputs);
            if (!result) return fail(result.error());
            return result->value;
        };
        Context variables = {
            {"form", "salary-change"}, {"municipality", "202011"}, {"doubtful", doubtful}, {"doubts", List{}}};
        for (const auto& [name, value] : more.entries()) variables.put(name, value);
        id = run(files::read(library + "flows/intake.bpmn").value(), variables);
    }
    Job take(const std::string& operation) {
        for (const Job& job : waiting_.empty() ? waiting_ = claim() : waiting_) {
            if (job.operation == operation) return job;
        }
        ADD_FAILURE() << "no job " << operation;
        return {};
    }
    std::vector<Job> waiting_;
};

const Context registered = {{"receipt", Context{{"number", "R1"}, {"backend", "b"}}}};
const Context rejected = {{"receipt", Context{{"state", "rejected"}}}};

TEST(Intake, AnUndoubtedRecordNeedsNobody) {
    Intake intake({}, false);
    EXPECT_TRUE(intake.engine.tasks().value().empty());
    const Job enter = intake.take("salary-change.register");
    const Job archive = intake.take("scan.archive");
    ASSERT_TRUE(intake.engine.completeJob(enter, registered, t0));
    EXPECT_EQ(intake.look(intake.id).status, CaseStatus::running);
    ASSERT_TRUE(intake.engine.completeJob(archive, {{"archive", Context{{"blob", "x"}}}}, t0));
    EXPECT_EQ(intake.look(intake.id).status, CaseStatus::completed);
}

TEST(Intake, APersonLooksAtWhateverIsNotCertain) {
    const Context reasons[] = {
        {{"doubtful", true}}, {{"brokenErrors", 1}}, {{"sensitive", true}}, {{"doubtful", Value()}}};
    for (const Context& reason : reasons) {
        Intake intake(reason, false);
        EXPECT_EQ(intake.onlyTask().name, "確認");
        EXPECT_EQ(intake.onlyTask().role, "検証者");
        EXPECT_EQ(intake.onlyTask().form, "verify");
        intake.complete("verify");
        EXPECT_EQ(intake.claim().size(), 2u);
    }
}

TEST(Intake, RemindsAfterThreeDaysWithoutTakingTheTaskAway) {
    Intake intake({});
    EXPECT_EQ(intake.engine.fireTimers(t0 + 3 * day - 1).value(), 0);
    EXPECT_EQ(intake.engine.fireTimers(t0 + 3 * day).value(), 1);
    EXPECT_EQ(intake.taskAt("remind").name, "滞留確認");
    intake.complete("verify");
    ASSERT_TRUE(intake.engine.completeJob(intake.take("salary-change.register"), registered, t0));
    ASSERT_TRUE(intake.engine.completeJob(intake.take("scan.archive"), {}, t0));
    EXPECT_EQ(intake.look(intake.id).status, CaseStatus::completed) << "an open reminder does not keep the case open";
    EXPECT_TRUE(intake.engine.tasks().value().empty());
}

TEST(Intake, ARejectedEntryComesBackToAPersonAndIsEnteredAnew) {
    Intake intake({}, false);
    const Job first = intake.take("salary-change.register");
    ASSERT_TRUE(intake.engine.completeJob(intake.take("scan.archive"), {}, t0));
    ASSERT_TRUE(intake.engine.completeJob(first, rejected, t0));
    EXPECT_EQ(intake.onlyTask().name, "差戻し対応");
    intake.complete("correct");
    const Job second = intake.claimOne();
    EXPECT_EQ(second.operation, "salary-change.register");
    EXPECT_NE(second.key, first.key);
    ASSERT_TRUE(intake.engine.completeJob(second, registered, t0));
    EXPECT_EQ(intake.look(intake.id).status, CaseStatus::completed);
}

TEST(Intake, AReceiptThatSaysNothingIsAnIncident) {
    Intake intake({}, false);
    ASSERT_TRUE(intake.engine.completeJob(intake.take("salary-change.register"), {}, t0));
    EXPECT_EQ(intake.onlyIncident().code, "W030");
}

}  // namespace
}  // namespace toitsu::workflows
