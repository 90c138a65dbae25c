// Messages and signals between cases. What a case throws stands in its state as a delivery, in the same transaction;
// then it is handed over, and only then confirmed. A crash between leaves the delivery, and it is handed over again: a
// message carries the delivery's number as its id, so that nobody takes it twice.

#include <algorithm>

#include "base/hash.h"
#include "workflows/elements/element.h"
#include "workflows/encoding.h"
#include "workflows/engine_inner.h"

namespace toitsu::workflows {

namespace {

constexpr int manyWaiting = 1'000'000;

bool begins(const Node& node, Trigger::Kind kind, const std::string& name) {
    return std::any_of(node.triggers.begin(), node.triggers.end(),
                       [&](const Trigger& trigger) { return trigger.kind == kind && trigger.name == name; });
}

}  // namespace

Result<void> Engine::Inner::command(const std::string& caseId, const Ask& ask, Instant now) {
    const auto outcome = run(caseId, ask, now);
    if (!outcome) return fail(outcome.error());
    return afterwards(caseId, *outcome, now);
}

Result<void> Engine::Inner::afterwards(const std::string& caseId, const Outcome& outcome, Instant now) {
    const bool waits = std::any_of(outcome.events.begin(), outcome.events.end(),
                                   [](const Event& event) { return event.kind == Kind::waitOpened; });
    if (waits) {
        if (const auto taken = takeKept(caseId, now); !taken) return taken;
    }
    if (outcome.delivers) {
        if (const auto sent = deliverOf(caseId, now); !sent) return fail(sent.error());
    }
    return {};
}

// Start events, instantiating receive tasks and what stands behind instantiating event-based gateways.
Result<void> Engine::Inner::eachStart(
    const std::function<Result<void>(const std::string&, const Definition&, const Node&, const Node&)>& visit) {
    const auto newest = store->newestDefinitions();
    if (!newest) return fail(newest.error());
    for (const auto& [process, hash] : *newest) {
        const auto flow = definition(hash);
        if (!flow) return fail(flow.error());
        const Node* container = (*flow)->find(process);
        if (!container) continue;
        for (const std::size_t child : container->children) {
            const Node& node = (*flow)->at(child);
            const bool behindGate = std::any_of(node.incoming.begin(), node.incoming.end(), [&](std::size_t index) {
                return (*flow)->at((*flow)->flows[index].from).instantiates;
            });
            const bool start = node.type->position == Position::start;
            if (!start && !node.instantiates && !behindGate) continue;
            if (node.triggers.empty()) continue;
            if (const auto seen = visit(hash, **flow, *container, node); !seen) return seen;
        }
    }
    return {};
}

Result<std::string> Engine::Inner::startAt(const std::string& hash, const Definition& flow, const Node& start,
                                           const std::string& municipality, const std::string& businessKey,
                                           const Context& variables, Instant now) {
    const std::string& process = flow.at(start.parent).id;
    const std::string id = caseIdOf(municipality, process, businessKey);
    const auto existing = store->findCase(id);
    if (!existing) return fail(existing.error());
    if (*existing) return id;
    StartCase command{id, process, hash, municipality, businessKey, variables};
    command.element = start.id;
    const auto begun = begin(command, now);
    if (!begun) {
        const auto meanwhile = store->findCase(id);
        if (begun.error().kind == ErrorKind::conflict && meanwhile && *meanwhile) return id;
        return fail(begun.error());
    }
    if (const auto done = afterwards(id, *begun, now); !done) return fail(done.error());
    return id;
}

Result<Published> Engine::Inner::publish(const Message& message, Instant now) {
    const auto waiting =
        store->openWork({Work::Kind::message, message.municipality, message.name, message.key, "", manyWaiting});
    if (!waiting) return fail(waiting.error());
    for (const Work& work : *waiting) {
        const auto done = command(
            work.caseId,
            [&](const State& state) -> Result<Command> {
                return DeliverMessage{state.workNumber(work.id).value_or(0), message.variables, message.actor};
            },
            now);
        if (done) return Published{Published::Way::delivered, work.caseId};
        // Somebody was faster, or the case has ended or is held: the next one that waits.
        const std::string& code = done.error().code;
        if (code != "W051" && code != "W052" && code != "W044") return fail(done.error());
    }
    Published published;
    const auto looked =
        eachStart([&](const std::string& hash, const Definition& flow, const Node&, const Node& start) -> Result<void> {
            if (published.way != Published::Way::nobody || !begins(start, Trigger::Kind::message, message.name))
                return {};
            const std::string key = message.key.empty() ? "message/" + message.id : message.key;
            const auto begun = startAt(hash, flow, start, message.municipality, key, message.variables, now);
            if (!begun) return fail(begun.error());
            published = {Published::Way::started, *begun};
            return {};
        });
    if (!looked) return fail(looked.error());
    if (published.way != Published::Way::nobody || message.lifetime <= 0) return published;
    const StoredMessage kept{message.id, message.municipality,  message.name, message.key, encode(message.variables),
                             now,        now + message.lifetime};
    if (const auto put = store->putMessage(kept); !put) return fail(put.error());
    published.way = Published::Way::kept;
    return published;
}

Result<int> Engine::Inner::broadcast(const std::string& municipality, const std::string& name, const Context& variables,
                                     const std::string& exceptCase, const std::string& id, Instant now) {
    const auto waiting = store->openWork({Work::Kind::signal, municipality, name, std::nullopt, "", manyWaiting});
    if (!waiting) return fail(waiting.error());
    int reached = 0;
    std::vector<std::string> cases;
    for (const Work& work : *waiting) {
        if (work.caseId != exceptCase && std::find(cases.begin(), cases.end(), work.caseId) == cases.end())
            cases.push_back(work.caseId);
    }
    for (const std::string& one : cases) {
        const auto done = command(
            one,
            [&](const State&) -> Result<Command> {
                return DeliverSignal{name, variables, ""};
            },
            now);
        if (done) {
            ++reached;
        } else if (done.error().code != "W052" && done.error().code != "W044") {
            return fail(done.error());
        }
    }
    const auto looked =
        eachStart([&](const std::string& hash, const Definition& flow, const Node&, const Node& start) -> Result<void> {
            if (!begins(start, Trigger::Kind::signal, name)) return {};
            const auto begun = startAt(hash, flow, start, municipality, "signal/" + id, variables, now);
            if (!begun) return fail(begun.error());
            ++reached;
            return {};
        });
    if (!looked) return fail(looked.error());
    return reached;
}

Result<int> Engine::Inner::deliverOf(const std::string& caseId, Instant now) {
    int sent = 0;
    for (;;) {
        std::optional<Delivery> next;
        std::string municipality;
        const auto looked = run(
            caseId, [](const State&) -> Result<Command> { return ConfirmDelivery{0}; }, now, nullptr,
            [&](const State& state, const Definition&) {
                municipality = state.municipality;
                if (!state.deliveries.empty()) next = state.deliveries.begin()->second;
            });
        if (!looked) return fail(looked.error());
        if (!next) return sent;
        const std::string id = caseId + "." + std::to_string(next->id);
        if (next->signal) {
            const auto reached = broadcast(municipality, next->name, next->variables, caseId, id, now);
            if (!reached) return fail(reached.error());
        } else {
            Message message{municipality, next->name, next->key, next->variables, id, options.messageMillis, ""};
            const auto published = publish(message, now);
            if (!published) return fail(published.error());
        }
        const std::int64_t number = next->id;
        const auto confirmed = run(
            caseId, [&](const State&) -> Result<Command> { return ConfirmDelivery{number}; }, now);
        if (!confirmed) return fail(confirmed.error());
        ++sent;
    }
}

// For each message that the case waits for: the oldest that is kept.
Result<void> Engine::Inner::takeKept(const std::string& caseId, Instant now) {
    for (;;) {
        std::vector<std::pair<std::int64_t, Wait>> waits;
        std::string municipality;
        const auto looked = run(
            caseId, [](const State&) -> Result<Command> { return ConfirmDelivery{0}; }, now, nullptr,
            [&](const State& state, const Definition&) {
                municipality = state.municipality;
                for (const auto& [id, wait] : state.waits) {
                    if (wait.kind == Wait::Kind::message) waits.emplace_back(id, wait);
                }
            });
        if (!looked) return fail(looked.error());
        bool took = false;
        for (const auto& [number, wait] : waits) {
            const auto kept = store->messages(municipality, wait.name, wait.key, now, 1);
            if (!kept) return fail(kept.error());
            if (kept->empty()) continue;
            const auto variables = decode(kept->front().variables);
            if (!variables) return fail(variables.error());
            const std::int64_t id = number;
            const auto done =
                run(caseId,
                    [&](const State&) -> Result<Command> {
                        return DeliverMessage{id, variables->context() ? *variables->context() : Context(), ""};
                    },
                    now, nullptr, {}, {kept->front().id});
            if (!done) {
                if (done.error().kind == ErrorKind::conflict) continue;  // somebody else has taken it
                return fail(done.error());
            }
            took = true;
            if (done->delivers) {
                if (const auto sent = deliverOf(caseId, now); !sent) return fail(sent.error());
            }
            break;
        }
        if (!took) return {};
    }
}

Result<int> Engine::Inner::fireStartTimers(Instant now) {
    int begun = 0;
    if (options.timerStartsFor.empty()) return begun;
    const auto looked = eachStart([&](const std::string& hash, const Definition& flow, const Node& process,
                                      const Node& start) -> Result<void> {
        const auto stored = store->definition(hash);
        if (!stored) return fail(stored.error());
        if (!*stored) return {};
        for (const Trigger& trigger : start.triggers) {
            if (trigger.kind != Trigger::Kind::timer) continue;
            for (const std::string& municipality : options.timerStartsFor) {
                const BusinessCalendar* calendar =
                    surroundings.calendar ? surroundings.calendar(municipality) : nullptr;
                Instant& seen = startTimersSeen[municipality + '\n' + hash + '\n' + start.id];
                auto due = trigger.timer.schedule({}, (*stored)->deployed, calendar);
                // A key made of the moment: a start that is repeated meets itself.
                for (; due && due->due <= now; due = due->remaining == 0 ? std::nullopt : following(*due, calendar)) {
                    if (due->due <= seen) continue;
                    const std::string key = process.id + "/" + start.id + "/" + std::to_string(due->due);
                    const auto one = startAt(hash, flow, start, municipality, key, {}, now);
                    if (!one) return fail(one.error());
                    seen = due->due;
                    ++begun;
                }
            }
        }
        return {};
    });
    if (!looked) return fail(looked.error());
    return begun;
}

Result<Published> Engine::publish(const Message& message, Instant now) {
    if (const auto storable = checkStorable(message.variables); !storable) return fail(storable.error());
    Message one = message;
    if (one.id.empty()) {
        one.id = sha256Hex(one.municipality + '\n' + one.name + '\n' + one.key + '\n' + std::to_string(now) + '\n' +
                           encode(one.variables))
                     .substr(0, 32);
    }
    return inner_->publish(one, now);
}

Result<int> Engine::signal(const std::string& municipality, const std::string& name, const Context& variables,
                           Instant now) {
    if (const auto storable = checkStorable(variables); !storable) return fail(storable.error());
    const std::string id = sha256Hex(municipality + '\n' + name + '\n' + std::to_string(now)).substr(0, 32);
    return inner_->broadcast(municipality, name, variables, "", id, now);
}

Result<int> Engine::deliver(Instant now) {
    const auto due = inner_->store->takeDue(Work::Kind::delivery, now, manyWaiting);
    if (!due) return fail(due.error());
    int sent = 0;
    std::vector<std::string> cases;
    for (const Work& work : *due) {
        if (std::find(cases.begin(), cases.end(), work.caseId) == cases.end()) cases.push_back(work.caseId);
    }
    for (const std::string& one : cases) {
        const auto done = inner_->deliverOf(one, now);
        if (!done) return fail(done.error());
        sent += *done;
    }
    return sent;
}

Result<std::vector<std::string>> Engine::startWhere(const std::string& municipality, const std::string& businessKey,
                                                    const Context& variables, Instant now) {
    if (const auto storable = checkStorable(variables); !storable) return fail(storable.error());
    std::vector<std::string> begun;
    const auto looked = inner_->eachStart(
        [&](const std::string& hash, const Definition& flow, const Node&, const Node& start) -> Result<void> {
            const bool holds = std::any_of(start.triggers.begin(), start.triggers.end(), [&](const Trigger& trigger) {
                return trigger.kind == Trigger::Kind::conditional && !trigger.condition.foreign &&
                       trigger.condition.feel.evaluate(variables).isTrue();
            });
            if (!holds) return {};
            const auto one = inner_->startAt(hash, flow, start, municipality, businessKey, variables, now);
            if (!one) return fail(one.error());
            begun.push_back(*one);
            return {};
        });
    if (!looked) return fail(looked.error());
    return begun;
}

Result<std::vector<StoredMessage>> Engine::keptMessages(const std::string& municipality) const {
    return inner_->store->messages(municipality, "", std::nullopt, 0, manyWaiting);
}

Result<void> Engine::dropMessage(const std::string& id) {
    return inner_->store->dropMessage(id);
}

}  // namespace toitsu::workflows
