// A state as a Value. What has its default value is left out: a case that waits for one person is some hundred bytes
// long. What can be found again from the rest (a scope's tokens, a token's work, joints) is not written.

#include "workflows/state.h"

namespace toitsu::workflows {

namespace {

// Puts only what differs from the default.
class Writer {
public:
    Writer& put(const char* name, std::int64_t value) {
        if (value != 0) context_.put(name, value);
        return *this;
    }
    Writer& put(const char* name, const std::string& value) {
        if (!value.empty()) context_.put(name, value);
        return *this;
    }
    Writer& put(const char* name, const std::optional<Instant>& value) {
        if (value) context_.put(name, *value);
        return *this;
    }
    Writer& flag(const char* name, bool value) {
        if (value) context_.put(name, true);
        return *this;
    }
    Writer& put(const char* name, const Context& value) {
        if (!value.empty()) context_.put(name, value);
        return *this;
    }
    Writer& put(const char* name, List value) {
        if (!value.empty()) context_.put(name, std::move(value));
        return *this;
    }
    template <class Map>
    Writer& all(const char* name, const Map& items) {
        List list;
        for (const auto& [id, item] : items) list.push_back(write(item));
        return put(name, std::move(list));
    }
    Value done() { return std::move(context_); }

    static Value write(const Token& token) {
        return Writer()
            .put("id", token.id)
            .put("scope", token.scope)
            .put("element", token.element)
            .put("via", token.via)
            .put("activation", token.activation)
            .put("index", token.index)
            .flag("joins", token.joins)
            .put("compensates", token.compensates)
            .put("locals", token.locals)
            .done();
    }
    static Value write(const Compensable& record) {
        return Writer()
            .put("element", record.element)
            .put("handler", record.handler)
            .put("variables", record.variables)
            .put("inner", records(record.inner))
            .done();
    }
    static List records(const std::vector<Compensable>& all) {
        List list;
        for (const Compensable& record : all) list.push_back(write(record));
        return list;
    }
    static Value write(const Scope& scope) {
        Context reset;
        for (const auto& [element, flows] : scope.reset) {
            List list;
            for (const std::string& flow : flows) list.push_back(flow);
            reset.put(element, std::move(list));
        }
        List outputs;
        for (const auto& [index, value] : scope.outputs) outputs.push_back(List{index, value});
        return Writer()
            .put("id", scope.id)
            .put("parent", scope.parent)
            .put("token", scope.token)
            .put("kind", static_cast<std::int64_t>(scope.kind))
            .put("element", scope.element)
            .put("definition", scope.definition)
            .put("variables", scope.variables)
            .put("done", records(scope.done))
            .put("reset", reset)
            .put("items", scope.items)
            .put("total", scope.total)
            .put("started", scope.started)
            .put("ended", scope.ended)
            .put("outputs", std::move(outputs))
            .done();
    }
    static Value write(const OpenTask& task) {
        return Writer()
            .put("id", task.id)
            .put("token", task.token)
            .put("element", task.element)
            .put("created", task.created)
            .put("role", task.role)
            .put("claimedBy", task.claimedBy)
            .put("due", task.due)
            .done();
    }
    static Value write(const OpenJob& job) {
        return Writer()
            .put("id", job.id)
            .put("token", job.token)
            .put("element", job.element)
            .put("operation", job.operation)
            .put("key", job.key)
            .put("created", job.created)
            .put("attempt", job.attempt)
            .put("spared", job.spared)
            .flag("claimed", job.claimed)
            .flag("reclaimed", job.reclaimed)
            .put("due", job.due)
            .done();
    }
    static Value write(const Wait& wait) {
        return Writer()
            .put("id", wait.id)
            .put("token", wait.token)
            .put("scope", wait.scope)
            .put("element", wait.element)
            .put("trigger", wait.trigger)
            .put("kind", static_cast<std::int64_t>(wait.kind))
            .put("name", wait.name)
            .put("key", wait.key)
            .put("created", wait.created)
            .put("due", wait.due)
            .put("remaining", wait.remaining)
            .put("every", wait.every)
            .flag("held", wait.held)
            .done();
    }
    static Value write(const OpenIncident& incident) {
        return Writer()
            .put("id", incident.id)
            .put("token", incident.token)
            .put("job", incident.job)
            .put("element", incident.element)
            .put("code", incident.code)
            .put("ja", incident.message.ja)
            .put("en", incident.message.en)
            .put("created", incident.created)
            .put("stage", incident.stage)
            .done();
    }
    static Value write(const Delivery& delivery) {
        return Writer()
            .put("id", delivery.id)
            .put("element", delivery.element)
            .flag("signal", delivery.signal)
            .put("name", delivery.name)
            .put("key", delivery.key)
            .put("variables", delivery.variables)
            .put("created", delivery.created)
            .done();
    }
    static Value write(const Compensation& compensation) {
        return Writer()
            .put("id", compensation.id)
            .put("scope", compensation.scope)
            .put("token", compensation.token)
            .flag("cancels", compensation.cancels)
            .put("pending", records(compensation.pending))
            .done();
    }

private:
    Context context_;
};

}  // namespace

Value toValue(const State& state) {
    Context activations;
    for (const auto& [element, count] : state.activations) activations.put(element, count);
    Context doneBy;
    for (const auto& [element, persons] : state.doneBy) {
        List list;
        for (const std::string& person : persons) list.push_back(person);
        doneBy.put(element, std::move(list));
    }
    List heard;
    for (const std::string& message : state.heard) heard.push_back(message);
    return Writer()
        .put("id", state.id)
        .put("process", state.process)
        .put("definition", state.definition)
        .put("municipality", state.municipality)
        .put("businessKey", state.businessKey)
        .flag("completed", state.completed)
        .flag("suspended", state.suspended)
        .put("error", state.error)
        .put("started", state.started)
        .put("ended", state.ended)
        .put("sequence", state.sequence)
        .put("next", state.next)
        .all("scopes", state.scopes)
        .all("tokens", state.tokens)
        .all("tasks", state.tasks)
        .all("jobs", state.jobs)
        .all("waits", state.waits)
        .all("incidents", state.incidents)
        .all("deliveries", state.deliveries)
        .all("compensations", state.compensations)
        .put("activations", activations)
        .put("doneBy", doneBy)
        .put("heard", std::move(heard))
        .done();
}

}  // namespace toitsu::workflows
