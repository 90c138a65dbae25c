#pragma once

// Desk: hands out what people must verify, takes their entries, and completes a task when its last doubt is gone.
//
// The next work is given, never chosen; what somebody holds under a lease nobody else is given. An entry is durable
// before it is answered; everything else follows from the book of entries, so a killed station loses nothing that was
// answered. All methods may be called from any thread.

#include <array>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "apps/station/answers.h"
#include "apps/station/station.h"
#include "apps/station/station_file.h"
#include "apps/station/verify/desk_policy.h"
#include "apps/station/verify/draft.h"
#include "apps/station/verify/figures.h"
#include "apps/station/verify/item_payload.h"
#include "apps/station/verify/waiting.h"

namespace toitsu::station {

constexpr Instant kLeaseMillis = 120'000;

// What is shown of one item.
struct ItemView {
    std::string id, task, caseId, municipality, form, layout, field;
    Stage stage = Stage::first;
    int revision = 0;
    bool sample = false;
    ItemPayload payload;
    std::vector<Said> said;  // in `compare`
    Code code = Code::none;  // of a held item, and the note of whoever set it aside
    std::string note;
};

struct Handed {
    std::string lease;
    Instant until = 0;
    Mode mode = Mode::exception;
    std::vector<ItemView> items;
};

struct Saying {  // about one item
    std::string item;
    int revision = 0;
    Action action = Action::accept;
    std::string text;
    Code code = Code::none;
    int choose = 0;
    std::string note;
    std::optional<std::int64_t> keystrokes, activeMillis;
};

struct Heard {
    std::string id;  // of the entry; "" when it was refused
    std::string item;
    std::string state;  // done, second, compare, doubt, refused
    std::optional<Error> problem;
};

struct Submitted {
    std::vector<Heard> entries;
    std::optional<bool> caseDone;  // of the task, when all entries were about one
};

// Whether somebody may do this kind of work there. It is asked with everything that is done to work once handed out: a
// right can end while work is held. The desk knows no accounts; who has none may do everything.
using MayWork = std::function<bool(Mode, const std::string& municipality)>;
inline bool anywhere(Mode, const std::string&) {
    return true;
}

struct DeskParts {
    StationFile& file;  // opened with Desk::tables()
    Station& station;
    const DataFolder& data;
    LibraryView library;
    DeskPolicies policies;
    std::function<void()> changed = [] {};  // the numbers that wait have changed; from any thread
};

class Desk {
public:
    static std::vector<StationFile::Part> tables();
    // Takes up what the station file and the engine hold. W1xx.
    static Result<std::unique_ptr<Desk>> open(DeskParts parts, Instant now);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    // nullopt: nothing waits that is for this person. V126 too many leases at once.
    Result<std::optional<Handed>> next(const std::string& person, const Ask& ask, Instant now);
    // V125; also of work that the person may no longer do. Giving it back is always allowed.
    Result<Instant> heartbeat(const std::string& person, const std::string& lease, Instant now,
                              const MayWork& may = anywhere);
    Result<void> release(const std::string& person, const std::string& lease, Instant now);  // V125
    // V125 when the lease has ended, or is of work that the person may no longer do: nothing was taken. Single entries
    // are refused for reasons of their own. The same `request` again answers the same and enters nothing twice.
    Result<Submitted> submit(const std::string& person, const std::string& lease, const std::vector<Saying>& sayings,
                             const std::string& request, Instant now, const MayWork& may = anywhere);
    // V127 no such entry of this person where they may still do that work; V128 the next stage has begun.
    Result<Handed> undo(const std::string& person, const std::string& entry, Instant now,
                        const MayWork& may = anywhere);

    std::vector<Waiting::Count> counts(const std::vector<std::string>& municipalities) const;
    std::vector<Waiting::Wait> waits(const std::vector<std::string>& municipalities) const;
    Result<ItemView> item(const std::string& id) const;  // V124
    bool holds(const std::string& person, const std::string& item) const;
    std::vector<std::string> tasksOf(const std::string& caseId) const;  // open ones, of whatever kind
    // Hands out nothing of this case any more; it has ended, so that is its quality sample. Its rows stay.
    Result<void> forget(const std::string& caseId, Instant now);

    // What happened since: new and finished tasks, leases that ended, tasks that are whole. Answers how many tasks it
    // completed. A station calls this in a loop; it is the only place where the desk works by itself.
    Result<int> tick(Instant now);
    bool pending() const;  // whether tick() has more to do at once

private:
    struct Working;   // a task while entries are worked into it
    struct TakenUp;   // a task that has just appeared
    struct Finished;  // one that people have finished here, for the figures
    explicit Desk(DeskParts parts) : parts_(std::move(parts)), answers_(parts_.data, parts_.library) {}

