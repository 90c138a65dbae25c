#include "workflows/decide.h"

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

namespace {

constexpr int mostAttempts = 5;     // reported failures with a retry, before a person looks
constexpr int mostLostLeases = 20;  // claims without any report: the job itself kills its workers

template <class T>
const T* find(const std::vector<T>& items, std::int64_t id) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

// One overload per command.
class Decider {
public:
    explicit Decider(Steps& steps) : steps_(steps) {}

    Result<void> operator()(const StartCase& command) {
        const Definition& definition = steps_.definition();
        steps_.emit(kinds::caseStarted, "",
                    {{"id", command.id},
                     {"process", definition.process},
                     {"definition", command.definition},
                     {"municipality", command.municipality},
                     {"businessKey", command.businessKey},
                     {"variables", command.variables}});
        steps_.arrive(definition.start(), "");
        return {};
    }

    Result<void> operator()(const CompleteTask& command) {
        const OpenTask* open = find(steps_.state().tasks, command.task);
        if (!open) {
            return fail(ErrorKind::conflict, "W041",
                        {"この作業はもう終わっています。作業一覧を開き直してください。",
                         "this task is already finished; list the open tasks again"});
        }
        const OpenTask task = *open;
        const Token token = *steps_.state().token(task.token);
        steps_.emit(kinds::taskCompleted, task.element, {{"task", task.id}, {"variables", command.variables}},
                    command.person);
        steps_.leave(*steps_.definition().find(task.element), token);
        return {};
    }

    Result<void> operator()(const ClaimJob& command) {
        const OpenJob* open = find(steps_.state().jobs, command.job);
        if (!open || !open->due || *open->due > steps_.now()) return {};
        const OpenJob job = *open;
        if (job.claimed && job.attempt - job.spared >= mostLostLeases) {
            steps_.emit(kinds::jobFailed, job.element, {{"job", job.id}, {"attempt", job.attempt}, {"code", "W037"}});
            steps_.raise(
                job.element, job.token, "W037",
                {"処理役が何度も報告なしに止まりました。処理役の記録を確かめ、原因を除いてから再実行してください。",
                 "workers stopped without a report again and again; find the cause in their logs, then retry"},
                job.id);
            return {};
        }
        steps_.emit(kinds::jobClaimed, job.element,
                    {{"job", job.id},
                     {"attempt", job.attempt + 1},
                     {"leaseUntil", steps_.now() + command.lease},
                     {"reclaimed", job.reclaimed || job.claimed}},
                    command.worker);
        return {};
    }

    Result<void> operator()(const CompleteJob& command) {
        const OpenJob* open = heldJob(steps_.state(), command.job, command.attempt);
        if (!open) {
            if (command.job <= 0 || command.job >= steps_.state().next) return leaseLost();
            steps_.emit(kinds::jobReportedLate, "",
                        {{"job", command.job}, {"attempt", command.attempt}, {"result", command.result}});
            return {};
        }
        const OpenJob job = *open;
        const Token token = *steps_.state().token(job.token);
        steps_.emit(kinds::jobCompleted, job.element,
                    {{"job", job.id}, {"attempt", job.attempt}, {"variables", command.result}});
        steps_.leave(*steps_.definition().find(job.element), token);
        return {};
    }

    Result<void> operator()(const FailJob& command) {
        const OpenJob* open = heldJob(steps_.state(), command.job, command.attempt);
        if (!open) return leaseLost();
        const OpenJob job = *open;
        const bool again = command.retryAt && job.attempt - job.spared < mostAttempts;
        Context detail = {{"job", job.id},
                          {"attempt", job.attempt},
                          {"code", command.code},
                          {"ja", command.message.ja},
                          {"en", command.message.en}};
        if (again) detail.put("retryAt", *command.retryAt);
        steps_.emit(kinds::jobFailed, job.element, std::move(detail));
        if (!again) steps_.raise(job.element, job.token, command.code, command.message, job.id);
        return {};
    }

    Result<void> operator()(const FireTimer& command) {
        const OpenTimer* open = find(steps_.state().timers, command.timer);
        if (!open || open->due > steps_.now()) return {};
        const OpenTimer timer = *open;
        const Token token = *steps_.state().token(timer.token);
        const Node& node = *steps_.definition().find(timer.element);
        steps_.emit(kinds::timerFired, timer.element, {{"timer", timer.id}});
        node.type->fired(steps_, node, token);
        return {};
    }

    Result<void> operator()(const RetryIncident& command) {
        const OpenIncident* open = find(steps_.state().incidents, command.incident);
        if (!open) {
            return fail(ErrorKind::conflict, "W043",
                        {"この問題はもう解決しています。一覧を開き直してください。",
                         "this incident is already resolved; list the incidents again"});
        }
        const OpenIncident incident = *open;
        const Token token = *steps_.state().token(incident.token);
        const Node& node = *steps_.definition().find(incident.element);
        steps_.emit(kinds::incidentResolved, incident.element,
                    {{"incident", incident.id}, {"variables", command.variables}}, command.person);
        if (incident.job != 0) {
            steps_.emit(kinds::jobRetried, incident.element, {{"job", incident.job}}, command.person);
        } else if (node.type->position == Position::boundary && token.element != node.id) {
            steps_.setTimer(node, token);
        } else if (incident.code == "W035") {
            steps_.begin(node, token);  // the token was stopped before its element began
        } else {
            node.type->enter(steps_, node, token);
        }
        return {};
    }

private:
    Steps& steps_;
};

// Whether every piece of work has its token and every element is in the flow. The store has no way to break this; a
// file that was changed by other hands has.
bool consistent(const Definition& definition, const State& state) {
    const auto each = [&](const auto& items) {
        return std::all_of(items.begin(), items.end(), [&](const auto& item) {
            return state.token(item.token) != nullptr && definition.find(item.element) != nullptr;
        });
    };
    return each(state.tasks) && each(state.jobs) && each(state.timers) && each(state.incidents);
}

}  // namespace

const OpenJob* heldJob(const State& state, std::int64_t id, int attempt) {
    const OpenJob* job = find(state.jobs, id);
    return job && job->claimed && job->attempt == attempt ? job : nullptr;
}

tl::unexpected<Error> leaseLost() {
    return fail(ErrorKind::conflict, "W050",
                {"この処理の持ち時間が切れ、別の処理役に渡っているか、もう終わっています。結果は案件に使われません。",
                 "the lease on this job was lost (another attempt exists, or it is over); the result is not used for "
                 "the case"});
}

Result<std::vector<Event>> decide(const Definition& definition, const State& state, const Command& command, Instant now,
                                  const Decide& answer) {
    if (!consistent(definition, state)) {
        return fail(ErrorKind::input, "W106",
                    {"保存された案件の状態がフローと合いません。バックアップから戻してください。",
                     "the stored state of a case does not fit its flow; restore the database from a backup"});
    }
    Steps steps(definition, state, now, answer);
    const auto accepted = std::visit(Decider(steps), command);
    if (!accepted) return fail(accepted.error());
    if (!std::holds_alternative<ClaimJob>(command)) steps.settle();
    return steps.take();
}

}  // namespace toitsu::workflows
