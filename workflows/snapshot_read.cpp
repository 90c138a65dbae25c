// A state from a Value that snapshot_write.cpp has made, or version 1 of this program.

#include "workflows/apply.h"
#include "workflows/state.h"

namespace toitsu::workflows {

namespace {

// The first thing of a wrong type makes the whole snapshot unreadable.
class Reader {
public:
    std::int64_t integer(const Value& value) {
        if (value.isNull()) return 0;
        const Decimal* number = value.number();
        const auto whole = number ? number->toInteger() : std::nullopt;
        if (!whole) good_ = false;
        return whole.value_or(0);
    }
    std::optional<std::int64_t> maybe(const Value& value) {
        if (value.isNull()) return std::nullopt;
        return integer(value);
    }
    std::string text(const Value& value) {
        if (value.isNull()) return {};
        if (!value.string()) good_ = false;
        return value.string() ? *value.string() : std::string();
    }
    bool truth(const Value& value) {
        if (!value.isNull() && !value.boolean()) good_ = false;
        return value.isTrue();
    }
    Context context(const Value& value) {
        if (value.isNull()) return {};
        if (!value.context()) good_ = false;
        return value.context() ? *value.context() : Context();
    }
    List list(const Value& value) {
        if (value.isNull()) return {};
        if (!value.list()) good_ = false;
        return value.list() ? *value.list() : List();
    }
    template <class T, class Read>
    void all(const Value& value, std::map<std::int64_t, T>& into, Read read) {
        for (const Value& item : list(value)) {
            T one = read(item);
            const std::int64_t id = one.id;
            if (!into.emplace(id, std::move(one)).second) good_ = false;
        }
    }
    bool good() const { return good_; }
    void bad() { good_ = false; }

