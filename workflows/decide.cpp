#include "workflows/decide.h"

#include <algorithm>

#include "workflows/decide_person.h"
#include "workflows/elements/element.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

namespace {

constexpr int mostAttempts = 5;     // reported failures with a retry, before a person looks
constexpr int mostLostLeases = 20;  // claims without any report: the job itself kills its workers

template <class T>
const T* find(const std::map<std::int64_t, T>& items, std::int64_t id) {
    const auto found = items.find(id);
    return found == items.end() ? nullptr : &found->second;
}

tl::unexpected<Error> taskGone() {
    return fail(ErrorKind::conflict, "W041",
                {"この作業はもう終わっています。作業一覧を開き直してください。",
                 "this task is already finished; list the open tasks again"});
}

// One overload per command.
class Decider : public PersonDecider {
public:
    using PersonDecider::PersonDecider;
    using PersonDecider::operator();

    Result<void> operator()(const StartCase& command) {
        const Definition& definition = steps_.definition(0);
        const Node* process = definition.find(command.process);
        if (!process) {
            return fail(ErrorKind::notFound, "W020",
                        {"フロー「" + command.process + "」は登録されていません。先に登録してください。",
                         "the flow " + command.process + " is not deployed; deploy it first"});
        }
        const Node* start = command.element.empty() ? nullptr : definition.find(command.element);
        if (!start && process->starts.empty()) {
            return fail(ErrorKind::usage, "W022",
                        {"このフローは、開始イベントの出来事(メッセージなど)でしか始まりません。",
                         "this flow begins only by the event of its start event (a message, for example)"});
        }
        Context variables = command.variables;
        for (const std::string& name : process->data) {
            if (!variables.find(name)) variables.put(name, Value());
        }
        Context detail = {{"id", command.id},
                          {"process", command.process},
                          {"definition", command.definition},
                          {"municipality", command.municipality},
                          {"businessKey", command.businessKey},
                          {"variables", std::move(variables)}};
        if (!command.message.empty()) detail.put("message", command.message);
        steps_.emit(Kind::caseStarted, "", std::move(detail));
        if (!start) {
            steps_.startScope(0, *process);
        } else {
            steps_.startTriggered(*process, *start);
        }
        return {};
    }

    Result<void> operator()(const CompleteTask& command) {
        const OpenTask* open = find(steps_.state().tasks, command.task);
        if (!open) return taskGone();
        const OpenTask task = *open;
        if (auto free = mayDo(task, command.person); !free) return free;
        steps_.emit(Kind::taskCompleted, task.element, {{"task", task.id}, {"variables", command.variables}},
                    command.person);
        steps_.complete(nodeAt(task.token), task.token);
        return {};
    }

    Result<void> operator()(const ClaimTask& command) {
        const OpenTask* open = find(steps_.state().tasks, command.task);
        if (!open) return taskGone();
        if (open->claimedBy == command.person) return {};
        if (command.person.empty()) {
            steps_.emit(Kind::taskReleased, open->element, {{"task", open->id}}, command.by);
            return {};
        }
        if (auto free = mayDo(*open, command.person); !free) return free;
        steps_.emit(Kind::taskClaimed, open->element, {{"task", open->id}}, command.person);
        return {};
    }

    Result<void> operator()(const ClaimJob& command) {
        const OpenJob* open = find(steps_.state().jobs, command.job);
        if (!open || !open->due || *open->due > steps_.now() || steps_.state().suspended) return {};
        const OpenJob job = *open;
        if (job.claimed && job.attempt - job.spared >= mostLostLeases) {
            steps_.emit(Kind::jobFailed, job.element, {{"job", job.id}, {"attempt", job.attempt}, {"code", "W037"}});
            steps_.raise(
                nodeAt(job.token), job.token, "W037",
                {"処理役が何度も報告なしに止まりました。処理役の記録を確かめ、原因を除いてから再実行してください。",
                 "workers stopped without a report again and again; find the cause in their logs, then retry"},
                {}, job.id);
            return {};
        }
        steps_.emit(Kind::jobClaimed, job.element,
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
            steps_.emit(Kind::jobReportedLate, "",
                        {{"job", command.job}, {"attempt", command.attempt}, {"result", command.result}});
            return {};
        }
        const OpenJob job = *open;
        steps_.emit(Kind::jobCompleted, job.element,
                    {{"job", job.id}, {"attempt", job.attempt}, {"variables", command.result}});
        steps_.complete(nodeAt(job.token), job.token);
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
        steps_.emit(Kind::jobFailed, job.element, std::move(detail));
        if (!again) steps_.raise(nodeAt(job.token), job.token, command.code, command.message, {}, job.id);
        return {};
    }

