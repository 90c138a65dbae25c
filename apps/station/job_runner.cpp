// The lock of the station is held for claiming and for settling, never while a backend works. A job whose backend has
// not answered yet stays ours until its lease ends and is looked at again in every round; after that anybody may claim
// it, and looks first. Nothing but the engine's database remembers anything.

#include "apps/station/job_runner.h"

#include <unistd.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "apps/station/sealed_record.h"
#include "forms/record.h"

namespace toitsu::station {

namespace {

constexpr int kBatch = 8;
constexpr workflows::Instant kFirstRetryMillis = 500;
constexpr const char* kArchive = "scan.archive";

backends::Outcome failed(Error error) {
    backends::Outcome outcome;
    outcome.state = backends::Outcome::State::failed;
    outcome.error = std::move(error);
    return outcome;
}

// What a person can mend in the record itself: the system refused the entry, or its columns cannot take a value. The
// flow brings it back to somebody (receipt.state = "rejected"); everything else wrong with a binding is an incident.
bool isRejection(const Error& error) {
    static const std::set<std::string_view> codes{"B010", "B011", "B012", "B013", "B014", "B024"};
    return codes.count(error.code) > 0;
}

std::optional<workflows::Instant> retryAt(const workflows::Job& job, const Error& error, workflows::Instant at) {
    if (error.kind != ErrorKind::unavailable && error.kind != ErrorKind::conflict) return std::nullopt;
    return at + (kFirstRetryMillis << std::min(job.attempt, 6));
}

}  // namespace

JobRunner::JobRunner(DataFolder& data, OpenStation openStation, const Bindings& bindings,
                     std::map<std::string, std::string> endpoints, workflows::Instant leaseMillis, Tell tell)
    : data_(data),
      openStation_(std::move(openStation)),
      bindings_(bindings),
      endpoints_(std::move(endpoints)),
      leaseMillis_(leaseMillis),
      tell_(std::move(tell)),
      worker_("toitsu-run-" + std::to_string(::getpid())) {}

JobRunner::~JobRunner() = default;

Result<JobRunner::Round> JobRunner::round(workflows::Instant at) {
    Round round;
    std::vector<workflows::Job> jobs;
    std::erase_if(waiting_, [&](const workflows::Job& job) { return job.leaseUntil <= at; });
    jobs.swap(waiting_);
    const std::size_t askedBefore = jobs.size();
    {
        const auto station = openStation_();
        if (!station) return fail(station.error());
        const auto timers = (*station)->engine().fireTimers(at);
        if (!timers) return fail(timers.error());
        round.timers = *timers;
        auto claimed = (*station)->engine().claimJobs(worker_, kBatch, leaseMillis_, at);
        if (!claimed) return fail(claimed.error());
        round.claimed = static_cast<int>(claimed->size());
        for (const workflows::Job& job : *claimed)
            tell_({Progress::Step::claimed, job.caseId, job.element, job.operation, "", "", {}});
        jobs.insert(jobs.end(), claimed->begin(), claimed->end());
    }
    std::vector<Done> answered;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        const workflows::Job& job = jobs[i];
        Done done = work(job);
        if (done.outcome.state == backends::Outcome::State::waiting) {
            if (i >= askedBefore)
                tell_({Progress::Step::waiting, job.caseId, job.element, job.operation, done.backend, "", {}});
            waiting_.push_back(job);
            continue;
        }
        if (done.outcome.state == backends::Outcome::State::entered)
            tell_({Progress::Step::entered,
                   job.caseId,
                   job.element,
                   job.operation,
                   done.backend,
                   done.outcome.receipt ? done.outcome.receipt->number : "",
                   {}});
        answered.push_back(std::move(done));
    }
    round.waiting = static_cast<int>(waiting_.size());
    if (answered.empty()) return round;
    const auto station = openStation_();
    if (!station) return fail(station.error());
    for (const Done& done : answered)
        if (auto settled = settle((*station)->engine(), done, now(), round); !settled) return fail(settled.error());
    return round;
}

JobRunner::Done JobRunner::work(const workflows::Job& job) {
    return job.operation == kArchive ? archive(job) : enter(job);
}

