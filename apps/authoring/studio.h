#pragma once

// Studio: what a server offers to authors of a library. A text is checked and tried while it is a draft, which touches
// nothing that runs; it is published only by somebody who had no part in it, after its samples were read again, and
// what it replaces is kept. One thread reads samples, one after another.

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "apps/authoring/check.h"
#include "apps/authoring/rehearsal.h"
#include "apps/authoring/studio_book.h"

namespace toitsu::authoring {

struct StudioOptions {
    std::string library;  // its folder
    std::string weights;  // of the recognisers; "" where they ship
    std::function<Instant()> now;
    // Files of the library that have just been written, for whoever works with them.
    std::function<Result<void>(const std::vector<std::string>& paths)> takeUp = [](const auto&) -> Result<void> {
        return {};
    };
    std::function<void(const Error&)> failed = [](const Error&) {};  // what goes wrong in the thread
    std::function<void()> changed = [] {};                           // a rehearsal has moved on
    // Replaces reading; for tests.
    std::function<Result<Rehearsal>(const Texts&, const RehearsalPlan&, const RehearsalOptions&)> rehearse = {};
    bool works = true;  // false: no thread, whoever tests calls work()
};

// Who does something, and where they may.
struct Author {
    std::string account;
    std::vector<std::string> municipalities;
    // What they may be told of: mistakes in other files are only counted, and said as if `hidden` were not there.
    std::function<bool(const std::string& path)> sees = [](const std::string&) { return true; };
    std::function<Paths()> hidden = [] { return Paths(); };
};

class Studio {
public:
    static station::StationFile::Part tables() { return studio_book::tables(); }
    // What was being released when the process ended is released now.
    static Result<std::unique_ptr<Studio>> open(station::StationFile& file, StudioOptions options);
    ~Studio();
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;

    const std::string& library() const { return options_.library; }
    // V310: why nothing can be published here, or, with paths, why these cannot.
    std::optional<Error> unwritable(const std::vector<std::string>& paths = {}) const;

    // --- files and drafts
    Result<std::string> published(const std::string& path) const;  // the text; V300
    Result<std::vector<LibraryFile>> files() const;                // what is published
    std::vector<LibraryFile> layouts() const { return layoutsIn(options_.library); }
    std::optional<std::string> municipalityOf(const std::string& path) const {
        return authoring::municipalityOf(options_.library, path);
    }
    Result<std::optional<Draft>> draft(const std::string& path) const;
    // `revision`: of the draft that the text was made from, 0 for none. V302 another one is there by now, V304, V301 a
    // file of a form that is not there.
    Result<Draft> save(const Author& by, const std::string& path, const std::string& text, const std::string& base,
                       std::int64_t revision);
    Result<void> drop(const std::string& path, std::int64_t revision);
    // The text with the saved drafts of these paths around it.
    Result<Texts> together(const std::string& path, const std::string& text,
                           const std::vector<std::string>& with) const;

    // --- looking; one at a time. `hidden`: what whoever looks may not see is not there for the text either.
    Result<Checked> check(const std::string& path, const Texts& texts, const Paths& hidden = {}) const;
    Result<std::string> drawing(const std::string& path, const Texts& texts, int page, const Paths& hidden = {}) const;
    // Against what is published; V300, V321.
    Result<Value> diff(const std::string& path, const Texts& texts, const Paths& hidden = {}) const;
    Result<Value> unify(const std::string& formFolder, const Texts& texts, const Paths& hidden,
                        const std::function<bool(const LibraryFile&)>& may) const;

    // --- trying
    struct TrialState {
        std::string id, account, path;
        std::string state = "waiting";  // running, done, failed, stopped
        std::size_t done = 0, expected = 0;
        Value result;
        std::optional<Error> error;
    };
    Result<TrialState> beginTrial(const std::string& account, const std::string& path, Texts texts,
                                  RehearsalPlan plan);  // V314 too many wait
    std::optional<TrialState> trial(const std::string& id) const;
    void stopTrial(const std::string& id);

    // --- publishing
    struct Wanted {
        std::string path;
        std::int64_t revision = 0;
    };
    // V302, V305 mistakes, V306, V307 the published one has changed, V312, V318, V319, V320 asked for already.
    Result<PublishRequest> ask(const Author& by, const std::vector<Wanted>& drafts, const std::string& note);
    Result<std::optional<PublishRequest>> request(const std::string& id) const;
    // V308 somebody who had a part in it, V309 not ready, V305, V307, V310; V322 something else has been published
    // since its samples were read: they are read again.
    Result<PublishRequest> release(const Author& by, const std::string& id);
    Result<PublishRequest> refuse(const Author& by, const std::string& id, const std::string& reason);  // or withdraw

    Result<bool> work();  // one rehearsal; false: none waits

    station::StationFile& file() const { return file_; }

private:
    Studio(station::StationFile& file, StudioOptions options) : file_(file), options_(std::move(options)) {}
    void loop();
    Result<bool> rehearseRequest();
    bool rehearseTrial();
    Result<Rehearsal> rehearsed(const Texts& texts, const RehearsalPlan& plan, const RehearsalOptions& options) const;
    Result<void> finish(const PublishRequest& request);  // of one in state releasing
    Result<void> finishBegun();                          // all of them; under releasing_
    Result<std::string> ground(const PublishRequest& request) const;
    Result<PublishRequest> testedAgain(const PublishRequest& request);  // V322
    void ring();
    Result<void> stillFits(const Author& by, const PublishRequest& request) const;
    Result<void> told(Database& database, const Author& by, const PublishRequest& request, const char* action) const;
    TrialState* trialUnder(const std::string& id);

    struct Job {
        std::string id;
        Texts texts;
        RehearsalPlan plan;
    };

    station::StationFile& file_;
    const StudioOptions options_;
    mutable std::mutex looking_;  // checks take what memory they need; two authors wait for each other
    std::mutex releasing_;
    mutable std::mutex mutex_;
    std::condition_variable bell_;
    bool ending_ = false, rung_ = false;
    std::deque<Job> jobs_;
    std::deque<TrialState> trials_;  // the newest last
    std::thread thread_;
};

}  // namespace toitsu::authoring
