// How cases begin by themselves: start events of the newest definitions that a message, a signal, a timer or a
// condition meets. A start that is repeated meets itself, because the case's id follows from what makes it unique.

#include <algorithm>

#include "workflows/elements/element.h"
#include "workflows/encoding.h"
#include "workflows/engine_inner.h"

namespace toitsu::workflows {

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

Result<std::optional<StartCase>> Engine::Inner::startAt(const std::string& hash, const Definition& flow,
                                                        const Node& start, const std::string& municipality,
                                                        const std::string& businessKey, const Context& variables,
                                                        const std::string& message) {
    const std::string& process = flow.at(start.parent).id;
    StartCase command{
        caseIdOf(municipality, process, businessKey), process, hash, municipality, businessKey, variables};
    command.element = start.id;
    command.message = message;
    const auto existing = store->findCase(command.id);
    if (!existing) return fail(existing.error());
    if (*existing) return std::optional<StartCase>();
    return std::optional(std::move(command));
}

// Whether a case has begun; not when somebody else was first.
Result<bool> Engine::Inner::startNow(const std::optional<StartCase>& start, Instant now) {
    if (!start) return false;
    const auto begun = begin(*start, now);
    if (!begun) {
        if (begun.error().kind == ErrorKind::conflict) return false;
        return fail(begun.error());
    }
    if (const auto done = afterwards(start->id, *begun, now); !done) return fail(done.error());
    return true;
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
                // No case yet in which an incident could stand: whoever fires timers is told.
                const auto calendar = officeCalendar(surroundings, municipality, trigger.timer);
                if (!calendar) return fail(calendar.error());
                Instant& seen = startTimersSeen[municipality + '\n' + hash + '\n' + start.id];
                auto due = trigger.timer.schedule({}, (*stored)->deployed, *calendar);
                // A key made of the moment: a start that is repeated meets itself.
                for (; due && due->due <= now; due = due->remaining == 0 ? std::nullopt : following(*due, *calendar)) {
                    if (due->due <= seen) continue;
                    const std::string key = process.id + "/" + start.id + "/" + std::to_string(due->due);
                    const auto one = startAt(hash, flow, start, municipality, key, {}, "");
                    if (!one) return fail(one.error());
                    const auto started = startNow(*one, now);
                    if (!started) return fail(started.error());
                    seen = due->due;
                    if (*started) ++begun;
                }
            }
        }
        return {};
    });
    if (!looked) return fail(looked.error());
    return begun;
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
            const auto one = inner_->startAt(hash, flow, start, municipality, businessKey, variables, "");
            if (!one) return fail(one.error());
            const auto started = inner_->startNow(*one, now);
            if (!started) return fail(started.error());
            if (*started) begun.push_back((*one)->id);
            return {};
        });
    if (!looked) return fail(looked.error());
    return begun;
}

}  // namespace toitsu::workflows
