#pragma once

// Running station: what a server keeps open for its life – the engine, the desk, the pictures – and the threads that
// work by themselves: one that keeps the desk up to date, one that does the machine's work and
// fires timers, one that reads what was handed in.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "apps/station/data_folder.h"
#include "apps/station/ended_cases.h"
#include "apps/station/intake_worker.h"
#include "apps/station/job_runner.h"
#include "apps/station/library_folder.h"
#include "apps/station/library_shelf.h"
#include "apps/station/page_pictures.h"
#include "apps/station/retention/retention.h"
#include "apps/station/retention/sweep.h"
#include "apps/station/station.h"
#include "apps/station/station_file.h"
#include "apps/station/verify/desk.h"

namespace toitsu::station {

struct RunningOptions {
    std::string library;  // its folder
    std::string weights;  // of the recognisers; "" where they ship
    // Told what goes wrong in a thread: nobody waits for it there.
    TellError failed = [](const Error&) {};
    std::function<void()> changed = [] {};
    std::map<std::string, std::string> endpoints = {};  // binding id → where it is reached, in place of its file's
    struct Watched {
        std::string municipality;
        std::string folder;  // DIR of DIR/in …; see watched_folder.h
    };
    std::vector<Watched> watched = {};
    std::function<Result<void>(std::string_view)> beforeSweepStep = {};  // for tests: see Sweep
    bool works = true;  // false: no threads, whoever tests calls work()
};

class RunningStation {
public:
    // Tables that the station file must have been opened with.
    static std::vector<StationFile::Part> tables();

    // The file must outlive it. V110, C0xx, W1xx.
    static Result<std::unique_ptr<RunningStation>> open(DataFolder data, StationFile& file, RunningOptions options);
    ~RunningStation();
    RunningStation(const RunningStation&) = delete;
    RunningStation& operator=(const RunningStation&) = delete;

    Station& station() { return *station_; }
    workflows::Engine& engine() { return station_->engine(); }
    Desk& desk() { return *desk_; }
    IntakeWorker& intake() { return *intake_; }
    PagePictures& pictures() { return *pictures_; }
    Retention& retention() { return *retention_; }
    DataFolder& data() { return data_; }
    StationFile& file() { return file_; }
    const forms::Library& library() const { return library_.now(); }  // the newest edition
    const std::string& libraryFolder() const { return options_.library; }
    // Files of the library that have just been written: what is begun from now on goes by them. A form or layout that
    // cannot be used is told and leaves its form as it was.
    Result<void> takeUp(const std::vector<std::string>& paths);
    const DeskPolicies& policies() const { return policies_; }
    const Bindings& bindings() const { return bindings_; }
    bool watches(const std::string& municipality) const;  // whether a folder of a scanner is

    void ring();                     // there is something to do
    Result<void> work(Instant now);  // one round of everything; for tests
    Result<void> healthy() const;    // the error of a thread that has not worked since

private:
    RunningStation(DataFolder data, StationFile& file, RunningOptions options)
        : data_(std::move(data)), file_(file), options_(std::move(options)) {}
    Result<void> start();
    Result<void> makeRetention();
    Result<bool> lookAtFolders(Instant now);
    void loop(const std::function<Result<bool>()>& round, int pauseMillis);
    void told(const Result<void>& result);

    DataFolder data_;
    StationFile& file_;
    RunningOptions options_;
    LibraryShelf library_;
    std::shared_ptr<Decisions> decisions_;
    std::mutex taking_;      // one new edition after another
    std::mutex destroying_;  // nobody goes through a case that is being destroyed
    Bindings bindings_;
    DeskPolicies policies_;
    std::shared_ptr<Station> station_;
    std::unique_ptr<PagePictures> pictures_;
    std::unique_ptr<Desk> desk_;
    std::unique_ptr<JobRunner> machine_;
    std::unique_ptr<IntakeWorker> intake_;
    std::unique_ptr<Retention> retention_;
    std::unique_ptr<Sweep> sweep_;
    std::unique_ptr<EndedCases> ended_;
    std::vector<std::pair<WatchedFolder, RunningOptions::Watched>> folders_;

    mutable std::mutex mutex_;
    std::condition_variable bell_;
    std::uint64_t rung_ = 0;
    bool ending_ = false;
    std::map<std::thread::id, Error> troubles_;  // of threads whose last round failed
    std::vector<std::thread> threads_;
};

}  // namespace toitsu::station
