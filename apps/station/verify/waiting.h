#pragma once

// Waiting: every item that waits for a person, in memory, in the order in which it is handed out. It holds nothing that
// cannot be made again from the station file. One thread at a time.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "apps/station/verify/desk_rows.h"
#include "apps/station/verify/item_state.h"

namespace toitsu::station {

struct DeskTask;

struct DeskItem {
    std::string id;
    DeskTask* task = nullptr;
    std::string field;
    int place = 0;
    ItemRules rules;
    ItemState state;
    std::string lease;  // "" while nobody holds it
    bool inLine = false;
    bool deferred = false;  // as it stands in the line; changes only outside of it
};

struct DeskTask {
    TaskRow row;
    std::string claimedBy;  // of the engine: nobody else may do it
    std::vector<std::unique_ptr<DeskItem>> items;
    std::optional<Instant> wholeSince;  // nothing is left to decide
    bool deferred = false;              // all its items are
    Instant notBefore = 0;              // after a refusal of the engine

    DeskItem* item(const std::string& field);
    bool isFor(const std::string& person) const;
};

struct DeskLease {
    LeaseRow row;
    std::vector<DeskItem*> items;             // those that are still held
    std::vector<std::string> uncovered = {};  // as it was asked for; gone after a restart
    int busy = 0;                             // entries under it are being written: it does not end meanwhile
};

struct ByTurn {
    bool operator()(const DeskItem* a, const DeskItem* b) const;
    bool operator()(const DeskTask* a, const DeskTask* b) const;
};
using Line = std::set<DeskItem*, ByTurn>;
using TaskLine = std::set<DeskTask*, ByTurn>;

// Of which line: "" for form and field in the exception pass, which goes by cases.
struct LineKey {
    Mode mode = Mode::exception;
    std::string municipality, form, field;
    auto operator<=>(const LineKey&) const = default;
};

// What somebody asks for. An empty form or field: whatever has waited longest.
struct Ask {
    Mode mode = Mode::exception;
    std::vector<std::string> municipalities;  // where the person may do this
    std::string form, field;
    int count = 24;
    std::vector<std::string> uncovered = {};  // municipalities whose 個人番号 are shown with this work
};

class Waiting {
public:
    // Items enter their lines with place() and leave them with remove(), before anything about them changes. An item
    // under a lease is in no line.
    DeskTask* add(TaskRow row);
    DeskItem* addItem(DeskTask& task, DeskItem item);
    void place(DeskItem& item);
    void remove(DeskItem& item);
    void removeItem(DeskItem& item);  // it is no longer an item at all
    void removeTask(DeskTask& task);
    void claimed(DeskTask& task, const std::string& person);

    DeskTask* task(const std::string& id) const;
    std::vector<DeskTask*> tasksOf(const std::string& caseId) const;
    DeskItem* item(const std::string& id) const;
    const std::unordered_map<std::string, std::unique_ptr<DeskTask>>& tasks() const { return tasks_; }

    // Items of one task, or of one form and field of one municipality; none when nothing waits that is for the person.
    // `first`: a task that the person has just worked at.
    std::vector<DeskItem*> choose(const Ask& ask, const std::string& person, Instant now,
                                  const std::string& first) const;

    struct Count {
        LineKey key;
        std::size_t waiting = 0;  // cases in the exception pass, items elsewhere
        Instant oldest = 0;
    };
    std::vector<Count> counts(const std::vector<std::string>& municipalities) const;

    // Cases that wait, by form: how many, since when the oldest and the one in the middle.
    struct Wait {
        bool sample = false;
        std::string municipality, form;
        std::size_t waiting = 0;
        Instant oldest = 0, middle = 0;
    };
    std::vector<Wait> waits(const std::vector<std::string>& municipalities) const;

private:
    void settle(DeskTask& task);
    Line* lineOf(const DeskItem& item, bool make);
    std::vector<DeskItem*> ofOneCase(const Ask& ask, const std::string& person, Instant now,
                                     const std::string& first) const;
    std::vector<DeskItem*> ofOneField(const Ask& ask, const std::string& person, Instant now) const;

    std::unordered_map<std::string, std::unique_ptr<DeskTask>> tasks_;
    std::unordered_map<std::string, DeskItem*> items_;
    std::unordered_multimap<std::string, DeskTask*> byCase_;
    std::map<std::string, TaskLine> cases_;  // by municipality: with an item that is free for a first look
    std::map<LineKey, Line> lines_;
};

}  // namespace toitsu::station
