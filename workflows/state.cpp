#include "workflows/state.h"

#include <charconv>

namespace toitsu::workflows {

namespace {

const Token* host(const State& state, const Scope& scope) {
    return scope.token == 0 ? nullptr : state.token(scope.token);
}

// From the inside outwards: the token's own variables, its scope's, those of the token that hosts the scope …
template <class Visit>
void outwards(const State& state, std::int64_t scopeId, std::int64_t tokenId, Visit visit) {
    const Token* token = tokenId == 0 ? nullptr : state.token(tokenId);
    const Scope* scope = state.scope(token ? token->scope : scopeId);
    for (;;) {
        if (token && visit(token->locals)) return;
        if (!scope || visit(scope->variables)) return;
        token = host(state, *scope);
        if (!token) return;
        // A called process sees only what it was given.
        if (scope->kind == Scope::Kind::process) return;
        scope = state.scope(token->scope);
    }
}

}  // namespace

CaseStatus State::status() const {
    if (completed) return CaseStatus::completed;
    return incidents.empty() ? CaseStatus::running : CaseStatus::incident;
}

const Token* State::token(std::int64_t number) const {
    const auto found = tokens.find(number);
    return found == tokens.end() ? nullptr : &found->second;
}

const Scope* State::scope(std::int64_t number) const {
    const auto found = scopes.find(number);
    return found == scopes.end() ? nullptr : &found->second;
}

const Context& State::variables() const {
    static const Context none;
    const Scope* root = scope(0);
    return root ? root->variables : none;
}

std::string State::workId(std::int64_t number) const {
    return id + "." + std::to_string(number);
}

std::optional<std::int64_t> State::workNumber(const std::string& workId) const {
    if (workId.size() <= id.size() + 1 || workId.compare(0, id.size(), id) != 0 || workId[id.size()] != '.') return {};
    std::int64_t number = 0;
    const char* end = workId.data() + workId.size();
    const auto parsed = std::from_chars(workId.data() + id.size() + 1, end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) return {};
    return number;
}

const Value* visible(const State& state, std::int64_t scope, std::int64_t token, std::string_view name) {
    const Value* found = nullptr;
    outwards(state, scope, token, [&](const Context& variables) {
        found = variables.find(name);
        return found != nullptr;
    });
    return found;
}

Context allVisible(const State& state, std::int64_t scope, std::int64_t token) {
    std::vector<const Context*> layers;
    outwards(state, scope, token, [&](const Context& variables) {
        layers.push_back(&variables);
        return false;
    });
    if (layers.empty()) return {};
    Context all = *layers.back();
    for (auto layer = layers.rbegin() + 1; layer != layers.rend(); ++layer) {
        for (const auto& [name, value] : (*layer)->entries()) all.put(name, value);
    }
    return all;
}

}  // namespace toitsu::workflows
