// What is done at a moment, and what follows from the engine's events.

#include <algorithm>

#include "workflows/trial/simulation_run.h"

namespace toitsu::workflows::trial {

namespace {

Instant instantOf(const Value& value) {
    const Decimal* number = value.number();
    return number ? number->toInteger().value_or(0) : 0;
}

std::string workId(const std::string& caseId, const Value& number) {
    return caseId + "." + std::to_string(instantOf(number));
}

std::string textOf(const Value& value) {
    return value.string() ? *value.string() : "";
}

}  // namespace

Simulation::Desk& Simulation::desk(const std::string& role) {
    auto found = desks_.find(role);
    if (found != desks_.end()) return found->second;
    Desk& made = desks_[role];
    const auto people = settings_.people.find(role);
    made.people = people == settings_.people.end() ? 1 : people->second;
    for (int i = 1; i <= made.people; ++i) made.free.insert(role + "-" + std::to_string(i));
    made.counted = stage_->now();
    return made;
}

void Simulation::count(Desk& desk) {
    desk.waiting += static_cast<double>(desk.queue.size()) * static_cast<double>(stage_->now() - desk.counted);
    desk.counted = stage_->now();
    desk.longest = std::max(desk.longest, static_cast<std::int64_t>(desk.queue.size()));
}

void Simulation::onTask(const std::string& caseId, const Event& event) {
    const auto text = [&](const char* name) {
        const Value* value = event.detail.find(name);
        return value ? textOf(*value) : std::string();
    };
    const Value* number = event.detail.find("task");
    Waiting task{workId(caseId, number ? *number : Value()),
                 caseId,
                 event.element,
                 text("role"),
                 text("assignee"),
                 stage_->now(),
                 std::nullopt};
    if (const Value* due = event.detail.find("due")) task.due = instantOf(*due);
    Desk& at = desk(task.role);
    count(at);
    at.queue.push_back(task.id);
    count(at);
    const std::string id = task.id;
    tasks_.emplace(id, std::move(task));
}

// A task is over: done, or taken away; whoever was at it is free again.
void Simulation::forget(const std::string& id) {
    const auto found = tasks_.find(id);
    if (found == tasks_.end()) return;
    const Waiting& task = found->second;
    Desk& at = desk(task.role);
    if (const auto working = working_.find(id); working != working_.end()) {
        const Instant worked = workingBetween(working->second.second, stage_->now());
        at.busy += static_cast<double>(worked);
        works_[task.element].push_back(worked);
        if (task.due && stage_->now() > *task.due) ++result_.elements[task.element].late;
        at.free.insert(working->second.first);
        working_.erase(working);
    } else {
        count(at);
        std::erase(at.queue, id);
    }
    tasks_.erase(found);
}

void Simulation::watch(const std::string& caseId, const Event& event) {
    const auto number = [&](const char* name) {
        const Value* value = event.detail.find(name);
        return value ? *value : Value();
    };
    const auto area = [&] {
        areaOpen_ += static_cast<double>(open_.size()) * static_cast<double>(event.at - areaCounted_);
        areaCounted_ = event.at;
    };
    switch (event.kind) {
        case Kind::caseStarted:
            area();
            open_[caseId] = event.at;
            ++begun_;
            break;
        case Kind::caseCompleted:
            area();
            if (const auto began = open_.find(caseId); began != open_.end()) {
                leads_.push_back(event.at - began->second);
                open_.erase(began);
                ++result_.completed;
            }
            break;
        case Kind::elementEntered:
            ++result_.elements[event.element].entered;
            break;
        case Kind::taskCreated:
            onTask(caseId, event);
            break;
        case Kind::taskCompleted:
        case Kind::taskCancelled:
            forget(workId(caseId, number("task")));
            break;
        case Kind::jobCancelled:
            jobs_.erase(workId(caseId, number("job")));
            break;
        case Kind::timerFired:
            ++result_.timers[event.element];
            break;
        case Kind::incidentRaised:
            ++result_.incidents[textOf(number("code")) + " " + event.element];
            break;
        case Kind::waitOpened: {
            if (textOf(number("kind")) != "message") break;
            const auto message = settings_.messages.find(textOf(number("name")));
            if (message == settings_.messages.end() || !choices_.chance(message->second.share)) break;
            coming_.emplace(event.at + drawn(message->second.minutes, durations_),
                            Pending{Pending::Kind::message, caseId, message->first, textOf(number("key")), ""});
            break;
        }
        default:
            break;
    }
}

Result<void> Simulation::happen(const Pending& pending) {
    switch (pending.kind) {
        case Pending::Kind::begin:
            return begin(pending);
        case Pending::Kind::finish:
            return finish(pending);
        case Pending::Kind::job:
            return answer(pending);
        case Pending::Kind::message:
            return deliver(pending);
        case Pending::Kind::look:
            return takeUp(pending.name);
    }
    return {};
}

Result<void> Simulation::begin(const Pending& pending) {
    const Outcome* outcome = chosen(settings_.starts, choices_);
    Context variables = outcome ? values(*outcome, Value(), std::stoi(pending.id)) : Context{};
    if (!variables.find("number")) variables.put("number", pending.id);
    const auto begun = stage_->engine().start(process_, settings_.municipality, pending.id, variables, stage_->now());
    if (!begun) return fail(begun.error());
    return {};
}

// Whoever is free and may takes up what has waited longest. Outside office hours nobody does.
Result<void> Simulation::takeUp(const std::string& role) {
    Desk& at = desk(role);
    if (at.queue.empty() || at.free.empty()) return {};
    if (calendar_ && !calendar_->isOpen(stage_->now())) {
        const auto opens = calendar_->nextOpening(stage_->now());
        const bool planned = std::any_of(coming_.begin(), coming_.end(), [&](const auto& one) {
            return one.second.kind == Pending::Kind::look && one.second.name == role;
        });
        if (opens && !planned) coming_.emplace(*opens, Pending{Pending::Kind::look, "", role, "", ""});
        return {};
    }
    const std::vector<std::string> waiting(at.queue.begin(), at.queue.end());
    for (const std::string& id : waiting) {
        if (at.free.empty()) break;
        const std::vector<std::string> free(at.free.begin(), at.free.end());
        bool taken = false;
        for (const std::string& person : free) {
            // What is somebody's own is done in that name; one of the role's people stands for them.
            const std::string own = tasks_.at(id).assignee;
            const auto claimed = stage_->engine().claimTask(id, own.empty() ? person : own, stage_->now());
            if (!claimed && claimed.error().code == "W045") continue;  // four eyes: somebody else
            if (!claimed) return fail(claimed.error());
            const Waiting& task = tasks_.at(id);
            waits_[task.element].push_back(workingBetween(task.since, stage_->now()));
            count(at);
            std::erase(at.queue, id);
            at.free.erase(person);
            working_[id] = {person, stage_->now()};
            const Instant end = after(stage_->now(), drawn(minutesOf(task.element), durations_));
            coming_.emplace(end, Pending{Pending::Kind::finish, id, task.element, "", own.empty() ? person : own});
            taken = true;
            break;
        }
        if (!taken && static_cast<int>(free.size()) == at.people) ++result_.incidents["W045 " + tasks_.at(id).element];
    }
    return {};
}

Result<void> Simulation::finish(const Pending& pending) {
    if (!working_.contains(pending.id)) return {};  // taken away meanwhile
    const auto settings = settings_.elements.find(pending.name);
    const Outcome* outcome =
        settings == settings_.elements.end() ? nullptr : chosen(settings->second.outcomes, choices_);
    Context entered;
    if (outcome) {
        const auto task = stage_->engine().task(pending.id);
        if (!task) return fail(task.error());
        entered = values(*outcome, task->variables, 0);
    }
    if (outcome && !outcome->error.empty())
        return stage_->engine().throwError(pending.id, 0, outcome->error, entered, pending.person, stage_->now());
    return stage_->engine().completeTask(pending.id, pending.person, entered, stage_->now());
}

Result<void> Simulation::answer(const Pending& pending) {
    const auto found = jobs_.find(pending.id);
    if (found == jobs_.end()) return {};
    const Job job = found->second;
    jobs_.erase(found);
    const auto settings = settings_.elements.find(pending.name);
    const Outcome* outcome =
        settings == settings_.elements.end() ? nullptr : chosen(settings->second.outcomes, choices_);
    const Context given = outcome ? values(*outcome, job.variables, 0) : Context{};
    if (outcome && !outcome->error.empty())
        return stage_->engine().throwError(job.id, job.attempt, outcome->error, given, "", stage_->now());
    return stage_->engine().completeJob(job, given, stage_->now());
}

Result<void> Simulation::deliver(const Pending& pending) {
    const auto message = settings_.messages.find(pending.name);
    const auto seen = stage_->engine().findCase(pending.id);
    if (!seen) return fail(seen.error());
    const Context brought = values({1, message->second.variables, ""}, seen->variables, 0);
    const auto published =
        stage_->engine().publish({settings_.municipality, pending.name, pending.key, brought}, stage_->now());
    if (!published) return fail(published.error());
    return {};
}

}  // namespace toitsu::workflows::trial