    // desk.cpp: what is there, and what a task's record is by now
    Result<void> load(Instant now);
    Result<DeskItem*> addItem(DeskTask& task, const ItemRow& row);  // under mutex_
    void noticed(const WorkChange& change);
    Vault& vault() const { return parts_.data.vault(); }
    // 個人番号 in entries, as the book keeps them.
    Result<void> sealEntry(Entry& entry, const Working& working) const;
    Result<void> openEntries(std::vector<Entry>& entries, const std::string& municipality) const;
    RulesOf rulesFor(const std::string& municipality) const;
    ItemRules sampleRules(const std::string& municipality) const;
    const forms::Form* formOf(const TaskRow& row) const;
    Result<std::shared_ptr<const Draft>> draft(const std::string& task);
    void cacheDraft(const std::string& task, std::shared_ptr<const Draft> draft);  // under mutex_

    // desk_hand.cpp
    Result<Handed> lease(const std::string& person, const Ask& ask, std::vector<DeskItem*> items, Instant now,
                         std::unique_lock<std::mutex>& lock);
    void end(DeskLease& lease);                  // under mutex_: its items wait again
    void endExpired(Instant now);                // under mutex_
    void leaveLease(DeskItem& item);             // under mutex_
    ItemView known(const DeskItem& item) const;  // under mutex_
    // 個人番号 stay sealed but in these municipalities.
    Result<std::vector<ItemView>> views(std::vector<ItemView> known, const std::vector<std::string>& uncovered) const;

    // desk_submit.cpp, desk_undo.cpp
    std::vector<std::unique_lock<std::mutex>> lockTasks(const std::set<std::string>& tasks);
    Result<Working> workingOn(const std::string& task);
    Entry entryOf(const Saying& saying, const Working& working, Mode mode) const;
    Result<void> say(Working& working, const Saying& saying, Entry entry, bool uncovered);
    Result<void> compareItems(Working& working);
    Result<void> write(std::vector<Working>& all);
    void settle(Working& working, Instant now);  // under mutex_
    Result<void> replayed(Working& working, const std::vector<Entry>& entries);

    // desk_work.cpp
    Result<std::vector<std::string>> forbiddenFor(const workflows::Task& task) const;
    Result<std::optional<TakenUp>> read(const std::string& task);
    Result<std::optional<TakenUp>> sample(const std::string& caseId);
    Result<void> takeUp(const std::vector<std::string>& tasks, const std::vector<std::string>& cases, Instant now);
    Result<void> close(const std::vector<std::string>& tasks, Instant now);
    Result<void> closeOurs(const std::vector<Finished>& tasks, Instant now);

    // desk_missed.cpp: what happened while nobody was there to count it
    Result<std::vector<std::string>> missedCases() const;
    std::optional<std::string> markDue(const std::vector<TakenUp>& taken, Instant now);  // under ticking_
    Result<Finished> finishedElsewhere(const TaskRow& row) const;

    // desk_figures.cpp
    Result<void> countEnded(Instant now);
    Result<Finished> finishedSample(const TaskRow& row);
    static Result<void> tellFindings(Database& database, const Working& working);
    Result<Finished> finishedTask(const TaskRow& row, const Draft& draft);
    Result<std::vector<FieldLookedAt>> lookedAt(const TaskRow& row,
                                                const std::map<std::string, ItemState>& states) const;
    Result<bool> complete(const std::string& task, Instant now);

    DeskParts parts_;
    Answers answers_;

    mutable std::mutex mutex_;  // of what follows
    Waiting waiting_;
    std::map<std::string, DeskLease> leases_;
    std::map<std::string, std::string> lastTask_;                             // by person
    std::list<std::pair<std::string, std::shared_ptr<const Draft>>> drafts_;  // the latest first
    std::vector<std::string> deadLeases_;                                     // ended, and still in the file

    mutable std::mutex noticedMutex_;
    std::vector<std::string> newTasks_, newCases_, goneTasks_;
    std::map<std::string, std::int64_t> endedCases_;  // by municipality
    std::vector<std::pair<std::string, std::string>> claims_;

    std::optional<std::pair<Instant, std::string>> nextMark_;  // under ticking_

    std::array<std::mutex, 64> stripes_;  // by task: one who writes at a time
    std::mutex ticking_;
};

}  // namespace toitsu::station
