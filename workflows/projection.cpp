#include "workflows/projection.h"

#include <set>

#include "workflows/apply.h"
#include "workflows/encoding.h"

namespace toitsu::workflows {

namespace {

// What is open under this number, if anything. While a case is suspended no job or timer of it is due.
std::optional<Work> workOf(const State& state, std::int64_t id) {
    Work work;
    work.id = state.workId(id);
    work.caseId = state.id;
    work.municipality = state.municipality;
    if (const auto task = state.tasks.find(id); task != state.tasks.end()) {
        work.kind = Work::Kind::task;
        work.created = task->second.created;
        work.due = task->second.due;
        work.name = task->second.role;
        work.key = task->second.claimedBy;
        return work;
    }
    if (const auto job = state.jobs.find(id); job != state.jobs.end()) {
        work.kind = Work::Kind::job;
        work.created = job->second.created;
        work.name = job->second.operation;
        if (!state.suspended) work.due = job->second.due;
        return work;
    }
    if (const auto wait = state.waits.find(id); wait != state.waits.end()) {
        work.created = wait->second.created;
        switch (wait->second.kind) {
            case Wait::Kind::timer:
                work.kind = Work::Kind::timer;
                if (!state.suspended) work.due = wait->second.due;
                return work;
            case Wait::Kind::message:
                work.kind = Work::Kind::message;
                break;
            case Wait::Kind::signal:
                work.kind = Work::Kind::signal;
                break;
            case Wait::Kind::condition:
                return std::nullopt;  // only the case itself can meet it
        }
        work.name = wait->second.name;
        work.key = wait->second.key;
        return work;
    }
    if (const auto incident = state.incidents.find(id); incident != state.incidents.end()) {
        work.kind = Work::Kind::incident;
        work.created = incident->second.created;
        work.name = incident->second.code;
        return work;
    }
    if (const auto delivery = state.deliveries.find(id); delivery != state.deliveries.end()) {
        work.kind = Work::Kind::delivery;
        work.created = delivery->second.created;
        work.due = delivery->second.created;
        work.name = delivery->second.name;
        work.key = delivery->second.key;
        return work;
    }
    return std::nullopt;
}

constexpr std::string_view numbers[] = {"task", "job", "timer", "wait", "incident", "delivery"};

void touched(const Event& event, std::set<std::int64_t>& ids) {
    for (const auto& [name, value] : event.detail.entries()) {
        for (const std::string_view number : numbers) {
            if (name == number && value.number()) ids.insert(value.number()->toInteger().value_or(0));
        }
    }
}

template <class Items>
void addAll(const State& state, const Items& items, std::vector<Work>& all) {
    for (const auto& [id, item] : items) {
        if (auto work = workOf(state, id)) all.push_back(std::move(*work));
    }
}

}  // namespace

std::vector<Work> openWork(const State& state) {
    std::vector<Work> all;
    addAll(state, state.tasks, all);
    addAll(state, state.jobs, all);
    addAll(state, state.waits, all);
    addAll(state, state.incidents, all);
    addAll(state, state.deliveries, all);
    return all;
}

Change changeOf(const State& after, std::int64_t expected, std::vector<Event> events) {
    Change change;
    change.expected = expected;
    change.after.id = after.id;
    change.after.process = after.process;
    change.after.definition = after.definition;
    change.after.municipality = after.municipality;
    change.after.businessKey = after.businessKey;
    change.after.status = after.status();
    change.after.started = after.started;
    change.after.ended = after.ended;
    change.after.sequence = after.sequence;
    std::set<std::int64_t> ids;
    bool all = false;
    for (const Event& event : events) {
        all = all || event.kind == Kind::caseSuspended || event.kind == Kind::caseResumed;
        touched(event, ids);
    }
    if (all) {
        for (Work& work : openWork(after)) change.opened.push_back(std::move(work));
    }
    for (const std::int64_t id : ids) {
        if (auto work = workOf(after, id)) {
            if (!all) change.opened.push_back(std::move(*work));
        } else {
            change.closed.push_back(after.workId(id));
        }
    }
    change.events = std::move(events);
    return change;
}

Result<Event> eventOf(const HistoryEntry& entry) {
    const auto kind = kindNamed(entry.kind);
    if (!kind || !entry.detail.context()) {
        return fail(ErrorKind::input, "W106",
                    {"記録された出来事「" + entry.kind +
                         "」をこの版は知りません。新しい版を使うか、バックアップから戻してください。",
                     "this version does not know the recorded event " + entry.kind +
                         "; use a newer one or restore the database from a backup"});
    }
    return Event{entry.at, *kind, entry.element, entry.actor, *entry.detail.context()};
}

Result<State> stateOf(const StoredCase& row, const std::vector<HistoryEntry>& since) {
    State state;
    if (!row.snapshot.empty()) {
        const auto value = decode(row.snapshot);
        if (!value) return fail(value.error());
        auto read = stateFromValue(*value);
        if (!read) return read;
        state = std::move(*read);
    }
    for (const HistoryEntry& entry : since) {
        if (entry.sequence <= state.sequence) continue;
        const auto event = eventOf(entry);
        if (!event) return fail(event.error());
        if (const auto changed = apply(state, *event); !changed) return fail(changed.error());
    }
    return state;
}

}  // namespace toitsu::workflows
