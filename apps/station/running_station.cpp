#include "apps/station/running_station.h"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "apps/station/audit.h"
#include "apps/station/places.h"
#include "apps/station/verify/desk_rows.h"
#include "base/files.h"

namespace toitsu::station {

namespace {

constexpr int kLastPriority = 19;
constexpr Instant kJobLeaseMillis = 60'000;
constexpr int kDeskPauseMillis = 500;
constexpr int kMachinePauseMillis = 1000;
constexpr int kIntakePauseMillis = 2000;
constexpr std::int64_t kSettleMillis = 3000;

// Clerks are told the folder, not where it lies.
std::string nameOf(const std::string& folder) {
    const std::filesystem::path path = std::filesystem::path(folder).lexically_normal();
    return (path.has_filename() ? path : path.parent_path()).filename().string();
}

}  // namespace

std::vector<StationFile::Part> RunningStation::tables() {
    auto parts = Desk::tables();
    parts.push_back(intake_book::tables());
    parts.push_back(audit::tables());
    parts.push_back(retention_book::tables());
    parts.push_back(ended_cases::tables());
    return parts;
}

Result<std::unique_ptr<RunningStation>> RunningStation::open(DataFolder data, StationFile& file,
                                                             RunningOptions options) {
    std::unique_ptr<RunningStation> running(new RunningStation(std::move(data), file, std::move(options)));
    if (auto started = running->start(); !started) return fail(started.error());
    return running;
}

Result<void> RunningStation::start() {
    auto library = openForms(options_.library, options_.failed);
    if (!library) return fail(library.error());
    library_.put(std::move(*library));
    decisions_ = std::make_shared<Decisions>(Decisions::load(options_.library, options_.failed));
    bindings_ = Bindings::load(options_.library, options_.failed);
    auto policies = DeskPolicies::load(data_.path() + "/desk.json");
    if (!policies) return fail(policies.error());
    policies_ = std::move(*policies);
    auto station = Station::open(data_, decisions_);
    if (!station) return fail(station.error());
    station_ = std::make_shared<Station>(std::move(*station));
    for (const std::string& flow : filesBelow(options_.library + "/flows", ".bpmn")) {
        auto xml = files::read(flow);
        if (!xml) return fail(xml.error());
        if (auto deployed = engine().deploy(*xml, flow, now()); !deployed) return fail(deployed.error());
    }
    pictures_ = std::make_unique<PagePictures>(data_, library_);
    auto desk = Desk::open({file_, *station_, data_, library_, policies_,
                            [this] {
                                ring();
                                options_.changed();
                            }},
                           now());
    if (!desk) return fail(desk.error());
    desk_ = std::move(*desk);
    machine_ = std::make_unique<JobRunner>(data_, heldOpen(station_), bindings_, options_.endpoints, kJobLeaseMillis,
                                           [](const Progress&) {});
    intake_ = std::make_unique<IntakeWorker>(
        data_, file_, library_, heldOpen(station_),
        [this](const forms::Library& of) -> Result<std::unique_ptr<ocr::Reader>> {
            const auto weights = weightsFolder(options_.weights);
            if (!weights) return fail(weights.error());
            auto reader = ocr::Reader::make(of, {*weights, data_.crops(), "", false, 1, ""});
            if (!reader) return fail(reader.error());
            return std::make_unique<ocr::Reader>(std::move(*reader));
        });
    if (auto done = intake_->finishSplits(now()); !done) return done;
    if (auto adopted = intake_->adopt(now()); !adopted) return fail(adopted.error());
    if (auto made = makeRetention(); !made) return made;
    for (const RunningOptions::Watched& watched : options_.watched) {
        const bool known =
            std::any_of(library_.now().layouts.begin(), library_.now().layouts.end(),
                        [&](const auto& layout) { return layout->municipality == watched.municipality; });
        // Nobody would ever see what comes in for a municipality that is none.
        if (!known || watched.folder.empty())
            return fail(
                ErrorKind::usage, "V141",
                {"監視フォルダーは「団体コード=フォルダー」の形で、ひな型集にある団体を指定してください",
                 "give a watched folder as MUNICIPALITY=DIR, of a municipality that the library has layouts of"},
                Place{watched.municipality, 0, 0, 0});
        auto folder = WatchedFolder::open({watched.folder, "server", kSettleMillis, {data_.path()}});
        if (!folder) return fail(folder.error());
        folders_.emplace_back(std::move(*folder), watched);
    }
    if (!options_.works) return {};
    threads_.emplace_back([this] {
        loop(
            [this]() -> Result<bool> {
                const auto done = desk_->tick(now());
                if (!done) return fail(done.error());
                return desk_->pending();
            },
            kDeskPauseMillis);
    });
    threads_.emplace_back([this] {
        loop(
            [this]() -> Result<bool> {
                const auto round = machine_->round(now());
                if (!round) return fail(round.error());
                if (round->moved()) return true;
                const std::lock_guard alone(destroying_);
                return sweep_->step(now());
            },
            kMachinePauseMillis);
    });
    threads_.emplace_back([this] {
        // Nobody waits for it. (On Linux this is of the thread, not of the process.)
        ::setpriority(PRIO_PROCESS, 0, kLastPriority);
        loop(
            [this]() -> Result<bool> {
                const std::lock_guard alone(destroying_);
                return ended_->step(now());
            },
            kMachinePauseMillis);
    });
    threads_.emplace_back([this] {
        loop(
            [this]() -> Result<bool> {
                if (auto done = intake_->finishSplits(now()); !done) return fail(done.error());
                return intake_->work();
            },
            kIntakePauseMillis);
    });
    if (!folders_.empty())
        threads_.emplace_back([this] { loop([this] { return lookAtFolders(now()); }, kIntakePauseMillis); });
    return {};
}

Result<void> RunningStation::makeRetention() {
    auto policies = RetentionPolicies::load(data_.path() + "/retention.json");
    if (!policies) return fail(policies.error());
    retention_ = std::make_unique<Retention>(Retention::Parts{file_, *station_, data_, library_, *policies});
    Sweep::Parts parts{file_, *station_, data_, *policies};
    parts.undisturbed = [this](const Sweep::Make& make) { return intake_->undisturbed(make); };
    parts.forget = [this](const std::string& caseId) { return desk_->forget(caseId, now()); };
    for (const RunningOptions::Watched& watched : options_.watched)
        parts.watched.push_back({watched.municipality, watched.folder});
    if (options_.beforeSweepStep) parts.beforeStep = options_.beforeSweepStep;
    sweep_ = std::make_unique<Sweep>(std::move(parts));
    EndedCases::Parts looking{file_, *station_, data_, library_};
    if (!options_.works) looking.pauseMillis = 0;
    ended_ = std::make_unique<EndedCases>(std::move(looking));
    return {};
}

namespace {

// The edition with one form's folder read anew.
Result<forms::Library> renewed(const forms::Library& before, const std::string& folder) {
    forms::Findings findings;
    const auto fresh = forms::Library::load(folder, findings);
    if (!fresh) return fail(fresh.error());
    if (!findings.errors.empty()) return fail(findings.errors.front());
    forms::Library out = before;
    const std::string inside = std::filesystem::path(folder + "/").lexically_normal().string();
    const auto lies = [&](const auto& one) {
        return std::filesystem::path(one->place.file).lexically_normal().string().compare(0, inside.size(), inside) ==
               0;
    };
    std::erase_if(out.forms, lies);
    std::erase_if(out.layouts, lies);
    out.forms.insert(out.forms.end(), fresh->forms.begin(), fresh->forms.end());
    out.layouts.insert(out.layouts.end(), fresh->layouts.begin(), fresh->layouts.end());
    return out;
}

}  // namespace

Result<void> RunningStation::takeUp(const std::vector<std::string>& paths) {
    const std::lock_guard one(taking_);
    std::set<std::string> forms;
    bool decisions = false;
    for (const std::string& path : paths) {
        const std::string part = path.substr(0, path.find('/'));
        if (part == "forms") forms.insert(path.substr(0, path.find('/', part.size() + 1)));
        decisions = decisions || part == "decisions";
        if (part != "flows") continue;
        const std::string file = options_.library + "/" + path;
        auto xml = files::read(file);
        if (!xml) return fail(xml.error());
        if (auto deployed = engine().deploy(*xml, file, now()); !deployed) return fail(deployed.error());
    }
    for (const std::string& form : forms) {
        auto edition = renewed(library_.now(), options_.library + "/" + form);
        if (!edition) return fail(edition.error());
        library_.put(std::move(*edition));
    }
    if (decisions) decisions_->renew(options_.library, options_.failed);
    ring();
    return {};
}

RunningStation::~RunningStation() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    bell_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

bool RunningStation::watches(const std::string& municipality) const {
    return std::any_of(options_.watched.begin(), options_.watched.end(),
                       [&](const auto& watched) { return watched.municipality == municipality; });
}

void RunningStation::ring() {
    {
        const std::lock_guard lock(mutex_);
        ++rung_;
    }
    bell_.notify_all();
}

void RunningStation::told(const Result<void>& result) {
    std::optional<Error> trouble;
    if (!result) {
        // Without its place: the name of a file that came in may be a person's.
        trouble = result.error();
        trouble->place = {};
    }
    {
        // Each thread's own: that another one works does not mend it.
        const std::lock_guard lock(mutex_);
        troubles_.erase(std::this_thread::get_id());
        if (trouble) troubles_.emplace(std::this_thread::get_id(), *trouble);
    }
    if (trouble) options_.failed(*trouble);
}

void RunningStation::loop(const std::function<Result<bool>()>& round, int pauseMillis) {
    for (;;) {
        std::uint64_t heard = 0;
        {
            const std::lock_guard lock(mutex_);
            if (ending_) return;
            heard = rung_;
        }
        const auto more = round();
        told(more ? Result<void>() : Result<void>(fail(more.error())));
        if (more && *more) continue;
        std::unique_lock lock(mutex_);
        // After an error nobody rings it into trying without a pause.
        bell_.wait_for(lock, std::chrono::milliseconds(pauseMillis),
                       [&] { return ending_ || (more && rung_ != heard); });
        if (ending_) return;
    }
}

Result<bool> RunningStation::lookAtFolders(Instant at) {
    int taken = 0;
    for (auto& [folder, watched] : folders_) {
        const auto some = intake_->watch(folder, nameOf(watched.folder), watched.municipality, at);
        if (!some) return fail(some.error());
        taken += *some;
    }
    if (taken > 0) {
        ring();
        options_.changed();
    }
    return taken > 0;
}

Result<void> RunningStation::work(Instant at) {
    for (;;) {
        const auto looked = lookAtFolders(at);
        if (!looked) return fail(looked.error());
        const auto read = intake_->work();
        if (!read) return fail(read.error());
        const auto ticked = desk_->tick(at);
        if (!ticked) return fail(ticked.error());
        const auto round = machine_->round(at);
        if (!round) return fail(round.error());
        const auto swept = sweep_->step(at);
        if (!swept) return fail(swept.error());
        const auto more = *swept ? true : ended_->step(at);
        if (!more) return fail(more.error());
        if (!*looked && !*read && !desk_->pending() && !round->moved() && !*more) return {};
    }
}

Result<void> RunningStation::healthy() const {
    const std::lock_guard lock(mutex_);
    if (!troubles_.empty()) return fail(troubles_.begin()->second);
    return {};
}

}  // namespace toitsu::station
