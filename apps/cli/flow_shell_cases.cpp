// The shell: definitions, starting cases, events, the clock.

#include "apps/cli/flow_shell.h"
#include "apps/cli/internal/shell_values.h"
#include "base/files.h"

namespace toitsu::cli {

using namespace workflows;  // NOLINT(google-build-using-namespace): this is the engine's own voice

namespace {

struct Source {
    std::string text;
    std::string file;
};

Result<Source> sourceOf(const Value& request) {
    if (const std::string* xml = request["xml"].string())
        return Source{*xml, shell::textOr(request, "file", "request")};
    const auto file = shell::text(request, "file");
    if (!file) return shell::wrong("\"xml\" か \"file\" が要ります。", "give \"xml\" or \"file\"");
    auto text = files::read(*file);
    if (!text) return fail(text.error());
    return Source{std::move(*text), *file};
}

}  // namespace

FlowShell::Answer FlowShell::deploy(const Request& request) {
    const auto source = sourceOf(request);
    if (!source) return fail(source.error());
    const auto process = engine_->deploy(source->text, source->file, now());
    if (!process) return fail(process.error());
    const auto hash = engine_->newest(*process);
    if (!hash) return fail(hash.error());
    const auto flow = engine_->definition(*hash);
    if (!flow) return fail(flow.error());
    List processes;
    for (const std::string& id : (*flow)->processIds()) processes.push_back(id);
    List remarks;
    for (const Error& remark : (*flow)->remarks) remarks.push_back(shell::view(remark));
    return Context{{"process", *process},
                   {"processes", std::move(processes)},
                   {"definition", *hash},
                   {"remarks", std::move(remarks)}};
}

FlowShell::Answer FlowShell::deployDecision(const Request& request) {
    const auto source = sourceOf(request);
    if (!source) return fail(source.error());
    auto model = rules::DecisionModel::parse(source->text, source->file);
    if (!model) return fail(model.error());
    List decisions;
    for (const std::string& id : model->decisions()) decisions.push_back(id);
    models_.insert(models_.begin(), std::move(*model));  // the newest is asked first
    return Context{{"decisions", std::move(decisions)}};
}

FlowShell::Answer FlowShell::start(const Request& request) {
    const auto process = shell::text(request, "process");
    if (!process) return fail(process.error());
    std::string key = shell::textOr(request, "key");
    if (key.empty()) {
        const auto count = store_->countCases({});
        if (!count) return fail(count.error());
        key = "case-" + std::to_string(*count + 1);
    }
    const auto id = engine_->start(*process, municipalityOf(request), key, shell::context(request, "variables"), now());
    if (!id) return fail(id.error());
    return Context{{"case", *id}, {"key", key}};
}

FlowShell::Answer FlowShell::message(const Request& request) {
    const auto name = shell::text(request, "name");
    if (!name) return fail(name.error());
    Message message{municipalityOf(request), *name, shell::textOr(request, "key"),
                    shell::context(request, "variables")};
    message.id = shell::textOr(request, "message_id");
    message.actor = shell::textOr(request, "person");
    if (!request["lifetime"].isNull()) {
        const auto until = shell::after(request["lifetime"], "lifetime", 0);
        if (!until) return fail(until.error());
        message.lifetime = *until;
    }
    const auto published = engine_->publish(message, now());
    if (!published) return fail(published.error());
    static constexpr const char* words[] = {"delivered", "started", "kept", "nobody"};
    Context answer = {{"way", words[static_cast<std::size_t>(published->way)]}};
    if (!published->caseId.empty()) answer.put("case", published->caseId);
    return answer;
}

FlowShell::Answer FlowShell::signal(const Request& request) {
    const auto name = shell::text(request, "name");
    if (!name) return fail(name.error());
    const auto reached = engine_->signal(municipalityOf(request), *name, shell::context(request, "variables"), now());
    if (!reached) return fail(reached.error());
    return Context{{"reached", *reached}};
}

FlowShell::Answer FlowShell::condition(const Request& request) {
    const auto key = shell::text(request, "key");
    if (!key) return fail(key.error());
    const auto begun = engine_->startWhere(municipalityOf(request), *key, shell::context(request, "variables"), now());
    if (!begun) return fail(begun.error());
    List cases;
    for (const std::string& id : *begun) cases.push_back(id);
    return Context{{"cases", std::move(cases)}};
}

// The clock stops at every timer on the way: what is due earlier happens earlier.
FlowShell::Answer FlowShell::advance(const Request& request) {
    if (options_.wallClock)
        return shell::wrong("--clock wall では時計を進められません。", "with --clock wall the clock cannot be moved");
    const auto until =
        request["to"].isNull() ? shell::after(request["by"], "by", now_) : shell::instant(request["to"], "to");
    if (!until) return fail(until.error());
    if (*until < now_) return shell::wrong("時計は戻せません。", "the clock cannot go back");
    std::int64_t fired = 0;
    for (int rounds = 0; rounds < 1'000'000; ++rounds) {
        const auto next = engine_->nextTimer();
        if (!next) return fail(next.error());
        if (!*next || **next > *until) break;
        now_ = std::max(now_, **next);
        const auto now = engine_->fireTimers(now_);
        if (!now) return fail(now.error());
        fired += *now;
    }
    now_ = *until;
    const auto last = engine_->fireTimers(now_);
    if (!last) return fail(last.error());
    return Context{{"now", shell::when(now_)}, {"fired", fired + *last}};
}

FlowShell::Answer FlowShell::fireTimers(const Request&) {
    const auto fired = engine_->fireTimers(now());
    if (!fired) return fail(fired.error());
    return Context{{"now", shell::when(now())}, {"fired", *fired}};
}

FlowShell::Answer FlowShell::deliver(const Request&) {
    const auto sent = engine_->deliver(now());
    if (!sent) return fail(sent.error());
    return Context{{"delivered", *sent}};
}

FlowShell::Answer FlowShell::messages(const Request& request) {
    const auto kept = engine_->keptMessages(shell::textOr(request, "municipality"));
    if (!kept) return fail(kept.error());
    List all;
    for (const StoredMessage& message : *kept) {
        all.push_back(Context{{"message_id", message.id},
                              {"municipality", message.municipality},
                              {"name", message.name},
                              {"key", message.key},
                              {"received", shell::when(message.received)},
                              {"expires", shell::when(message.expires)},
                              {"expired", message.expires <= now()}});
    }
    return Context{{"messages", std::move(all)}};
}

FlowShell::Answer FlowShell::dropMessage(const Request& request) {
    const auto id = shell::text(request, "message_id");
    if (!id) return fail(id.error());
    if (const auto gone = engine_->dropMessage(*id); !gone) return fail(gone.error());
    return Context{};
}

}  // namespace toitsu::cli