    Token token(const Value& v) {
        Token token;
        token.id = integer(v["id"]);
        token.scope = integer(v["scope"]);
        token.element = text(v["element"]);
        token.via = text(v["via"]);
        token.activation = integer(v["activation"]);
        token.index = integer(v["index"]);
        token.joins = truth(v["joins"]);
        token.compensates = integer(v["compensates"]);
        token.locals = context(v["locals"]);
        return token;
    }
    std::vector<Compensable> records(const Value& v, int depth = 0) {
        std::vector<Compensable> all;
        if (depth > 64) bad();
        if (!good_) return all;
        for (const Value& item : list(v)) {
            all.push_back({text(item["element"]), text(item["handler"]), context(item["variables"]),
                           records(item["inner"], depth + 1)});
        }
        return all;
    }
    Scope scope(const Value& v) {
        Scope scope;
        scope.id = integer(v["id"]);
        scope.parent = integer(v["parent"]);
        scope.token = integer(v["token"]);
        const std::int64_t kind = integer(v["kind"]);
        if (kind < 0 || kind > static_cast<std::int64_t>(Scope::Kind::multi)) bad();
        scope.kind = static_cast<Scope::Kind>(kind);
        scope.element = text(v["element"]);
        scope.definition = text(v["definition"]);
        scope.variables = context(v["variables"]);
        scope.done = records(v["done"]);
        const Context reset = context(v["reset"]);
        for (const auto& [element, flows] : reset.entries()) {
            std::vector<std::string>& came = scope.reset[element];
            for (const Value& flow : list(flows)) came.push_back(text(flow));
        }
        scope.items = list(v["items"]);
        scope.total = integer(v["total"]);
        scope.started = integer(v["started"]);
        scope.ended = integer(v["ended"]);
        for (const Value& output : list(v["outputs"])) {
            if (!output.list() || output.list()->size() != 2) {
                bad();
                continue;
            }
            scope.outputs.emplace(integer((*output.list())[0]), (*output.list())[1]);
        }
        return scope;
    }
    OpenTask task(const Value& v) {
        return {integer(v["id"]), integer(v["token"]),  text(v["element"]), integer(v["created"]),
                text(v["role"]),  text(v["claimedBy"]), maybe(v["due"])};
    }
    OpenJob job(const Value& v) {
        OpenJob job;
        job.id = integer(v["id"]);
        job.token = integer(v["token"]);
        job.element = text(v["element"]);
        job.operation = text(v["operation"]);
        job.key = text(v["key"]);
        job.created = integer(v["created"]);
        job.attempt = static_cast<int>(integer(v["attempt"]));
        job.spared = static_cast<int>(integer(v["spared"]));
        job.claimed = truth(v["claimed"]);
        job.reclaimed = truth(v["reclaimed"]);
        job.due = maybe(v["due"]);
        return job;
    }
    Wait wait(const Value& v) {
        Wait wait;
        wait.id = integer(v["id"]);
        wait.token = integer(v["token"]);
        wait.scope = integer(v["scope"]);
        wait.element = text(v["element"]);
        wait.trigger = integer(v["trigger"]);
        const std::int64_t kind = integer(v["kind"]);
        if (kind < 0 || kind > static_cast<std::int64_t>(Wait::Kind::condition)) bad();
        wait.kind = static_cast<Wait::Kind>(kind);
        wait.name = text(v["name"]);
        wait.key = text(v["key"]);
        wait.created = integer(v["created"]);
        wait.due = integer(v["due"]);
        wait.remaining = integer(v["remaining"]);
        wait.every = text(v["every"]);
        wait.held = truth(v["held"]);
        return wait;
    }
    OpenIncident incident(const Value& v) {
        return {integer(v["id"]),      integer(v["token"]), integer(v["job"]),
                text(v["element"]),    text(v["code"]),     {text(v["ja"]), text(v["en"])},
                integer(v["created"]), text(v["stage"])};
    }
    Delivery delivery(const Value& v) {
        return {integer(v["id"]), text(v["element"]),      truth(v["signal"]),   text(v["name"]),
                text(v["key"]),   context(v["variables"]), integer(v["created"])};
    }
    Compensation compensation(const Value& v) {
        return {integer(v["id"]), integer(v["scope"]), integer(v["token"]), truth(v["cancels"]), records(v["pending"])};
    }

private:
    bool good_ = true;
};

// Version 1 of the format knew no scopes: one list of variables, timers instead of waits.
void readVersion1(Reader& in, const Value& value, State& state) {
    Scope root;
    root.element = state.process;
    root.variables = in.context(value["variables"]);
    state.scopes.emplace(0, std::move(root));
    for (const Value& v : in.list(value["timers"])) {
        Wait wait = in.wait(v);
        wait.created = wait.due;
        state.waits.emplace(wait.id, std::move(wait));
    }
}

// … nor did it mark the tokens that wait at a join: those on which nothing hangs.
void markJoins(State& state) {
    std::set<std::int64_t> busy;
    const auto each = [&](const auto& items) {
        for (const auto& [id, item] : items) busy.insert(item.token);
    };
    each(state.tasks);
    each(state.jobs);
    each(state.waits);
    for (auto& [id, token] : state.tokens) token.joins = !token.via.empty() && !busy.contains(id);
}

}  // namespace

Result<State> stateFromValue(const Value& value) {
    Reader in;
    State state;
    state.id = in.text(value["id"]);
    state.process = in.text(value["process"]);
    state.definition = in.text(value["definition"]);
    state.municipality = in.text(value["municipality"]);
    state.businessKey = in.text(value["businessKey"]);
    state.completed = in.truth(value["completed"]);
    state.suspended = in.truth(value["suspended"]);
    state.error = in.text(value["error"]);
    state.started = in.integer(value["started"]);
    state.ended = in.maybe(value["ended"]);
    state.sequence = in.integer(value["sequence"]);
    state.next = in.integer(value["next"]);
    if (value["scopes"].isNull()) {
        readVersion1(in, value, state);
    } else {
        in.all(value["scopes"], state.scopes, [&](const Value& v) { return in.scope(v); });
    }
    in.all(value["tokens"], state.tokens, [&](const Value& v) { return in.token(v); });
    in.all(value["tasks"], state.tasks, [&](const Value& v) { return in.task(v); });
    in.all(value["jobs"], state.jobs, [&](const Value& v) { return in.job(v); });
    in.all(value["waits"], state.waits, [&](const Value& v) { return in.wait(v); });
    in.all(value["incidents"], state.incidents, [&](const Value& v) { return in.incident(v); });
    in.all(value["deliveries"], state.deliveries, [&](const Value& v) { return in.delivery(v); });
    in.all(value["compensations"], state.compensations, [&](const Value& v) { return in.compensation(v); });
    if (value["scopes"].isNull()) markJoins(state);
    const Context activations = in.context(value["activations"]);
    for (const auto& [element, count] : activations.entries()) state.activations[element] = in.integer(count);
    const Context doneBy = in.context(value["doneBy"]);
    for (const auto& [element, persons] : doneBy.entries()) {
        for (const Value& person : in.list(persons)) state.doneBy[element].insert(in.text(person));
    }
    for (const Value& message : in.list(value["heard"])) state.heard.insert(in.text(message));
    if (state.id.empty() || !connectParts(state)) in.bad();
    if (!in.good()) {
        return fail(ErrorKind::input, "W106",
                    {"保存された案件の状態を読めません。バックアップから戻してください。",
                     "the stored state of a case cannot be read; restore the database from a backup"});
    }
    return state;
}

}  // namespace toitsu::workflows