JobRunner::Done JobRunner::archive(const workflows::Job& job) const {
    Done done{job, {}, {}, kArchive};
    const std::string* blob = job.variables["page"]["blob"].string();
    if (blob == nullptr) {
        done.outcome = failed({ErrorKind::schema,
                               "C022",
                               {"案件に原本の番号がありません。取り込みからやり直してください",
                                "the case does not name its original; take the scan in again"},
                               {}});
        return done;
    }
    std::set<std::string> originals{*blob};
    if (const List* pages = job.variables["pages"].list())
        for (const Value& page : *pages)
            if (const std::string* other = page["blob"].string()) originals.insert(*other);
    for (const std::string& original : originals)
        if (const auto whole = data_.blobs().verify(original); !whole) {
            done.outcome = failed(whole.error());
            return done;
        }
    done.outcome.state = backends::Outcome::State::entered;
    done.outcome.receipt = backends::Receipt{job.key, blob->substr(0, 12), kArchive};
    done.result.put("archive", Context{{"blob", *blob}});
    return done;
}

Result<backends::Backend*> JobRunner::backendOf(const backends::Binding& binding) {
    auto& backend = open_[binding.id()];
    if (!backend) {
        const auto where = endpoints_.find(binding.id());
        auto opened = binding.open(where == endpoints_.end() ? std::string() : where->second);
        if (!opened) return fail(opened.error());
        backend = std::move(*opened);
    }
    return backend.get();
}

JobRunner::Done JobRunner::enter(const workflows::Job& job) {
    Done done{job, {}, {}, ""};
    const auto binding = bindings_.find(job.municipality, job.operation);
    if (binding == nullptr) {
        done.outcome = failed({ErrorKind::schema,
                               "C023",
                               {"操作「" + job.operation + "」の接続定義が bindings/" + job.municipality +
                                    "/ にありません。追加してから再試行してください（toitsu incident retry）",
                                "no binding for operation '" + job.operation + "' in bindings/" + job.municipality +
                                    "/; add one, then retry (toitsu incident retry)"},
                               {}});
        return done;
    }
    done.backend = binding->id();
    // Here, and nowhere else, the machine opens what is sealed: the business system is to have it.
    const auto record = recordOf(data_.vault(), job.variables);
    if (!record) {
        done.outcome = failed(record.error());
        return done;
    }
    const auto backend = backendOf(*binding);
    if (!backend) {
        done.outcome = failed(backend.error());
        return done;
    }
    done.outcome = backends::perform(*binding, **backend, job, forms::scope(*record));
    // A connection that broke is opened again by the next attempt.
    if (done.outcome.error && done.outcome.error->kind == ErrorKind::unavailable) open_.erase(binding->id());
    if (done.outcome.receipt)
        done.result.put("receipt", Context{{"number", done.outcome.receipt->number},
                                           {"backend", done.outcome.receipt->backend},
                                           {"key", done.outcome.receipt->key}});
    return done;
}

Result<void> JobRunner::settle(workflows::Engine& engine, const Done& done, workflows::Instant at, Round& round) {
    const workflows::Job& job = done.job;
    const bool entered = done.outcome.state == backends::Outcome::State::entered;
    Result<void> settled;
    if (entered) {
        settled = engine.completeJob(job, done.result, at);
    } else {
        const Error error = done.outcome.error.value_or(
            Error{ErrorKind::internal,
                  "C024",
                  {"業務システムに入力されたか分かりません。業務システムで確かめてから再試行してください",
                   "it is not known whether the backend has the entry; look there, then retry"},
                  {}});
        tell_({Progress::Step::failed,
               job.caseId,
               job.element,
               job.operation,
               done.backend,
               "",
               {error.code + " " + error.message.ja, error.code + " " + error.message.en}});
        if (done.outcome.state == backends::Outcome::State::failed && isRejection(error))
            settled = engine.completeJob(job,
                                         Context{{"receipt", Context{{"state", "rejected"},
                                                                     {"code", error.code},
                                                                     {"ja", error.message.ja},
                                                                     {"en", error.message.en},
                                                                     {"backend", done.backend},
                                                                     {"key", job.key}}}},
                                         at);
        else
            settled = engine.failJob(job, error, retryAt(job, error, at), at);
    }
    // W050: our lease had ended and another attempt has taken over; its result counts, ours is thrown away.
    if (!settled && settled.error().kind != ErrorKind::conflict) return fail(settled.error());
    if (!settled) return {};
    (entered ? round.completed : round.failed) += 1;
    if (entered) tell_({Progress::Step::completed, job.caseId, job.element, job.operation, done.backend, "", {}});
    return {};
}

}  // namespace toitsu::station
