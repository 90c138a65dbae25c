#include "workflows/steps.h"

#include <algorithm>

#include "workflows/elements/element.h"

namespace toitsu::workflows {

namespace {

// A circle without a task, a job or a timer in it would run for ever. No real flow comes to one element so often in one
// go, not counting the instances of an activity.
constexpr int mostVisits = 1000;

bool hasWork(const State& state) {
    return !state.tasks.empty() || !state.jobs.empty() || !state.waits.empty() || !state.incidents.empty();
}

tl::unexpected<Error> noMoment(const TimerRule& timer) {
    const std::string source = timer.source();
    return fail(ErrorKind::input, "W034",
                {"タイマーの式「" + source +
                     "」から期間も日時も決まりません。案件の値、フロー、暦の年を確かめ、直して再実行してください。",
                 "the timer \"" + source +
                     "\" gives neither a duration nor a date; correct the case's variables, the flow or the years that "
                     "the calendar knows, then retry"});
}

}  // namespace

Result<const BusinessCalendar*> officeCalendar(const Surroundings& surroundings, const std::string& municipality,
                                               const TimerRule& timer) {
    const std::string& id = timer.office.calendar;
    if (id.empty()) return nullptr;
    Result<const BusinessCalendar*> found = nullptr;
    if (surroundings.calendar) found = surroundings.calendar(municipality, id);
    if (found && *found) return found;
    Wording why = {"暦「" + id + "」がありません", "there is no calendar " + id};
    if (!found)
        why = {"暦「" + id + "」のファイルに誤りがあります（" + found.error().text(Language::ja) + "）",
               "the file of the calendar " + id + " is wrong (" + found.error().text(Language::en) + ")"};
    return fail(ErrorKind::input, "W034",
                {why.ja + "。ひな型集の calendars を直してから再実行してください。",
                 why.en + "; correct the library's calendars, then retry"});
}

Steps::Steps(const Surroundings& surroundings, std::shared_ptr<const Definition> definition, State state, Instant now)
    : surroundings_(surroundings), definition_(std::move(definition)), state_(std::move(state)), now_(now) {
    events_.reserve(16);
}

const Definition& Steps::definition(std::int64_t scopeId) const {
    for (const Scope* scope = state_.scope(scopeId); scope && scope->id != 0; scope = state_.scope(scope->parent)) {
        if (scope->definition.empty()) continue;
        // checkFits() has asked for it when the state was read, and a call when it opened the scope; the engine keeps
        // what it has read. So it is there: that it is not is our own mistake, not the model's.
        auto& known = others_[scope->definition];
        if (!known) known = surroundings_.definition(scope->definition).value();
        return *known;
    }
    return *definition_;
}

const Node* Steps::find(std::int64_t scope, const std::string& element) const {
    return definition(scope).find(element);
}

Result<Schedule> Steps::schedule(const TimerRule& timer, std::int64_t scope, std::int64_t token) const {
    const auto office = officeCalendar(surroundings_, state_.municipality, timer);
    if (!office) return fail(office.error());
    Context variables;
    for (const std::string& path : timer.variables()) {
        const std::string name = path.substr(0, path.find('.'));
        if (const Value* value = visible(state_, scope, token, name)) variables.put(name, *value);
    }
    if (auto schedule = timer.schedule(variables, now_, *office)) return std::move(*schedule);
    return noMoment(timer);
}

Result<Schedule> Steps::following(const TimerRule& timer, const Schedule& fired) const {
    const auto office = officeCalendar(surroundings_, state_.municipality, timer);
    if (!office) return fail(office.error());
    if (auto next = workflows::following(fired, *office)) return std::move(*next);
    return noMoment(timer);
}

Value Steps::evaluate(const FormalExpression& expression, std::int64_t scope, std::int64_t token,
                      const Context& more) const {
    if (expression.foreign) return {};
    std::vector<Context::Entry> seen;
    seen.reserve(expression.names.size());
    for (const std::string& name : expression.names) {
        const Value* value = more.find(name);
        if (!value) value = visible(state_, scope, token, name);
        if (value) seen.emplace_back(name, *value);
    }
    return expression.feel.evaluate(Context::of(std::move(seen)));
}

std::optional<bool> Steps::judge(const FormalExpression& expression, const Node& node, const Token& token,
                                 std::string_view stage, const Context& more) {
    const Value answer = evaluate(expression, token.scope, token.id, more);
    if (const bool* truth = answer.boolean()) return *truth;
    raise(node, token.id, "W031",
          {"「" + node.id + "」の条件「" + expression.source +
               "」が真偽値になりません。案件に足りない値を入れるか条件を直して再実行してください。",
           "the condition \"" + expression.source + "\" at " + node.id +
               " is neither true nor false; supply the missing variable or correct the flow, then retry"},
          stage);
    return std::nullopt;
}

void Steps::emit(Kind kind, const std::string& element, Context detail, const std::string& actor) {
    if (defect_) return;
    Event event{now_, kind, element, actor, std::move(detail)};
    if (auto changed = apply(state_, event); !changed) {
        defect_ = std::move(changed.error());
        return;
    }
    if (event.detail.find("variables")) conditionsDue_ = true;
    events_.push_back(std::move(event));
}

void Steps::raise(const Node& node, std::int64_t token, const std::string& code, const Wording& message,
                  std::string_view stage, std::int64_t job) {
    Context detail = {
        {"incident", state_.next}, {"token", token}, {"code", code}, {"ja", message.ja}, {"en", message.en}};
    if (job != 0) detail.put("job", job);
    if (!stage.empty()) detail.put("stage", stage);
    emit(Kind::incidentRaised, node.id, std::move(detail));
}

void Steps::setVariables(std::int64_t scope, std::int64_t token, Context variables, bool local,
                         const std::string& actor) {
    if (variables.empty()) return;
    Context detail = {{"variables", std::move(variables)}};
    if (scope != 0) detail.put("scope", scope);
    if (token != 0) detail.put("token", token);
    if (local) detail.put("local", true);
    emit(Kind::variablesSet, "", std::move(detail), actor);
}

void Steps::arrive(std::int64_t scope, const Node& node, const std::string& via) {
    arrivals_.push_back({scope, &node, via});
}

void Steps::arriveTriggered(std::int64_t scope, const Node& node) {
    arrivals_.push_back({scope, &node, "", true});
}

bool Steps::tooOften(const Arrival& arrival) {
    if (arrival.index != 0) return false;
    return ++visits_[{arrival.scope, arrival.node}] > mostVisits;
}

void Steps::enter(const Arrival& arrival) {
    const Node& node = *arrival.node;
    if (!state_.scopes.contains(arrival.scope)) return;
    const std::int64_t token = state_.next;
    const bool gathers = node.type->position == Position::activity && node.startQuantity > 1;
    const bool joins = gathers ? !arrival.gathered : node.type->joins && node.type->joins(node);
    Context detail = {{"token", token}};
    if (arrival.scope != 0) detail.put("scope", arrival.scope);
    if (!arrival.via.empty()) detail.put("via", arrival.via);
    if (arrival.index != 0) detail.put("index", arrival.index);
    if (joins) detail.put("joins", true);
    if (arrival.compensates != 0) detail.put("compensates", arrival.compensates);
    if (!arrival.locals.empty()) detail.put("locals", arrival.locals);
    emit(Kind::elementEntered, node.id, std::move(detail));
    if (defect_) return;
    if (tooOften(arrival)) {
        raise(
            node, token, "W035",
            {"途中で待つ作業のない輪を回り続けています。フローを直した版を登録し、案件の値を直して再実行してください。",
             "the flow runs in a circle without anything to wait for; correct the flow or the case's variables, "
             "then retry"},
            "begin");
        return;
    }
    if (arrival.triggered) {
        if (node.type->position == Position::activity) return complete(node, token);  // a receive task
        mapOutputs(node, token);
        return leave(node, token);
    }
    begin(node, token);
}

void Steps::begin(const Node& node, std::int64_t id) {
    if (defect_) return;
    const Token* token = state_.token(id);
    if (token->joins) {
        if (node.type->position == Position::activity) return gather(node, *token);
        node.type->enter(*this, node, *token);
        return;
    }
    if (node.type->position == Position::activity) {
        if (token->index == 0) {
            for (const std::size_t boundary : node.boundaries) {
                subscribe(definition(token->scope).at(boundary), id, 0);
                if (defect_ || !alive(id)) return;  // its condition holds already
            }
            if (node.loop) return openMulti(node, id);
        }
        mapInputs(node, id);
        if (defect_) return;
        token = state_.token(id);
    }
    node.type->enter(*this, node, *token);
}

// startQuantity: so many tokens, from whatever flows, become one.
void Steps::gather(const Node& node, const Token& token) {
    std::vector<std::int64_t> waiting;
    for (const auto& [flow, tokens] : state_.joints.at({token.scope, node.id}))
        waiting.insert(waiting.end(), tokens.begin(), tokens.end());
    if (static_cast<std::int64_t>(waiting.size()) < node.startQuantity) return;
    std::sort(waiting.begin(), waiting.end());
    waiting.resize(static_cast<std::size_t>(node.startQuantity));
    Arrival arrival{token.scope, &node, token.via};
    arrival.gathered = true;
    leaveAlong(node, waiting, {});
    arrivals_.push_back(std::move(arrival));
}

std::optional<std::vector<const Flow*>> Steps::choose(const Node& node, const Token& token) {
    std::vector<const Flow*> taken;
    const Definition& all = definition(token.scope);
    const Flow* otherwise = nullptr;
    bool met = false;
    for (const std::size_t index : node.outgoing) {
        const Flow& flow = all.flows[index];
        if (flow.id == node.defaultFlow) {
            otherwise = &flow;
        } else if (!flow.condition) {
            taken.push_back(&flow);
        } else {
            const auto holds = judge(flow.condition, node, token, "leave");
            if (!holds) return std::nullopt;
            if (!*holds) continue;
            taken.push_back(&flow);
            met = true;
        }
    }
    if (!met && otherwise) taken.push_back(otherwise);
    if (!taken.empty() || node.outgoing.empty()) return taken;
    raise(node, token.id, "W030",
          {"どの分岐の条件も成り立たず、既定の分岐もありません。案件の値かフローを直して再実行してください。",
           "no condition is true and there is no default flow; correct the case's variables or the flow, then retry"},
          "leave");
    return std::nullopt;
}

void Steps::leave(const Node& node, std::int64_t token) {
    if (defect_) return;
    const auto flows = choose(node, *state_.token(token));
    if (flows) leaveAlong(node, {token}, *flows);
}

void Steps::leaveAlongAll(const Node& node, std::vector<std::int64_t> tokens) {
    const Definition& all = definition(state_.token(tokens.front())->scope);
    std::vector<const Flow*> flows;
    flows.reserve(node.outgoing.size());
    for (const std::size_t index : node.outgoing) flows.push_back(&all.flows[index]);
    leaveAlong(node, std::move(tokens), flows);
}

void Steps::leaveAlong(const Node& node, std::vector<std::int64_t> tokens, const std::vector<const Flow*>& flows) {
    if (defect_) return;
    const std::int64_t scope = state_.token(tokens.front())->scope;
    List left;
    for (const std::int64_t token : tokens) {
        withdraw(token);
        left.push_back(token);
    }
    List taken;
    for (const Flow* flow : flows) taken.push_back(flow->id);
    emit(Kind::elementLeft, node.id, {{"tokens", std::move(left)}, {"flows", std::move(taken)}});
    const Definition& all = definition(scope);
    for (const Flow* flow : flows) {
        for (std::int64_t i = 0; i < node.completionQuantity; ++i) arrive(scope, all.at(flow->to), flow->id);
    }
    touch(scope);
}

// Everything that still waits for this token: boundary events, open work, incidents.
void Steps::withdraw(std::int64_t token) {
    const Token* held = state_.token(token);
    if (!held || held->work.empty()) return;
    const std::vector<std::int64_t> work(held->work.begin(), held->work.end());
    for (const std::int64_t id : work) {
        if (const auto task = state_.tasks.find(id); task != state_.tasks.end()) {
            emit(Kind::taskCancelled, task->second.element, {{"task", id}});
        } else if (const auto job = state_.jobs.find(id); job != state_.jobs.end()) {
            emit(Kind::jobCancelled, job->second.element, {{"job", id}});
        } else if (const auto wait = state_.waits.find(id); wait != state_.waits.end()) {
            const bool timer = wait->second.kind == Wait::Kind::timer;
            emit(timer ? Kind::timerCancelled : Kind::waitCancelled, wait->second.element,
                 {{timer ? "timer" : "wait", id}});
        } else if (const auto incident = state_.incidents.find(id); incident != state_.incidents.end()) {
            emit(Kind::incidentCancelled, incident->second.element, {{"incident", id}});
        }
    }
}

void Steps::cancel(std::int64_t id, const std::string& actor) {
    const Token* token = state_.token(id);
    if (!token || defect_) return;
    if (token->hosted != 0) cancelScope(token->hosted);
    withdraw(id);
    token = state_.token(id);
    if (!token) return;
    const std::int64_t scope = token->scope;
    emit(Kind::elementCancelled, token->element, {{"token", id}}, actor);
    touch(scope);
}

void Steps::settle() {
    while (!defect_ && !state_.completed) {
        if (!arrivals_.empty()) {
            const Arrival arrival = std::move(arrivals_.front());
            arrivals_.pop_front();
            enter(arrival);
        } else if (!throws_.empty()) {
            const auto [node, token] = throws_.front();
            throws_.pop_front();
            if (alive(token)) throwNow(*node, token);
        } else if (!endTouched() && !askJoins() && !askConditions()) {
            break;
        }
    }
    if (!defect_ && !state_.completed && !state_.id.empty() && !hasWork(state_)) reportStandstill();
}

bool Steps::askJoins() {
    std::vector<std::pair<std::int64_t, std::string>> waiting;
    for (const auto& [joint, flows] : state_.joints) waiting.push_back(joint);
    waiting.insert(waiting.end(), state_.resets.begin(), state_.resets.end());
    for (const auto& [scope, element] : waiting) {
        if (!state_.scopes.contains(scope)) continue;
        const Node* node = find(scope, element);
        if (node && node->type->ask && node->type->ask(*this, *node, scope)) return true;
    }
    return false;
}

// Nothing can move this case on any more. That is an error of the flow (a join whose branches never come), and a person
// must know.
void Steps::reportStandstill() {
    for (const auto& [id, token] : state_.tokens) {
        const Node* node = nodeOf(token);
        if (!node || token.hosted != 0) continue;
        raise(*node, id, "W036",
              {"合流で待っている枝がもう届きません。フローの分岐と合流の組を直してください。",
               "a branch that this join waits for can no longer arrive; correct the pairing of fork and join in the "
               "flow"},
              "begin");
        return;
    }
}

Decided Steps::take() {
    return {std::move(state_), std::move(events_), std::move(defect_)};
}

}  // namespace toitsu::workflows
