// What the engine shows: tasks, incidents, cases. Nothing here changes anything. Everything is read from the store, so
// that nobody is shown what is not durable yet.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/engine_inner.h"

namespace toitsu::workflows {

Task taskView(const State& state, const Definition& definition, const OpenTask& task) {
    const Token* token = state.token(task.token);
    Task view{state.workId(task.id),
              state.id,
              state.municipality,
              task.element,
              "",
              task.role,
              "",
              task.created,
              allVisible(state, token ? token->scope : 0, task.token)};
    view.claimedBy = task.claimedBy;
    view.due = task.due;
    if (const Node* node = definition.find(task.element)) {
        view.name = node->name;
        view.form = node->form;
        if (view.role.empty()) view.role = node->role;
    }
    return view;
}

Job jobView(const State& state, const Definition& definition, const OpenJob& job) {
    const Token* token = state.token(job.token);
    Job view{state.workId(job.id), state.id,
             state.municipality,   job.element,
             job.operation,        job.key,
             job.attempt,          job.due.value_or(0),
             job.reclaimed,        allVisible(state, token ? token->scope : 0, job.token)};
    if (const Node* node = definition.find(job.element)) view.script = node->scriptText;
    return view;
}

CaseView caseView(const State& state) {
    CaseView view{state.id,
                  state.process,
                  state.definition,
                  state.municipality,
                  state.businessKey,
                  state.status(),
                  state.started,
                  state.ended,
                  Value(state.variables()),
                  {},
                  {}};
    for (const auto& [id, token] : state.tokens) {
        if (token.hosted == 0) view.at.push_back(token.element);
    }
    view.suspended = state.suspended;
    view.error = state.error;
    return view;
}

// The definition that an element of a scope belongs to: a called process may be another file's.
Result<std::shared_ptr<const Definition>> Engine::Inner::definitionAt(const State& state, std::int64_t tokenId) {
    const Token* token = state.token(tokenId);
    for (const Scope* scope = state.scope(token ? token->scope : 0); scope && scope->id != 0;
         scope = state.scope(scope->parent)) {
        if (!scope->definition.empty()) return definition(scope->definition);
    }
    return definition(state.definition);
}

Result<std::vector<Task>> Engine::tasks(const std::string& municipality) const {
    WorkQuery query;
    query.municipality = municipality;
    return tasks(query);
}

Result<std::vector<Task>> Engine::tasks(const WorkQuery& wanted) const {
    WorkQuery query = wanted;
    query.kind = Work::Kind::task;
    const auto open = inner_->store->openWork(query);
    if (!open) return fail(open.error());
    std::vector<Task> tasks;
    std::map<std::string, State> states;  // a case often has several
    for (const Work& work : *open) {
        auto known = states.find(work.caseId);
        if (known == states.end()) {
            auto kept = inner_->stored(work.caseId);
            if (!kept) return fail(kept.error());
            known = states.emplace(work.caseId, std::move(kept->state)).first;
        }
        const State& state = known->second;
        const auto task = state.tasks.find(state.workNumber(work.id).value_or(0));
        if (task == state.tasks.end()) continue;
        const auto flow = inner_->definitionAt(state, task->second.token);
        if (!flow) return fail(flow.error());
        tasks.push_back(taskView(state, **flow, task->second));
    }
    return tasks;
}

Result<Task> Engine::task(const std::string& id) const {
    const auto kept = inner_->stored(caseOf(id));
    if (!kept && kept.error().code != "W042") return fail(kept.error());
    if (kept) {
        const State& state = kept->state;
        const auto task = state.tasks.find(state.workNumber(id).value_or(0));
        if (task != state.tasks.end()) {
            const auto flow = inner_->definitionAt(state, task->second.token);
            if (!flow) return fail(flow.error());
            return taskView(state, **flow, task->second);
        }
    }
    return fail(ErrorKind::notFound, "W040",
                {"その作業はないか、もう終わっています。作業一覧で確かめてください。",
                 "there is no such task, or it is finished; look it up in the list of tasks"});
}

Result<std::int64_t> Engine::openJobs() const {
    const auto open = inner_->store->openWork({.kind = Work::Kind::job});
    if (!open) return fail(open.error());
    return std::count_if(open->begin(), open->end(), [](const Work& work) { return work.due.has_value(); });
}

Result<std::optional<Instant>> Engine::nextTimer() const {
    return inner_->store->nextDue(Work::Kind::timer);
}

Result<std::vector<Incident>> Engine::incidents() const {
    WorkQuery query;
    query.kind = Work::Kind::incident;
    const auto open = inner_->store->openWork(query);
    if (!open) return fail(open.error());
    const Language language = userLanguage();
    std::vector<Incident> incidents;
    for (const Work& work : *open) {
        const auto kept = inner_->stored(work.caseId);
        if (!kept) return fail(kept.error());
        const State& state = kept->state;
        const auto found = state.incidents.find(state.workNumber(work.id).value_or(0));
        if (found == state.incidents.end()) continue;
        const OpenIncident& incident = found->second;
        incidents.push_back(
            {work.id, state.id, incident.element, incident.code, incident.message.in(language), incident.created});
    }
    return incidents;
}

Result<std::vector<CaseView>> Engine::cases() const {
    return cases(CaseQuery{});
}

Result<std::vector<CaseView>> Engine::cases(const CaseQuery& query) const {
    const auto rows = inner_->store->cases(query);
    if (!rows) return fail(rows.error());
    std::vector<CaseView> views;
    for (const StoredCase& row : *rows) {
        auto one = view(row);
        if (!one) return fail(one.error());
        views.push_back(std::move(*one));
    }
    return views;
}

Result<CaseView> Engine::view(const StoredCase& row) const {
    const auto since = inner_->store->history(row.id, row.snapshotAt);
    if (!since) return fail(since.error());
    const auto state = stateOf(row, *since);
    if (!state) return fail(state.error());
    return caseView(*state);
}

Result<CaseView> Engine::findCase(const std::string& id) const {
    const auto kept = inner_->stored(id);
    if (!kept) return fail(kept.error());
    CaseView view = caseView(kept->state);
    const auto entries = inner_->store->history(id);
    if (!entries) return fail(entries.error());
    for (const HistoryEntry& entry : *entries) {
        if (entry.kind == name(Kind::elementEntered)) view.path.push_back(entry.element);
    }
    return view;
}

Result<std::vector<HistoryEntry>> Engine::history(const std::string& caseId) const {
    const auto entries = inner_->store->history(caseId);
    if (!entries || !entries->empty()) return entries;
    const auto known = findCase(caseId);
    if (!known) return fail(known.error());
    return entries;
}

Result<Standing> Engine::standing(const std::string& caseId) const {
    const auto kept = inner_->stored(caseId);
    if (!kept) return fail(kept.error());
    const State& state = kept->state;
    Standing standing;
    for (const auto& [id, token] : state.tokens)
        standing.tokens.push_back({id, token.scope, token.element, token.via, token.index});
    for (const auto& [id, scope] : state.scopes) {
        const char* kind = scope.kind == Scope::Kind::process ? "process"
                           : scope.kind == Scope::Kind::multi ? "multi"
                                                              : "sub-process";
        standing.scopes.push_back({id, scope.parent, scope.element, kind, Value(scope.variables)});
    }
    for (const auto& [id, wait] : state.waits) {
        const char* kind = wait.kind == Wait::Kind::timer     ? "timer"
                           : wait.kind == Wait::Kind::message ? "message"
                           : wait.kind == Wait::Kind::signal  ? "signal"
                                                              : "condition";
        std::optional<Instant> due;
        if (wait.kind == Wait::Kind::timer) due = wait.due;
        standing.waits.push_back({state.workId(id), wait.element, kind, wait.name, wait.key, due});
    }
    return standing;
}

}  // namespace toitsu::workflows
