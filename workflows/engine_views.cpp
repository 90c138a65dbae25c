// What the engine shows: tasks, jobs, incidents, cases. Nothing here changes anything.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/engine_inner.h"

namespace toitsu::workflows {

Task taskView(const State& state, const Definition& definition, const OpenTask& task) {
    Task view{state.workId(task.id), state.id,       state.municipality, task.element, "", "", "",
              task.created,          state.variables};
    if (const Node* node = definition.find(task.element)) {
        view.name = node->name;
        view.role = node->role;
        view.form = node->form;
    }
    return view;
}

Job jobView(const State& state, const OpenJob& job) {
    return {state.workId(job.id), state.id,      state.municipality, job.element, job.operation, job.key, job.attempt,
            job.due.value_or(0),  job.reclaimed, state.variables};
}

CaseView caseView(const State& state) {
    CaseView view{state.id,       state.process, state.definition, state.municipality, state.businessKey,
                  state.status(), state.started, state.ended,      state.variables,    {},
                  state.path};
    for (const Token& token : state.tokens) view.at.push_back(token.element);
    return view;
}

Result<std::vector<Task>> Engine::tasks(const std::string& municipality) const {
    const std::lock_guard lock(inner_->mutex);
    const auto open = inner_->store->openWork(Work::Kind::task, municipality);
    if (!open) return fail(open.error());
    std::vector<Task> tasks;
    for (const Work& work : *open) {
        const auto state = inner_->load(work.caseId);
        if (!state) return fail(state.error());
        const auto definition = inner_->definition(state->definition);
        if (!definition) return fail(definition.error());
        for (const OpenTask& task : state->tasks) {
            if (state->workId(task.id) == work.id) tasks.push_back(taskView(*state, **definition, task));
        }
    }
    return tasks;
}

Result<Task> Engine::task(const std::string& id) const {
    const std::lock_guard lock(inner_->mutex);
    const auto state = inner_->load(caseOf(id));
    if (!state && state.error().code != "W042") return fail(state.error());
    if (state) {
        for (const OpenTask& task : state->tasks) {
            if (state->workId(task.id) != id) continue;
            const auto definition = inner_->definition(state->definition);
            if (!definition) return fail(definition.error());
            return taskView(*state, **definition, task);
        }
    }
    return fail(ErrorKind::notFound, "W040",
                {"その作業はないか、もう終わっています。作業一覧で確かめてください。",
                 "there is no such task, or it is finished; look it up in the list of tasks"});
}

Result<std::optional<Instant>> Engine::nextTimer() const {
    return inner_->store->nextDue(Work::Kind::timer);
}

Result<std::vector<Incident>> Engine::incidents() const {
    const std::lock_guard lock(inner_->mutex);
    const auto open = inner_->store->openWork(Work::Kind::incident, "");
    if (!open) return fail(open.error());
    const Language language = userLanguage();
    std::vector<Incident> incidents;
    for (const Work& work : *open) {
        const auto state = inner_->load(work.caseId);
        if (!state) return fail(state.error());
        for (const OpenIncident& incident : state->incidents) {
            if (state->workId(incident.id) != work.id) continue;
            incidents.push_back(
                {work.id, state->id, incident.element, incident.code, incident.message.in(language), incident.created});
        }
    }
    return incidents;
}

Result<std::vector<CaseView>> Engine::cases() const {
    const std::lock_guard lock(inner_->mutex);
    const auto rows = inner_->store->cases();
    if (!rows) return fail(rows.error());
    std::vector<CaseView> views;
    for (const StoredCase& row : *rows) {
        const auto state = stateOf(row);
        if (!state) return fail(state.error());
        views.push_back(caseView(*state));
    }
    return views;
}

Result<CaseView> Engine::findCase(const std::string& id) const {
    const std::lock_guard lock(inner_->mutex);
    const auto state = inner_->load(id);
    if (!state) return fail(state.error());
    return caseView(*state);
}

Result<std::vector<HistoryEntry>> Engine::history(const std::string& caseId) const {
    const auto entries = inner_->store->history(caseId);
    if (!entries || !entries->empty()) return entries;
    const auto known = findCase(caseId);
    if (!known) return fail(known.error());
    return entries;
}

}  // namespace toitsu::workflows
