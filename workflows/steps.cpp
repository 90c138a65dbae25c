#include "workflows/steps.h"

#include <algorithm>

#include "workflows/elements/element.h"

namespace toitsu::workflows {

namespace {

// A loop without a task, a job or a timer in it would run for ever. No real flow passes this many elements in one go.
constexpr std::size_t longestRun = 1000;

}  // namespace

Steps::Steps(const Definition& definition, State state, Instant now, const Decide& decide)
    : definition_(definition), state_(std::move(state)), now_(now), decide_(decide) {}

void Steps::emit(std::string_view kind, const std::string& element, Context detail, const std::string& actor) {
    if (defect_) return;
    Event event{now_, std::string(kind), element, actor, std::move(detail)};
    auto changed = apply(state_, event);
    if (!changed) {
        defect_ = changed.error();
        return;
    }
    state_ = std::move(*changed);
    events_.push_back(std::move(event));
}

void Steps::raise(const std::string& element, std::int64_t token, const std::string& code, const Wording& message,
                  std::int64_t job) {
    Context detail = {
        {"incident", state_.next}, {"token", token}, {"code", code}, {"ja", message.ja}, {"en", message.en}};
    if (job != 0) detail.put("job", job);
    emit(kinds::incidentRaised, element, std::move(detail));
}

void Steps::arrive(const Node& node, const std::string& via) {
    arrivals_.push_back({&node, via});
}

void Steps::leave(const Node& node, const Token& token) {
    leaveTogether(node, {token.id});
}

void Steps::leaveAlong(const Node& node, const Token& token, const Flow& flow) {
    consume(node, {token.id}, {&flow});
}

void Steps::leaveTogether(const Node& node, const std::vector<std::int64_t>& tokens) {
    std::vector<const Flow*> flows;
    for (const std::size_t index : node.outgoing) flows.push_back(&definition_.flows[index]);
    consume(node, tokens, flows);
}

void Steps::consume(const Node& node, const std::vector<std::int64_t>& tokens, const std::vector<const Flow*>& flows) {
    List left;
    for (const std::int64_t token : tokens) {
        withdraw(token);
        left.push_back(token);
    }
    List taken;
    for (const Flow* flow : flows) taken.push_back(flow->id);
    emit(kinds::elementLeft, node.id, {{"tokens", left}, {"flows", taken}});
    for (const Flow* flow : flows) arrive(*definition_.find(flow->target), flow->id);
}

// Everything that still waits for this token: boundary timers, open work, incidents.
void Steps::withdraw(std::int64_t token) {
    const auto each = [&](const auto& items, std::string_view kind, const char* name) {
        const auto copy = items;
        for (const auto& item : copy) {
            if (item.token == token) emit(kind, item.element, {{name, item.id}});
        }
    };
    each(state_.tasks, kinds::taskCancelled, "task");
    each(state_.jobs, kinds::jobCancelled, "job");
    each(state_.timers, kinds::timerCancelled, "timer");
    each(state_.incidents, kinds::incidentCancelled, "incident");
}

void Steps::cancel(const Token& token) {
    withdraw(token.id);
    emit(kinds::elementCancelled, token.element, {{"token", token.id}});
}

void Steps::setTimer(const Node& node, const Token& token) {
    const auto due = node.timer.due(state_.variables, now_);
    if (due) {
        emit(kinds::timerSet, node.id, {{"timer", state_.next}, {"token", token.id}, {"due", *due}});
        return;
    }
    raise(node.id, token.id, "W034",
          {"タイマーの式「" + node.timer.expression.source() +
               "」が期間にも日時にもなりません。案件の値かフローを直して再実行してください。",
           "the timer \"" + node.timer.expression.source() +
               "\" gives neither a duration nor a date; correct the case's variables or the flow, then retry"});
}

void Steps::terminate() {
    arrivals_.clear();
    emit(kinds::caseCompleted, "", {{"terminated", true}});
}

void Steps::enter(const Arrival& arrival) {
    const Node& node = *arrival.node;
    emit(kinds::elementEntered, node.id, {{"token", state_.next}, {"via", arrival.via}});
    if (defect_) return;
    begin(node, state_.tokens.back());
}

void Steps::begin(const Node& node, const Token& arrived) {
    const Token token = arrived;  // the list of tokens changes below
    for (const std::size_t index : node.boundaries) setTimer(definition_.nodes[index], token);
    node.type->enter(*this, node, token);
}

void Steps::settle() {
    for (std::size_t run = 0; !arrivals_.empty() && !defect_; ++run) {
        const Arrival arrival = arrivals_.front();
        arrivals_.pop_front();
        if (run < longestRun) {
            enter(arrival);
            continue;
        }
        emit(kinds::elementEntered, arrival.node->id, {{"token", state_.next}, {"via", arrival.via}});
        if (defect_) return;
        raise(
            arrival.node->id, state_.tokens.back().id, "W035",
            {"途中で待つ作業のない輪を回り続けています。フローを直した版を登録し、案件の値を直して再実行してください。",
             "the flow runs in a circle without anything to wait for; correct the flow or the case's variables, then "
             "retry"});
    }
    if (state_.completed || state_.id.empty()) return;
    if (state_.tokens.empty()) return emit(kinds::caseCompleted, "", {{"terminated", false}});
    const bool waits =
        !state_.tasks.empty() || !state_.jobs.empty() || !state_.timers.empty() || !state_.incidents.empty();
    if (waits) return;
    const Token stuck = state_.tokens.front();
    raise(stuck.element, stuck.id, "W036",
          {"合流で待っている枝がもう届きません。フローの分岐と合流の組を直してください。",
           "a branch that this join waits for can no longer arrive; correct the pairing of fork and join in the flow"});
}

Result<std::vector<Event>> Steps::take() {
    if (defect_) return fail(*defect_);
    return std::move(events_);
}

}  // namespace toitsu::workflows
