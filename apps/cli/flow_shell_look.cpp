// The shell: looking at cases, and what operators do to them. Requests that name several cases or incidents are carried
// out one by one; the answer says for each what became of it.

#include <algorithm>

#include "apps/cli/flow_shell.h"
#include "apps/cli/internal/shell_values.h"

namespace toitsu::cli {

using namespace workflows;  // NOLINT(google-build-using-namespace): this is the engine's own voice

namespace {

// One id under `one`, or several under `many`.
Result<std::vector<std::string>> idsOf(const Value& request, const char* one, const char* many) {
    std::vector<std::string> ids;
    if (const List* list = request[many].list()) {
        for (const Value& id : *list) {
            if (!id.string()) return shell::wrong("番号は文字列です。", "an id is a string");
            ids.push_back(*id.string());
        }
        return ids;
    }
    const auto id = shell::text(request, one);
    if (!id) return fail(id.error());
    ids.push_back(*id);
    return ids;
}

template <class Act>
Result<Context> each(const Value& request, const char* one, const char* many, Act act) {
    const auto ids = idsOf(request, one, many);
    if (!ids) return fail(ids.error());
    if (!request[many].list()) {
        if (const Result<void> done = act(ids->front()); !done) return fail(done.error());
        return Context{};
    }
    List results;
    std::int64_t good = 0;
    for (const std::string& id : *ids) {
        const Result<void> done = act(id);
        Context result = {{"id", id}, {"ok", done.has_value()}};
        if (done) ++good;
        if (!done) result.put("error", shell::view(done.error()));
        results.push_back(std::move(result));
    }
    return Context{{"done", good}, {"results", std::move(results)}};
}

std::map<std::string, std::string> mapping(const Context& elements) {
    std::map<std::string, std::string> names;
    for (const auto& [from, to] : elements.entries()) {
        if (to.string()) names[from] = *to.string();
    }
    return names;
}

}  // namespace

FlowShell::Answer FlowShell::cases(const Request& request) {
    CaseQuery query;
    query.municipality = shell::textOr(request, "municipality");
    query.process = shell::textOr(request, "process");
    query.businessKey = shell::textOr(request, "key");
    query.after = shell::textOr(request, "after");
    query.most = static_cast<int>(std::clamp<std::int64_t>(shell::integerOr(request, "most", 1'000), 0, 1'000'000));
    const std::string status = shell::textOr(request, "status");
    for (const CaseStatus one : {CaseStatus::running, CaseStatus::incident, CaseStatus::completed}) {
        if (status == shell::word(one)) query.status = one;
    }
    if (!status.empty() && !query.status)
        return shell::wrong("\"status\" は running、incident、completed のどれかです。",
                            "\"status\" is running, incident or completed");
    const auto found = engine_->cases(query);
    if (!found) return fail(found.error());
    const auto count = store_->countCases(query);
    if (!count) return fail(count.error());
    List all;
    for (const CaseView& one : *found) all.push_back(shell::view(one));
    return Context{{"cases", std::move(all)}, {"count", *count}};
}

FlowShell::Answer FlowShell::oneCase(const Request& request) {
    const auto id = shell::text(request, "case");
    if (!id) return fail(id.error());
    const auto found = engine_->findCase(*id);
    if (!found) return fail(found.error());
    Context view = *shell::view(*found).context();
    List path;
    for (const std::string& element : found->path) path.push_back(element);
    view.put("path", std::move(path));
    return Context{{"case", std::move(view)}};
}

FlowShell::Answer FlowShell::tokens(const Request& request) {
    const auto id = shell::text(request, "case");
    if (!id) return fail(id.error());
    const auto standing = engine_->standing(*id);
    if (!standing) return fail(standing.error());
    List tokens;
    for (const Standing::At& at : standing->tokens) {
        Context one = {{"token", at.token}, {"scope", at.scope}, {"element", at.element}};
        if (!at.via.empty()) one.put("via", at.via);
        if (at.index != 0) one.put("instance", at.index);
        tokens.push_back(std::move(one));
    }
    List scopes;
    for (const Standing::Inside& in : standing->scopes)
        scopes.push_back(
            Context{{"scope", in.scope}, {"parent", in.parent}, {"element", in.element}, {"kind", in.kind}});
    return Context{{"tokens", std::move(tokens)}, {"scopes", std::move(scopes)}};
}

FlowShell::Answer FlowShell::subscriptions(const Request& request) {
    const auto id = shell::text(request, "case");
    if (!id) return fail(id.error());
    const auto standing = engine_->standing(*id);
    if (!standing) return fail(standing.error());
    List waits;
    for (const Standing::Waiting& wait : standing->waits) {
        Context one = {{"id", wait.id}, {"element", wait.element}, {"kind", wait.kind}};
        if (!wait.name.empty()) one.put("name", wait.name);
        if (!wait.key.empty()) one.put("key", wait.key);
        if (wait.due) one.put("due", shell::when(*wait.due));
        waits.push_back(std::move(one));
    }
    return Context{{"subscriptions", std::move(waits)}};
}

FlowShell::Answer FlowShell::variables(const Request& request) {
    const auto id = shell::text(request, "case");
    if (!id) return fail(id.error());
    const auto standing = engine_->standing(*id);
    if (!standing) return fail(standing.error());
    const std::int64_t wanted = shell::integerOr(request, "scope", 0);
    for (const Standing::Inside& in : standing->scopes) {
        if (in.scope == wanted) return Context{{std::string("variables"), in.variables}};
    }
    return fail(ErrorKind::notFound, "W062",
                {"その範囲はもうありません。案件を開き直してください。",
                 "there is no such scope any more; look at the case again"});
}

FlowShell::Answer FlowShell::setVariables(const Request& request) {
    const auto id = shell::text(request, "case");
    if (!id) return fail(id.error());
    const auto set =
        engine_->setVariables(*id, shell::integerOr(request, "scope", 0), shell::context(request, "variables"),
                              shell::truth(request, "local"), shell::textOr(request, "person"), now());
    if (!set) return fail(set.error());
    return Context{};
}

FlowShell::Answer FlowShell::history(const Request& request) {
    const auto id = shell::text(request, "case");
    if (!id) return fail(id.error());
    const auto entries = engine_->history(*id);
    if (!entries) return fail(entries.error());
    List all;
    const std::int64_t after = shell::integerOr(request, "after", 0);
    for (const HistoryEntry& entry : *entries) {
        if (entry.sequence > after) all.push_back(shell::view(entry));
    }
    return Context{{"history", std::move(all)}};
}

FlowShell::Answer FlowShell::incidents(const Request& request) {
    const auto open = engine_->incidents();
    if (!open) return fail(open.error());
    const std::string wanted = shell::textOr(request, "case");
    List all;
    for (const Incident& incident : *open) {
        if (wanted.empty() || incident.caseId == wanted) all.push_back(shell::view(incident));
    }
    return Context{{"incidents", std::move(all)}};
}

FlowShell::Answer FlowShell::retry(const Request& request) {
    return each(request, "incident", "incidents", [&](const std::string& id) {
        return engine_->retryIncident(id, shell::textOr(request, "person"), now(),
                                      shell::context(request, "variables"));
    });
}

FlowShell::Answer FlowShell::skip(const Request& request) {
    const auto id = shell::text(request, "incident");
    if (!id) return fail(id.error());
    const auto skipped = engine_->skipIncident(*id, shell::textOr(request, "person"), now(),
                                               shell::context(request, "variables"), shell::textOr(request, "flow"));
    if (!skipped) return fail(skipped.error());
    return Context{};
}

FlowShell::Answer FlowShell::suspend(const Request& request) {
    return each(request, "case", "cases", [&](const std::string& id) {
        return engine_->suspend(id, true, shell::textOr(request, "person"), now());
    });
}

FlowShell::Answer FlowShell::resume(const Request& request) {
    return each(request, "case", "cases", [&](const std::string& id) {
        return engine_->suspend(id, false, shell::textOr(request, "person"), now());
    });
}

FlowShell::Answer FlowShell::modify(const Request& request) {
    const auto id = shell::text(request, "case");
    if (!id) return fail(id.error());
    Modification change;
    change.variables = shell::context(request, "variables");
    if (const List* cancel = request["cancel"].list()) {
        for (const Value& token : *cancel) {
            const auto number = token.number() ? token.number()->toInteger() : std::nullopt;
            if (!number)
                return shell::wrong("\"cancel\" はトークンの番号の一覧です。", "\"cancel\" is a list of tokens");
            change.cancel.push_back(*number);
        }
    }
    if (const List* begin = request["begin"].list()) {
        for (const Value& one : *begin) {
            if (one.string()) {
                change.begin.push_back({*one.string(), -1});
                continue;
            }
            const auto element = shell::text(one, "element");
            if (!element) return fail(element.error());
            change.begin.push_back({*element, shell::integerOr(one, "scope", -1)});
        }
    }
    const auto modified = engine_->modify(*id, change, shell::textOr(request, "person"), now());
    if (!modified) return fail(modified.error());
    return Context{};
}

FlowShell::Answer FlowShell::activate(const Request& request) {
    const auto id = shell::text(request, "case");
    const auto scope = shell::integer(request, "scope");
    if (!id) return fail(id.error());
    if (!scope) return fail(scope.error());
    const auto begun =
        engine_->activate(*id, *scope, shell::textOr(request, "element"), shell::textOr(request, "person"), now());
    if (!begun) return fail(begun.error());
    return Context{};
}

FlowShell::Answer FlowShell::migrate(const Request& request) {
    const std::string definition = shell::textOr(request, "definition");
    const auto elements = mapping(shell::context(request, "elements"));
    if (shell::truth(request, "dry")) {
        const auto ids = idsOf(request, "case", "cases");
        if (!ids) return fail(ids.error());
        List results;
        for (const std::string& id : *ids) {
            const auto obstacles = engine_->migrationObstacles(id, definition, elements);
            if (!obstacles) return fail(obstacles.error());
            List all;
            for (const Error& obstacle : *obstacles) all.push_back(shell::view(obstacle));
            results.push_back(Context{{"id", id}, {"can", all.empty()}, {"obstacles", std::move(all)}});
        }
        return Context{{"results", std::move(results)}};
    }
    return each(request, "case", "cases", [&](const std::string& id) {
        return engine_->migrate(id, definition, elements, shell::textOr(request, "person"), now());
    });
}

FlowShell::Answer FlowShell::remove(const Request& request) {
    return each(request, "case", "cases", [&](const std::string& id) {
        return engine_->cancelCase(id, shell::textOr(request, "person"), now());
    });
}

FlowShell::Answer FlowShell::purge(const Request& request) {
    const auto before = shell::instant(request["ended_before"], "ended_before");
    if (!before) return fail(before.error());
    const auto gone = engine_->purge(
        shell::textOr(request, "municipality"), shell::textOr(request, "process"), *before,
        static_cast<int>(std::clamp<std::int64_t>(shell::integerOr(request, "most", 1'000'000), 0, 1'000'000'000)));
    if (!gone) return fail(gone.error());
    return Context{{"purged", *gone}};
}

}  // namespace toitsu::cli
