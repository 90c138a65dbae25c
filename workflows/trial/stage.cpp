#include "workflows/trial/stage.h"

#include <algorithm>

namespace toitsu::workflows::trial {

namespace {

constexpr int mostRounds = 100'000;                          // timers at one moment
constexpr Instant longLease = 100LL * 365 * 24 * 3'600'000;  // nobody else is there to take it

}  // namespace

Stage::Stage(EngineOptions options, Instant now, std::shared_ptr<Store> store) : store_(std::move(store)), now_(now) {
    engine_ = std::make_unique<Engine>(store_, std::move(options));
}

Result<void> Stage::waitUntil(Instant moment) {
    int rounds = 0;
    while (true) {
        if (const auto sent = engine_->deliver(now_); !sent) return fail(sent.error());
        const auto next = engine_->nextTimer();
        if (!next) return fail(next.error());
        if (!*next || **next > moment) break;
        rounds = **next > now_ ? 0 : rounds + 1;
        now_ = std::max(now_, **next);
        const auto fired = engine_->fireTimers(now_);
        if (!fired) return fail(fired.error());
        if (rounds > mostRounds)
            return fail(ErrorKind::limit, "W304",
                        {"同じ時刻にタイマーが終わりなく動いています。間隔のない繰り返しがないか確かめてください。",
                         "timers fire without end at one moment; look for a cycle without an interval"});
    }
    now_ = std::max(now_, moment);
    return {};
}

Result<void> Stage::claim() {
    while (true) {
        auto more = engine_->claimJobs("trial", 1000, longLease, now_);
        if (!more) return fail(more.error());
        if (more->empty()) break;
        held_.insert(held_.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
    }
    // What was withdrawn meanwhile, or is another worker's now, is not ours any more.
    std::vector<Job> open;
    for (Job& job : held_) {
        const auto work = store_->findWork(job.id);
        if (!work) return fail(work.error());
        if (*work) open.push_back(std::move(job));
    }
    held_ = std::move(open);
    return {};
}

Result<std::vector<Job>> Stage::jobs() {
    if (const auto claimed = claim(); !claimed) return fail(claimed.error());
    return held_;
}

Result<std::optional<Job>> Stage::job(const std::string& element, const Fits& fits) {
    if (const auto claimed = claim(); !claimed) return fail(claimed.error());
    for (const Job& job : held_)
        if (job.element == element && (!fits || fits(job.variables))) return std::optional(job);
    return std::optional<Job>();
}

Result<std::optional<Task>> Stage::task(const std::string& element, const Fits& fits) const {
    auto open = engine_->tasks();
    if (!open) return fail(open.error());
    for (Task& task : *open)
        if (task.element == element && (!fits || fits(task.variables))) return std::optional(std::move(task));
    return std::optional<Task>();
}

void Stage::answered(const Job& job) {
    std::erase_if(held_, [&](const Job& one) { return one.id == job.id && one.attempt == job.attempt; });
}

}  // namespace toitsu::workflows::trial
