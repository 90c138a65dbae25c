// What operators do: incidents, variables, holding, moving, migrating, ending and removing cases.

#include "workflows/encoding.h"
#include "workflows/engine_inner.h"

namespace toitsu::workflows {

Result<void> Engine::retryIncident(const std::string& id, const std::string& person, Instant now,
                                   const Context& variables) {
    if (const auto storable = checkStorable(variables); !storable) return storable;
    return inner_->command(
        caseOf(id),
        [&](const State& state) -> Result<Command> {
            return RetryIncident{state.workNumber(id).value_or(0), person, variables};
        },
        now);
}

Result<void> Engine::skipIncident(const std::string& id, const std::string& person, Instant now,
                                  const Context& variables, const std::string& flow) {
    if (const auto storable = checkStorable(variables); !storable) return storable;
    return inner_->command(
        caseOf(id),
        [&](const State& state) -> Result<Command> {
            return SkipIncident{state.workNumber(id).value_or(0), person, variables, flow};
        },
        now);
}

Result<void> Engine::setVariables(const std::string& caseId, std::int64_t scope, const Context& variables, bool local,
                                  const std::string& person, Instant now) {
    if (const auto storable = checkStorable(variables); !storable) return storable;
    return inner_->command(
        caseId,
        [&](const State&) -> Result<Command> {
            return SetVariables{scope, variables, local, person};
        },
        now);
}

Result<void> Engine::suspend(const std::string& caseId, bool suspend, const std::string& person, Instant now) {
    return inner_->command(
        caseId,
        [&](const State&) -> Result<Command> {
            return Suspend{suspend, person};
        },
        now);
}

Result<void> Engine::modify(const std::string& caseId, const Modification& modification, const std::string& person,
                            Instant now) {
    if (const auto storable = checkStorable(modification.variables); !storable) return storable;
    return inner_->command(
        caseId,
        [&](const State&) -> Result<Command> {
            return Modify{modification, person};
        },
        now);
}

Result<void> Engine::activate(const std::string& caseId, std::int64_t scope, const std::string& element,
                              const std::string& person, Instant now) {
    return inner_->command(
        caseId,
        [&](const State&) -> Result<Command> {
            return ActivateAdHoc{scope, element, person};
        },
        now);
}

Result<void> Engine::migrate(const std::string& caseId, const std::string& definition,
                             const std::map<std::string, std::string>& elements, const std::string& person,
                             Instant now) {
    return inner_->command(
        caseId,
        [&](const State& state) -> Result<Command> {
            std::string target = definition;
            if (target.empty()) {
                const auto found = newest(state.process);
                if (!found) return fail(found.error());
                target = *found;
            }
            return MigrateCase{target, elements, person};
        },
        now);
}

Result<std::vector<Error>> Engine::migrationObstacles(const std::string& caseId, const std::string& definition,
                                                      const std::map<std::string, std::string>& elements) const {
    std::vector<Error> obstacles;
    std::optional<Error> trouble;
    const auto looked = inner_->run(
        caseId, [](const State&) -> Result<Command> { return ConfirmDelivery{0}; }, 0, nullptr,
        [&](const State& state, const Definition& from) {
            const auto hash = definition.empty() ? newest(state.process) : Result<std::string>(definition);
            const auto to =
                hash ? inner_->definition(*hash) : Result<std::shared_ptr<const Definition>>(fail(hash.error()));
            if (to) {
                obstacles = workflows::migrationObstacles(from, **to, state, elements);
            } else {
                trouble = to.error();
            }
        });
    if (!looked) return fail(looked.error());
    if (trouble) return fail(*trouble);
    return obstacles;
}

Result<void> Engine::cancelCase(const std::string& caseId, const std::string& person, Instant now) {
    return inner_->command(
        caseId, [&](const State&) -> Result<Command> { return CancelCase{person}; }, now);
}

Result<int> Engine::purge(const std::string& municipality, const std::string& process, Instant endedBefore, int most) {
    const auto gone = inner_->store->purge(municipality, process, endedBefore, most);
    const std::lock_guard lock(inner_->cacheMutex);
    inner_->cached.clear();
    inner_->recent.clear();
    return gone;
}

Result<int> Engine::purgeCases(const std::vector<std::string>& ids) {
    const auto gone = inner_->store->purgeCases(ids);
    const std::lock_guard lock(inner_->cacheMutex);
    inner_->cached.clear();
    inner_->recent.clear();
    return gone;
}

}  // namespace toitsu::workflows
