#include "workflows/state.h"

#include <algorithm>
#include <charconv>

namespace toitsu::workflows {

namespace {

// Reads a snapshot; the first thing that is missing or of the wrong type makes the whole snapshot unreadable.
class Reader {
public:
    std::int64_t integer(const Value& value) {
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
        if (!value.string()) good_ = false;
        return value.string() ? *value.string() : std::string();
    }
    bool truth(const Value& value) {
        if (!value.boolean()) good_ = false;
        return value.isTrue();
    }
    Context context(const Value& value) {
        if (!value.context()) good_ = false;
        return value.context() ? *value.context() : Context();
    }
    template <class T, class Read>
    std::vector<T> list(const Value& value, Read read) {
        std::vector<T> items;
        if (!value.list()) {
            good_ = false;
            return items;
        }
        for (const Value& item : *value.list()) items.push_back(read(item));
        return items;
    }
    bool good() const { return good_; }

private:
    bool good_ = true;
};

Value maybe(const std::optional<Instant>& instant) {
    return instant ? Value(*instant) : Value();
}

template <class T, class Write>
List listOf(const std::vector<T>& items, Write write) {
    List list;
    for (const T& item : items) list.push_back(write(item));
    return list;
}

Value write(const Token& token) {
    return Context{{"id", token.id}, {"element", token.element}, {"via", token.via}, {"activation", token.activation}};
}

Value write(const OpenTask& task) {
    return Context{{"id", task.id}, {"token", task.token}, {"element", task.element}, {"created", task.created}};
}

Value write(const OpenJob& job) {
    return Context{
        {"id", job.id},           {"token", job.token},         {"element", job.element}, {"operation", job.operation},
        {"key", job.key},         {"created", job.created},     {"attempt", job.attempt}, {"spared", job.spared},
        {"claimed", job.claimed}, {"reclaimed", job.reclaimed}, {"due", maybe(job.due)}};
}

Value write(const OpenTimer& timer) {
    return Context{{"id", timer.id}, {"token", timer.token}, {"element", timer.element}, {"due", timer.due}};
}

Value write(const OpenIncident& incident) {
    return Context{{"id", incident.id},           {"token", incident.token},    {"job", incident.job},
                   {"element", incident.element}, {"code", incident.code},      {"ja", incident.message.ja},
                   {"en", incident.message.en},   {"created", incident.created}};
}

}  // namespace

CaseStatus State::status() const {
    if (completed) return CaseStatus::completed;
    return incidents.empty() ? CaseStatus::running : CaseStatus::incident;
}

const Token* State::token(std::int64_t number) const {
    const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const Token& t) { return t.id == number; });
    return found == tokens.end() ? nullptr : &*found;
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

Value toValue(const State& state) {
    Context activations;
    for (const auto& [element, count] : state.activations) activations.put(element, count);
    const auto each = [](const auto& item) { return write(item); };
    return Context{{"id", state.id},
                   {"process", state.process},
                   {"definition", state.definition},
                   {"municipality", state.municipality},
                   {"businessKey", state.businessKey},
                   {"completed", state.completed},
                   {"started", state.started},
                   {"ended", maybe(state.ended)},
                   {"sequence", state.sequence},
                   {"next", state.next},
                   {"variables", state.variables},
                   {"tokens", listOf(state.tokens, each)},
                   {"tasks", listOf(state.tasks, each)},
                   {"jobs", listOf(state.jobs, each)},
                   {"timers", listOf(state.timers, each)},
                   {"incidents", listOf(state.incidents, each)},
                   {"activations", activations},
                   {"path", listOf(state.path, [](const std::string& element) { return Value(element); })}};
}

Result<State> stateFromValue(const Value& value) {
    Reader in;
    State state;
    state.id = in.text(value["id"]);
    state.process = in.text(value["process"]);
    state.definition = in.text(value["definition"]);
    state.municipality = in.text(value["municipality"]);
    state.businessKey = in.text(value["businessKey"]);
    state.completed = in.truth(value["completed"]);
    state.started = in.integer(value["started"]);
    state.ended = in.maybe(value["ended"]);
    state.sequence = in.integer(value["sequence"]);
    state.next = in.integer(value["next"]);
    state.variables = in.context(value["variables"]);
    state.tokens = in.list<Token>(value["tokens"], [&](const Value& v) {
        return Token{in.integer(v["id"]), in.text(v["element"]), in.text(v["via"]), in.integer(v["activation"])};
    });
    state.tasks = in.list<OpenTask>(value["tasks"], [&](const Value& v) {
        return OpenTask{in.integer(v["id"]), in.integer(v["token"]), in.text(v["element"]), in.integer(v["created"])};
    });
    state.jobs = in.list<OpenJob>(value["jobs"], [&](const Value& v) {
        OpenJob job;
        job.id = in.integer(v["id"]);
        job.token = in.integer(v["token"]);
        job.element = in.text(v["element"]);
        job.operation = in.text(v["operation"]);
        job.key = in.text(v["key"]);
        job.created = in.integer(v["created"]);
        job.attempt = static_cast<int>(in.integer(v["attempt"]));
        job.spared = static_cast<int>(in.integer(v["spared"]));
        job.claimed = in.truth(v["claimed"]);
        job.reclaimed = in.truth(v["reclaimed"]);
        job.due = in.maybe(v["due"]);
        return job;
    });
    state.timers = in.list<OpenTimer>(value["timers"], [&](const Value& v) {
        return OpenTimer{in.integer(v["id"]), in.integer(v["token"]), in.text(v["element"]), in.integer(v["due"])};
    });
    state.incidents = in.list<OpenIncident>(value["incidents"], [&](const Value& v) {
        return OpenIncident{in.integer(v["id"]),     in.integer(v["token"]), in.integer(v["job"]),
                            in.text(v["element"]),   in.text(v["code"]),     {in.text(v["ja"]), in.text(v["en"])},
                            in.integer(v["created"])};
    });
    const Context activations = in.context(value["activations"]);
    for (const auto& [element, count] : activations.entries()) {
        state.activations[element] = in.integer(count);
    }
    state.path = in.list<std::string>(value["path"], [&](const Value& v) { return in.text(v); });
    if (!in.good()) {
        return fail(ErrorKind::input, "W106",
                    {"保存された案件の状態を読めません。バックアップから戻してください。",
                     "the stored state of a case cannot be read; restore the database from a backup"});
    }
    return state;
}

}  // namespace toitsu::workflows
