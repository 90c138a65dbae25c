#include "workflows/projection.h"

#include <map>

#include "workflows/encoding.h"

namespace toitsu::workflows {

std::vector<Work> openWork(const State& state) {
    std::vector<Work> all;
    const auto add = [&](std::int64_t id, Work::Kind kind, std::optional<Instant> due, Instant created) {
        all.push_back({state.workId(id), state.id, state.municipality, kind, due, created});
    };
    for (const OpenTask& task : state.tasks) add(task.id, Work::Kind::task, {}, task.created);
    for (const OpenJob& job : state.jobs) add(job.id, Work::Kind::job, job.due, job.created);
    for (const OpenTimer& timer : state.timers) add(timer.id, Work::Kind::timer, timer.due, timer.due);
    for (const OpenIncident& incident : state.incidents) add(incident.id, Work::Kind::incident, {}, incident.created);
    return all;
}

Change changeBetween(const State& before, const State& after, std::vector<Event> events) {
    Change change;
    change.expected = before.sequence;
    change.events = std::move(events);
    change.after = {after.id,       after.process, after.definition, after.municipality,    after.businessKey,
                    after.status(), after.started, after.sequence,   encode(toValue(after))};
    std::map<std::string, Work> old;
    for (Work& work : openWork(before)) old.emplace(work.id, std::move(work));
    for (Work& work : openWork(after)) {
        const auto known = old.find(work.id);
        if (known == old.end() || !(known->second == work)) change.opened.push_back(work);
        if (known != old.end()) old.erase(known);
    }
    for (const auto& [id, work] : old) change.closed.push_back(id);
    return change;
}

Result<State> stateOf(const StoredCase& row) {
    const auto value = decode(row.state);
    if (!value) return fail(value.error());
    return stateFromValue(*value);
}

}  // namespace toitsu::workflows
