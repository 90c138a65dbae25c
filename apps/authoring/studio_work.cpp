// Rehearsals: one thread reads samples for whoever asked, requests to publish first.

#include <algorithm>

#include "apps/authoring/rehearsal_value.h"
#include "apps/authoring/studio.h"
#include "apps/station/random_id.h"

namespace toitsu::authoring {

namespace {

constexpr std::size_t kMostWaiting = 20, kMostKept = 60;

}  // namespace

Result<Studio::TrialState> Studio::beginTrial(const std::string& account, const std::string& path, Texts texts,
                                              RehearsalPlan plan) {
    TrialState state;
    state.id = station::randomId();
    state.account = account;
    state.path = path;
    {
        const std::lock_guard lock(mutex_);
        // Who asks again wants the newest text read, not all of them.
        for (TrialState& one : trials_)
            if (one.account == account && one.path == path && one.state == "waiting") one.state = "stopped";
        std::erase_if(jobs_, [&](const Job& job) {
            const TrialState* of = trialUnder(job.id);
            return of == nullptr || of->state == "stopped";
        });
        if (jobs_.size() >= kMostWaiting)
            return fail(ErrorKind::unavailable, "V314",
                        {"見本の試行がたくさん待っています。しばらくしてからもう一度どうぞ",
                         "many trials wait already; try again in a while"});
        jobs_.push_back({state.id, std::move(texts), std::move(plan)});
        trials_.push_back(state);
        while (trials_.size() > kMostKept && trials_.front().state != "waiting" && trials_.front().state != "running")
            trials_.pop_front();
    }
    ring();
    return state;
}

void Studio::ring() {
    {
        const std::lock_guard lock(mutex_);
        rung_ = true;
    }
    bell_.notify_all();
}

Studio::TrialState* Studio::trialUnder(const std::string& id) {
    const auto found = std::find_if(trials_.begin(), trials_.end(), [&](const auto& one) { return one.id == id; });
    return found == trials_.end() ? nullptr : &*found;
}

std::optional<Studio::TrialState> Studio::trial(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(trials_.begin(), trials_.end(), [&](const auto& one) { return one.id == id; });
    if (found == trials_.end()) return std::nullopt;
    return *found;
}

void Studio::stopTrial(const std::string& id) {
    const std::lock_guard lock(mutex_);
    if (TrialState* state = trialUnder(id);
        state != nullptr && (state->state == "waiting" || state->state == "running"))
        state->state = "stopped";
    std::erase_if(jobs_, [&](const Job& job) { return job.id == id; });
}

Result<Rehearsal> Studio::rehearsed(const Texts& texts, const RehearsalPlan& plan,
                                    const RehearsalOptions& options) const {
    if (options_.rehearse) return options_.rehearse(texts, plan, options);
    return authoring::rehearse(options_.library, texts, plan, options);
}

bool Studio::rehearseTrial() {
    Job job;
    {
        const std::lock_guard lock(mutex_);
        if (jobs_.empty()) return false;
        job = std::move(jobs_.front());
        jobs_.pop_front();
        if (TrialState* state = trialUnder(job.id)) state->state = "running";
    }
    RehearsalOptions options;
    options.weights = options_.weights;
    options.progress = [&](std::size_t done, std::size_t expected) {
        const std::lock_guard lock(mutex_);
        TrialState* state = trialUnder(job.id);
        if (ending_ || state == nullptr || state->state == "stopped") return false;
        state->done = done;
        state->expected = expected;
        return true;
    };
    const auto result = rehearsed(job.texts, job.plan, options);
    const std::lock_guard lock(mutex_);
    TrialState* state = trialUnder(job.id);
    if (state == nullptr || state->state == "stopped") return true;
    state->state = result ? "done" : "failed";
    if (result)
        state->result = rehearsalValue(*result);
    else
        state->error = result.error();
    return true;
}

Result<bool> Studio::rehearseRequest() {
    const auto waiting =
        file_.read([](Database& database) { return studio_book::inState(database, RequestState::testing); });
    if (!waiting) return fail(waiting.error());
    if (waiting->empty()) return false;
    const auto request = this->request(waiting->front());
    if (!request) return fail(request.error());
    Texts texts;
    for (const RequestFile& file : (*request)->files) texts[file.path] = file.text;
    const auto before = ground(**request);
    if (!before) return fail(before.error());
    RehearsalPlan plan = planFor(texts);
    // Another paper of the form may be based on this one, or be taken for it from now on: all of its samples are read.
    for (auto& [folder, layouts] : plan.forms) layouts.clear();
    bool ended = false, gone = false;
    std::size_t looked = 0;
    RehearsalOptions options;
    options.weights = options_.weights;
    options.progress = [&](std::size_t, std::size_t) {
        if (++looked % 8 == 0) {  // whether it has been taken back meanwhile
            const auto now = this->request((*request)->id);
            gone = now && *now && (*now)->state != RequestState::testing;
        }
        const std::lock_guard lock(mutex_);
        ended = ending_;
        return !ended && !gone;
    };
    const auto result = rehearsed(texts, plan, options);
    if (ended || gone) return !ended;  // nothing is known of it: it is begun anew with the next start
    Rehearsal failed;
    if (!result) failed.errors.push_back(result.error());
    const Rehearsal& rehearsal = result ? *result : failed;
    Context told = *rehearsalValue(rehearsal).context();
    told.put("ground", *before);
    const auto kept = file_.write(
        [&](Database& database) { return studio_book::tested(database, (*request)->id, rehearsal.passed(), told); });
    // Taken back while it was read: then nobody wants to know.
    if (!kept && kept.error().kind != ErrorKind::conflict) return fail(kept.error());
    options_.changed();
    return true;
}

Result<bool> Studio::work() {
    const auto request = rehearseRequest();
    if (!request) return request;
    if (*request || rehearseTrial()) return true;
    // While somebody releases, that is not half done but on its way.
    const std::unique_lock alone(releasing_, std::try_to_lock);
    if (!alone) return false;
    if (auto finished = finishBegun(); !finished) return fail(finished.error());
    return false;
}

void Studio::loop() {
    for (;;) {
        const auto more = work();
        if (!more) options_.failed(more.error());
        std::unique_lock lock(mutex_);
        if (ending_) return;
        if (more && *more) continue;
        // A database that does not answer is asked again, not at once.
        bell_.wait_for(lock, std::chrono::seconds(more ? 3600 : 5), [&] { return ending_ || (more && rung_); });
        rung_ = false;
        if (ending_) return;
    }
}

}  // namespace toitsu::authoring
