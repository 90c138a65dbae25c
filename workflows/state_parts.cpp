// What a snapshot leaves out because it can be found again.

#include "workflows/apply.h"
#include "workflows/apply_parts.h"

namespace toitsu::workflows {

using namespace applying;  // NOLINT(google-build-using-namespace): its own other half

bool connectParts(State& state) {
    state.joints.clear();
    state.resets.clear();
    state.conditions.clear();
    for (auto& [id, scope] : state.scopes) {
        scope.tokens.clear();
        scope.waits.clear();
        for (const auto& [element, flows] : scope.reset) state.resets.insert({id, element});
    }
    for (auto& [id, token] : state.tokens) {
        token.work.clear();
        token.hosted = 0;
        Scope* scope = find(state.scopes, token.scope);
        if (!scope) return false;
        scope->tokens.insert(id);
        if (token.joins) state.joints[{token.scope, token.element}][token.via].insert(id);
    }
    for (const auto& [id, scope] : state.scopes) {
        if (id == 0) continue;
        Token* host = find(state.tokens, scope.token);
        if (!host || host->hosted != 0) return false;
        host->hosted = id;
    }
    bool good = true;
    const auto each = [&](const auto& items) {
        for (const auto& [id, item] : items) good = hang(state, id, item.token) && good;
    };
    each(state.tasks);
    each(state.jobs);
    for (const auto& [id, incident] : state.incidents)
        good = (incident.token == 0 || hang(state, id, incident.token)) && good;
    for (const auto& [id, wait] : state.waits) {
        if (wait.kind == Wait::Kind::condition) state.conditions.insert(id);
        if (wait.token != 0) {
            good = hang(state, id, wait.token) && good;
        } else {
            Scope* scope = find(state.scopes, wait.scope);
            if (scope) scope->waits.insert(id);
            good = good && scope != nullptr;
        }
    }
    return good;
}

}  // namespace toitsu::workflows
