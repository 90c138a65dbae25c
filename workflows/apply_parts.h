#pragma once

// The inside of apply(): how events are read, and the changes that work brings (apply_work.cpp). Each change answers
// false when the event contradicts the state.

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/event.h"
#include "workflows/state.h"

namespace toitsu::workflows::applying {

bool taskCreated(State& state, const Event& event);
bool taskClaimed(State& state, const Event& event);
bool taskReleased(State& state, const Event& event);
bool taskCompleted(State& state, const Event& event);
bool taskCancelled(State& state, const Event& event);
bool jobCreated(State& state, const Event& event);
bool jobClaimed(State& state, const Event& event);
bool jobExtended(State& state, const Event& event);
bool jobCompleted(State& state, const Event& event);
bool jobFailed(State& state, const Event& event);
bool jobReportedLate(State& state, const Event& event);
bool jobRetried(State& state, const Event& event);
bool jobCancelled(State& state, const Event& event);
bool timerSet(State& state, const Event& event);
bool timerGone(State& state, const Event& event);
bool waitOpened(State& state, const Event& event);
bool waitMet(State& state, const Event& event);
bool waitChanged(State& state, const Event& event);
bool waitCancelled(State& state, const Event& event);
bool messageThrown(State& state, const Event& event);
bool signalThrown(State& state, const Event& event);
bool delivered(State& state, const Event& event);
bool incidentRaised(State& state, const Event& event);
bool incidentResolved(State& state, const Event& event);
bool incidentCancelled(State& state, const Event& event);

inline std::int64_t integer(const Event& event, std::string_view name) {
    const Value* value = event.detail.find(name);
    const Decimal* number = value ? value->number() : nullptr;
    return number ? number->toInteger().value_or(0) : 0;
}

inline std::optional<Instant> maybe(const Event& event, std::string_view name) {
    const Value* value = event.detail.find(name);
    return value && value->number() ? value->number()->toInteger() : std::nullopt;
}

inline std::string text(const Event& event, std::string_view name) {
    const Value* value = event.detail.find(name);
    return value && value->string() ? *value->string() : std::string();
}

inline bool truth(const Event& event, std::string_view name) {
    const Value* value = event.detail.find(name);
    return value && value->isTrue();
}

inline Context context(const Event& event, std::string_view name) {
    const Value* value = event.detail.find(name);
    return value && value->context() ? *value->context() : Context();
}

template <class T>
T* find(std::map<std::int64_t, T>& items, std::int64_t id) {
    const auto found = items.find(id);
    return found == items.end() ? nullptr : &found->second;
}

// Numbers are given out in order; an event that brings a new number moves the counter on.
inline std::int64_t fresh(State& state, const Event& event, std::string_view name) {
    const std::int64_t number = integer(event, name);
    state.next = std::max(state.next, number + 1);
    return number;
}

// Puts the event's variables where they are seen already, else into the process.
void putVariables(State& state, const Event& event, std::int64_t scope, std::int64_t token);
// Work hangs on a token, or (the waits of event sub-processes) on a scope.
bool hang(State& state, std::int64_t work, std::int64_t token);
void unhang(State& state, std::int64_t work, std::int64_t token);

template <class T>
bool takeWork(State& state, std::map<std::int64_t, T>& items, std::int64_t id) {
    const auto found = items.find(id);
    if (found == items.end()) return false;
    unhang(state, id, found->second.token);
    items.erase(found);
    return true;
}

}  // namespace toitsu::workflows::applying