    Result<void> operator()(const ExtendJob& command) {
        const OpenJob* open = heldJob(steps_.state(), command.job, command.attempt);
        if (!open || open->due.value_or(0) <= steps_.now()) return leaseLost();
        steps_.emit(Kind::jobExtended, open->element,
                    {{"job", open->id}, {"leaseUntil", steps_.now() + command.lease}});
        return {};
    }

    Result<void> operator()(const Throw& command) {
        std::int64_t token = 0;
        if (const OpenTask* task = find(steps_.state().tasks, command.work)) {
            token = task->token;
        } else {
            const OpenJob* job = heldJob(steps_.state(), command.work, command.attempt);
            if (!job) return leaseLost();
            token = job->token;
        }
        const Node& node = nodeAt(token);
        if (command.escalation) {
            steps_.throwEscalation(command.code, node, token, command.variables);
            return {};
        }
        const bool caught = steps_.catcher(Trigger::Kind::error, command.code, token).event != nullptr;
        // Not foreseen: the work stays open, and what the worker said stands with the incident.
        if (!caught && steps_.state().jobs.contains(command.work)) {
            steps_.emit(Kind::jobFailed, node.id,
                        {{"job", command.work}, {"attempt", command.attempt}, {"code", command.code}});
        }
        steps_.throwError(command.code, node, token, command.variables, false,
                          steps_.state().jobs.contains(command.work) ? command.work : 0);
        return {};
    }

    Result<void> operator()(const FireTimer& command) {
        const Wait* open = find(steps_.state().waits, command.timer);
        if (!open || open->kind != Wait::Kind::timer || open->due > steps_.now() || steps_.state().suspended) return {};
        steps_.fire(command.timer);
        return {};
    }

    Result<void> operator()(const DeliverMessage& command) {
        if (!command.message.empty() && steps_.state().heard.contains(command.message)) return {};
        if (!find(steps_.state().waits, command.wait)) {
            return fail(
                ErrorKind::conflict, "W051",
                {"このメッセージを待っているものはもうありません。", "nothing waits for this message any more"});
        }
        steps_.fire(command.wait, command.variables, command.actor, command.message);
        return {};
    }

    Result<void> operator()(const DeliverSignal& command) {
        steps_.signal(command.name, command.variables, command.actor);
        return {};
    }

    Result<void> operator()(const ConfirmDelivery& command) {
        if (find(steps_.state().deliveries, command.delivery))
            steps_.emit(Kind::delivered, "", {{"delivery", command.delivery}});
        return {};
    }

private:
    const Node& nodeAt(std::int64_t token) const { return *steps_.nodeOf(*steps_.state().token(token)); }

