// Messages and signals between cases. What a case throws stands in its state as a delivery, in the same transaction;
// then it is handed over, and confirmed in the transaction in which the other case takes it. A crash between leaves the
// delivery, and it is handed over then.

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "workflows/elements/element.h"
#include "workflows/encoding.h"
#include "workflows/engine_inner.h"

namespace toitsu::workflows {

namespace {

constexpr int manyWaiting = 1'000'000;

// What one command leads to in other cases is followed only so far: flows that answer each other without end must not
// hold up whoever called. The rest stays where it is, durable, for the next deliver().
constexpr int deepest = 24;
constexpr int mostHandedOver = 1'000;

class Following {
public:
    Following() {
        if (depth_++ == 0) left_ = mostHandedOver;
    }
    ~Following() { --depth_; }
    Following(const Following&) = delete;
    Following& operator=(const Following&) = delete;
    bool goesOn() const { return depth_ <= deepest && left_ > 0; }
    static bool spend() { return depth_ == 0 || left_-- > 0; }

private:
    static thread_local int depth_;
    static thread_local int left_;
};
thread_local int Following::depth_ = 0;
thread_local int Following::left_ = 0;

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
    const Following one;
    if (outcome.waits) {
        if (const auto taken = takeKept(caseId, now); !taken) return taken;
    }
    if (outcome.delivers && one.goesOn()) {
        if (const auto sent = deliverOf(caseId, now); !sent) return fail(sent.error());
    }
    return {};
}

Result<Engine::Inner::Together> Engine::Inner::handOver(std::vector<Part> parts, const Sender* sender, Instant now) {
    if (sender) {
        Part confirmed{sender->caseId};
        const std::int64_t delivery = sender->delivery;
        confirmed.ask = [delivery](const State&) -> Result<Command> { return ConfirmDelivery{delivery}; };
        parts.push_back(std::move(confirmed));
    }
    auto done = together(parts, now);
    if (!done) return done;
    for (const auto& [id, outcome] : done->outcomes) {
        if (sender && id == sender->caseId && !outcome.waits) continue;  // its other deliveries are on their way
        if (const auto followed = afterwards(id, outcome, now); !followed) return fail(followed.error());
    }
    return done;
}

Result<Published> Engine::Inner::publish(const Message& message, const Sender* sender, Instant now) {
    const auto waiting =
        store->openWork({Work::Kind::message, message.municipality, message.name, message.key, "", manyWaiting});
    if (!waiting) return fail(waiting.error());
    for (const Work& work : *waiting) {
        Part part{work.caseId};
        part.ask = [&](const State& state) -> Result<Command> {
            return DeliverMessage{state.workNumber(work.id).value_or(0), message.variables, message.actor, message.id};
        };
        const auto done = handOver({std::move(part)}, sender, now);
        if (done) return Published{Published::Way::delivered, work.caseId};
        // Somebody was faster, or the case has ended or is held: the next one that waits.
        const std::string& code = done.error().code;
        if (code != "W051" && code != "W052" && code != "W044") return fail(done.error());
    }
    std::optional<StartCase> starts;
    std::string heard;  // the case that this very message has started before
    const auto looked =
        eachStart([&](const std::string& hash, const Definition& flow, const Node&, const Node& start) -> Result<void> {
            if (starts || !begins(start, Trigger::Kind::message, message.name)) return {};
            const std::string key = message.key.empty() ? "message/" + message.id : message.key;
            auto found = startAt(hash, flow, start, message.municipality, key, message.variables, message.id);
            if (!found) return fail(found.error());
            starts = std::move(*found);
            if (starts) return {};
            const std::string id = caseIdOf(message.municipality, flow.at(start.parent).id, key);
            const auto known = stored(id);
            if (!known) return fail(known.error());
            if (known->state.heard.contains(message.id)) heard = id;
            return {};
        });
    if (!looked) return fail(looked.error());
    if (!heard.empty()) {
        if (const auto done = handOver({}, sender, now); !done) return fail(done.error());
        return Published{Published::Way::started, heard};
    }
    if (starts) {
        Part part{starts->id};
        part.start = starts;
        const auto done = handOver({std::move(part)}, sender, now);
        if (done) return Published{Published::Way::started, starts->id};
        if (done.error().kind != ErrorKind::conflict) return fail(done.error());
    }
    if (message.lifetime <= 0) return Published{};
    const StoredMessage kept{message.id, message.municipality,  message.name, message.key, encode(message.variables),
                             now,        now + message.lifetime};
    if (!sender) {
        if (const auto put = store->putMessage(kept); !put) return fail(put.error());
        return Published{Published::Way::kept, {}};
    }
    Part part{sender->caseId};
    const std::int64_t delivery = sender->delivery;
    part.ask = [delivery](const State&) -> Result<Command> { return ConfirmDelivery{delivery}; };
    part.publishes = {kept};
    if (const auto done = together({part}, now); !done) return fail(done.error());
    return Published{Published::Way::kept, {}};
}

Result<int> Engine::Inner::broadcast(const std::string& municipality, const std::string& name, const Context& variables,
                                     const std::string& id, const Sender* sender, Instant now) {
    const auto waiting = store->openWork({Work::Kind::signal, municipality, name, std::nullopt, "", manyWaiting});
    if (!waiting) return fail(waiting.error());
    std::vector<Part> parts;
    std::set<std::string> cases;
    if (sender) cases.insert(sender->caseId);  // has heard it already, when it threw it
    for (const Work& work : *waiting) {
        if (!cases.insert(work.caseId).second) continue;
        Part part{work.caseId};
        part.mayBeRefused = true;  // it has ended meanwhile, or is held
        part.ask = [&](const State&) -> Result<Command> { return DeliverSignal{name, variables, ""}; };
        parts.push_back(std::move(part));
    }
    const auto looked =
        eachStart([&](const std::string& hash, const Definition& flow, const Node&, const Node& start) -> Result<void> {
            if (!begins(start, Trigger::Kind::signal, name)) return {};
            auto found = startAt(hash, flow, start, municipality, "signal/" + id, variables, "");
            if (!found) return fail(found.error());
            if (!*found || !cases.insert((*found)->id).second) return {};
            Part part{(*found)->id};
            part.start = std::move(**found);
            parts.push_back(std::move(part));
            return {};
        });
    if (!looked) return fail(looked.error());
    const auto others = static_cast<std::ptrdiff_t>(parts.size());
    const auto done = handOver(std::move(parts), sender, now);
    if (!done) return fail(done.error());
    return static_cast<int>(std::count(done->done.begin(), done->done.begin() + others, true));
}

Result<int> Engine::Inner::deliverOf(const std::string& caseId, Instant now) {
    int sent = 0;
    while (Following::spend() && sent < mostHandedOver) {
        std::optional<Delivery> next;
        std::string municipality;
        const auto looked = run(
            caseId, [](const State&) -> Result<Command> { return ConfirmDelivery{0}; }, now, nullptr,
            [&](const State& state, const Definition&) {
                municipality = state.municipality;
                next.reset();
                if (!state.deliveries.empty()) next = state.deliveries.begin()->second;
            });
        if (!looked) return fail(looked.error());
        if (!next) return sent;
        const Sender sender{caseId, next->id};
        const std::string id = caseId + "." + std::to_string(next->id);
        if (next->signal) {
            const auto reached = broadcast(municipality, next->name, next->variables, id, &sender, now);
            if (!reached) return fail(reached.error());
        } else {
            const Message message{municipality, next->name, next->key, next->variables, id, options.messageMillis, ""};
            const auto published = publish(message, &sender, now);
            if (!published) return fail(published.error());
        }
        ++sent;
    }
    return sent;
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
                waits.clear();  // looked at twice when another process has moved the case on
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
                        return DeliverMessage{id, variables->context() ? *variables->context() : Context(), "",
                                              kept->front().id};
                    },
                    now, nullptr, {}, {kept->front().id});
            if (!done) {
                if (done.error().kind == ErrorKind::conflict) continue;  // somebody else has taken it
                return fail(done.error());
            }
            took = true;
            if (!done->changed) {
                // The same message once more: the case has heard it already, so it is not kept for it any longer.
                if (const auto gone = store->dropMessage(kept->front().id); !gone) return gone;
            }
            if (done->delivers) {
                if (const auto sent = deliverOf(caseId, now); !sent) return fail(sent.error());
            }
            break;
        }
        if (!took) return {};
    }
}

Result<Published> Engine::publish(const Message& message, Instant now) {
    if (const auto storable = checkStorable(message.variables); !storable) return fail(storable.error());
    Message one = message;
    if (one.id.empty()) {
        one.id = sha256Hex(one.municipality + '\n' + one.name + '\n' + one.key + '\n' + std::to_string(now) + '\n' +
                           encode(one.variables))
                     .substr(0, 32);
    }
    return inner_->publish(one, nullptr, now);
}

Result<int> Engine::signal(const std::string& municipality, const std::string& name, const Context& variables,
                           Instant now) {
    if (const auto storable = checkStorable(variables); !storable) return fail(storable.error());
    const std::string id = sha256Hex(municipality + '\n' + name + '\n' + std::to_string(now)).substr(0, 32);
    return inner_->broadcast(municipality, name, variables, id, nullptr, now);
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

Result<std::vector<StoredMessage>> Engine::keptMessages(const std::string& municipality) const {
    return inner_->store->messages(municipality, "", std::nullopt, 0, manyWaiting);
}

Result<void> Engine::dropMessage(const std::string& id) {
    return inner_->store->dropMessage(id);
}

}  // namespace toitsu::workflows
