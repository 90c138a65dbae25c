#pragma once

// Stage: an engine on a store in memory with a clock of its own. Time passes only when it is told to, and then every
// timer on the way fires at its moment. For tests, trials and simulations: a year takes milliseconds.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "workflows/engine.h"

namespace toitsu::workflows::trial {

class Stage {
public:
    Stage(EngineOptions options, Instant now, std::shared_ptr<Store> store = openMemory());

    Engine& engine() { return *engine_; }
    const Engine& engine() const { return *engine_; }
    Instant now() const { return now_; }

    // Fires what is due on the way, one moment after the other. W304 when timers go on for ever without time passing.
    Result<void> waitUntil(Instant moment);
    // What cases have sent reaches the others, and what is due now happens.
    Result<void> settle() { return waitUntil(now_); }

    // An open job at that element whose variables fit, claimed and not yet answered; nothing when there is none.
    using Fits = std::function<bool(const Value& variables)>;
    Result<std::optional<Job>> job(const std::string& element, const Fits& fits = {});
    Result<std::optional<Task>> task(const std::string& element, const Fits& fits = {}) const;
    Result<std::vector<Job>> jobs();  // all that are open and claimed here
    void answered(const Job& job);    // it is no longer held here

private:
    Result<void> claim();

    std::shared_ptr<Store> store_;
    std::unique_ptr<Engine> engine_;
    Instant now_;
    std::vector<Job> held_;
};

}  // namespace toitsu::workflows::trial