    // Four eyes: whoever has done the one may not do the other. And what somebody has claimed is theirs.
    Result<void> mayDo(const OpenTask& task, const std::string& person) const {
        const Node* node = steps_.find(steps_.state().token(task.token)->scope, task.element);
        if (node && !node->fourEyes.empty()) {
            const auto done = steps_.state().doneBy.find(node->fourEyes);
            if (done != steps_.state().doneBy.end() && done->second.contains(person)) {
                return fail(ErrorKind::refused, "W045",
                            {"前の作業をした人は、この作業はできません。別の人が行ってください。",
                             "whoever has done the work before may not do this one; another person must"});
            }
        }
        if (task.claimedBy.empty() || task.claimedBy == person) return {};
        return fail(ErrorKind::conflict, "W046",
                    {"この作業は別の人が担当しています。担当を外してもらってください。",
                     "somebody else has claimed this task; ask them to release it"});
    }
};

// Whether every piece of work has its element in the flow. The store has no way to break this; a file that was changed
// by other hands has.
bool consistent(const Steps& steps) {
    const State& state = steps.state();
    const auto known = [&](std::int64_t scope, const std::string& element) {
        return steps.find(scope, element) != nullptr;
    };
    const auto each = [&](const auto& items) {
        return std::all_of(items.begin(), items.end(), [&](const auto& entry) {
            const Token* token = state.token(entry.second.token);
            return known(token ? token->scope : 0, entry.second.element);
        });
    };
    return std::all_of(state.tokens.begin(), state.tokens.end(),
                       [&](const auto& entry) { return known(entry.second.scope, entry.second.element); }) &&
           each(state.tasks) && each(state.jobs) && each(state.incidents) &&
           std::all_of(state.waits.begin(), state.waits.end(), [&](const auto& entry) {
               const Token* token = state.token(entry.second.token);
               const Node* node = steps.find(token ? token->scope : entry.second.scope, entry.second.element);
               return node && static_cast<std::size_t>(entry.second.trigger) < node->triggers.size();
           });
}

bool whileSuspended(const Command& command) {
    return std::holds_alternative<Suspend>(command) || std::holds_alternative<CancelCase>(command) ||
           std::holds_alternative<CompleteJob>(command) || std::holds_alternative<FailJob>(command) ||
           std::holds_alternative<ExtendJob>(command) || std::holds_alternative<SetVariables>(command) ||
           std::holds_alternative<Modify>(command) || std::holds_alternative<MigrateCase>(command) ||
           std::holds_alternative<ConfirmDelivery>(command) || std::holds_alternative<ClaimJob>(command) ||
           std::holds_alternative<FireTimer>(command);
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

Result<void> checkFits(const Surroundings& surroundings, std::shared_ptr<const Definition> definition,
                       const State& state) {
    for (const auto& [id, scope] : state.scopes) {
        if (scope.definition.empty()) continue;
        if (const auto found = surroundings.definition(scope.definition); !found) return fail(found.error());
    }
    if (consistent(Steps(surroundings, std::move(definition), state, 0))) return {};
    return fail(ErrorKind::input, "W106",
                {"保存された案件の状態がフローと合いません。バックアップから戻してください。",
                 "the stored state of a case does not fit its flow; restore the database from a backup"});
}

Decided decide(const Surroundings& surroundings, std::shared_ptr<const Definition> definition, State state,
               const Command& command, Instant now) {
    const auto refused = [&](Error error) { return Decided{std::move(state), {}, std::move(error)}; };
    if (state.suspended && !whileSuspended(command)) {
        return refused(
            {ErrorKind::conflict,
             "W044",
             {"この案件は止められています。再開してから行ってください。", "this case is suspended; resume it first"},
             {}});
    }
    if (state.completed && !std::holds_alternative<CompleteJob>(command) &&
        !std::holds_alternative<ConfirmDelivery>(command) && !std::holds_alternative<ClaimJob>(command) &&
        !std::holds_alternative<FireTimer>(command) && !std::holds_alternative<CompleteTask>(command) &&
        !std::holds_alternative<RetryIncident>(command) && !std::holds_alternative<FailJob>(command)) {
        return refused(
            {ErrorKind::conflict, "W052", {"この案件はもう終わっています。", "this case has ended already"}, {}});
    }
    Steps steps(surroundings, std::move(definition), std::move(state), now);
    const auto accepted = std::visit(Decider(steps), command);
    if (accepted && !std::holds_alternative<ClaimJob>(command) && !std::holds_alternative<ClaimTask>(command) &&
        !std::holds_alternative<Suspend>(command) && !std::holds_alternative<ExtendJob>(command))
        steps.settle();
    Decided decided = steps.take();
    if (!accepted) decided.refused = accepted.error();
    return decided;
}

}  // namespace toitsu::workflows
