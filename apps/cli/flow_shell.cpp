#include "apps/cli/flow_shell.h"

#include <chrono>
#include <utility>

#include "apps/cli/internal/shell_values.h"
#include "apps/station/places.h"
#include "base/json.h"
#include "base/library_calendars.h"
#include "workflows/encoding.h"
#include "workflows/stores/open_store.h"
#include "workflows/watched_store.h"

namespace toitsu::cli {

using namespace workflows;  // NOLINT(google-build-using-namespace): this is the engine's own voice

namespace {

Instant wallClock() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

void tell(const std::vector<Change>& changes, List& events) {
    for (const Change& change : changes) {
        std::int64_t sequence = change.expected;
        for (const Event& event : change.events)
            events.push_back(Context{{"case", change.after.id},
                                     {"sequence", ++sequence},
                                     {"at", shell::when(event.at)},
                                     {"kind", std::string(name(event.kind))},
                                     {"element", event.element},
                                     {"actor", event.actor},
                                     {"detail", event.detail}});
    }
}

}  // namespace

FlowShell::~FlowShell() = default;

Result<std::unique_ptr<FlowShell>> FlowShell::open(const FlowShellOptions& options) {
    std::unique_ptr<FlowShell> shell(new FlowShell());
    shell->options_ = options;
    shell->now_ = wallClock();
    if (!options.now.empty()) {
        const auto begin = shell::instant(Value(options.now), "--now");
        if (!begin) return fail(begin.error());
        shell->now_ = *begin;
    }
    for (const std::string& file : options.decisions) {
        auto model = rules::DecisionModel::load(file);
        if (!model) return fail(model.error());
        shell->models_.push_back(std::move(*model));
    }
    auto store = openStore(options.store);
    if (!store) return fail(store.error());
    EngineOptions engine;
    FlowShell* self = shell.get();
    shell->store_ = std::make_shared<WatchedStore>(
        std::move(*store), [self](const std::vector<Change>& changes) { tell(changes, self->events_); });
    engine.timerStartsFor = {options.municipality};
    engine.decide = [self](const std::string& decision, const Context& inputs) -> Result<Value> {
        std::optional<Error> last;
        for (const rules::DecisionModel& model : self->models_) {
            auto result = model.evaluate(decision, inputs);
            if (result) return result->value;
            if (result.error().code != "R020") return fail(result.error());
            last = result.error();
        }
        if (last) return fail(*last);
        return fail(ErrorKind::notFound, "R020",
                    {"判定「" + decision + "」がありません。deploy-decision で登録してください。",
                     "there is no decision " + decision + "; deploy it with deploy-decision"});
    };
    const auto library = station::libraryFolder(options.library);
    const auto calendars = std::make_shared<LibraryCalendars>(library ? *library : std::string());
    engine.calendar = [calendars](const std::string& municipality, const std::string& id) {
        return calendars->find(municipality, id);
    };
    shell->engine_ = std::make_unique<Engine>(shell->store_, std::move(engine));
    return shell;
}

Instant FlowShell::now() const {
    return options_.wallClock ? wallClock() : now_;
}

std::string FlowShell::municipalityOf(const Request& request) const {
    return shell::textOr(request, "municipality", options_.municipality);
}

std::string FlowShell::answer(const std::string& line) {
    Context answer;
    const auto request = decode(line);
    Answer result;
    if (!request) {
        const auto plain = json::parse(line);  // says where it is wrong
        result = fail(plain ? request.error() : plain.error());
    } else if (!request->context()) {
        result = shell::wrong("一行は JSON のオブジェクト一つです。", "a line is one JSON object");
    } else {
        if (!(*request)["id"].isNull()) answer.put("id", (*request)["id"]);
        result = dispatch(*request);
    }
    answer.put("ok", result.has_value());
    if (result) {
        for (const auto& [name, value] : result->entries()) answer.put(name, value);
    } else {
        answer.put("error", shell::view(result.error()));
    }
    answer.put("events", std::exchange(events_, {}));
    return json::write(answer);
}

FlowShell::Answer FlowShell::dispatch(const Request& request) {
    const auto op = shell::text(request, "op");
    if (!op) return fail(op.error());
    if (!request["now"].isNull()) {
        const auto moved = shell::instant(request["now"], "now");
        if (!moved) return fail(moved.error());
        now_ = std::max(now_, *moved);
    }
    for (const Entry& entry : operations()) {
        if (*op == entry.name) return (this->*entry.run)(request);
    }
    return shell::wrong("\"op\" の「" + *op + "」は知りません。{\"op\": \"help\"} で一覧が見られます。",
                        "there is no \"op\" " + *op + "; {\"op\": \"help\"} lists them");
}

const std::vector<FlowShell::Entry>& FlowShell::operations() {
    static const std::vector<Entry> table = {
        {"deploy", "xml or file", &FlowShell::deploy},
        {"deploy-decision", "xml or file", &FlowShell::deployDecision},
        {"start", "process; key, municipality, variables", &FlowShell::start},
        {"message", "name; key, variables, lifetime, message_id", &FlowShell::message},
        {"signal", "name; variables", &FlowShell::signal},
        {"condition", "key, variables", &FlowShell::condition},
        {"advance", "by or to", &FlowShell::advance},
        {"fire-timers", "", &FlowShell::fireTimers},
        {"deliver", "", &FlowShell::deliver},
        {"messages", "; municipality", &FlowShell::messages},
        {"drop-message", "message_id", &FlowShell::dropMessage},
        {"tasks", "; case, municipality, role", &FlowShell::tasks},
        {"claim-task", "task, person", &FlowShell::claimTask},
        {"release-task", "task; person", &FlowShell::releaseTask},
        {"complete-task", "task; person, variables", &FlowShell::completeTask},
        {"jobs", "; case, operation", &FlowShell::jobs},
        {"claim-jobs", "; worker, most, lease", &FlowShell::claimJobs},
        {"complete-job", "job, attempt; variables", &FlowShell::completeJob},
        {"fail-job", "job, attempt; code, message, retry_in", &FlowShell::failJob},
        {"extend-job", "job, attempt, lease", &FlowShell::extendJob},
        {"throw-error", "work, code; attempt, variables, person", &FlowShell::throwError},
        {"throw-escalation", "work, code; attempt, variables, person", &FlowShell::throwEscalation},
        {"cases", "; municipality, process, status, after, most", &FlowShell::cases},
        {"case", "case", &FlowShell::oneCase},
        {"tokens", "case", &FlowShell::tokens},
        {"subscriptions", "case", &FlowShell::subscriptions},
        {"variables", "case; scope", &FlowShell::variables},
        {"set-variables", "case, variables; scope, local, person", &FlowShell::setVariables},
        {"history", "case", &FlowShell::history},
        {"incidents", "; case", &FlowShell::incidents},
        {"retry", "incident or incidents; person, variables", &FlowShell::retry},
        {"skip", "incident; person, variables, flow", &FlowShell::skip},
        {"suspend", "case or cases; person", &FlowShell::suspend},
        {"resume", "case or cases; person", &FlowShell::resume},
        {"modify", "case; cancel (tokens), begin (elements), variables, person", &FlowShell::modify},
        {"activate", "case, scope; element, person", &FlowShell::activate},
        {"migrate", "case or cases; definition, elements, person, dry", &FlowShell::migrate},
        {"delete", "case or cases; person", &FlowShell::remove},
        {"purge", "ended_before; municipality, process, most", &FlowShell::purge},
        {"help", "", &FlowShell::help},
        {"quit", "", &FlowShell::quit},
    };
    return table;
}

FlowShell::Answer FlowShell::help(const Request&) {
    List all;
    for (const Entry& entry : operations()) all.push_back(Context{{"op", entry.name}, {"needs", entry.needs}});
    return Context{{"operations", std::move(all)}};
}

FlowShell::Answer FlowShell::quit(const Request&) {
    ended_ = true;
    return Context{};
}

}  // namespace toitsu::cli
