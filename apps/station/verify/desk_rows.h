#pragma once

// What the desk keeps in station.sqlite: the book of entries, which is only added to; leases; and, so that it need not
// ask the engine for a hundred thousand records at every start, what is to be shown of every item that waits.

#include <string>
#include <vector>

#include "apps/station/station_file.h"
#include "apps/station/verify/entry.h"
#include "base/database.h"

namespace toitsu::station {

const StationFile::Part& deskPart();

enum class TaskKind { other, verify, sample };  // other: a person's task that is not about a record's fields

struct TaskRow {
    std::string task;  // "qa:<case>" for a sample
    TaskKind kind = TaskKind::other;
    std::string caseId;
    std::string municipality;
    std::string form;
    std::string layout;
    Instant created = 0;
    std::vector<std::string> forbidden;  // persons who may not do it: the flow's four eyes
};

struct ItemRow {
    std::string item;
    std::string task;
    std::string field;
    int place = 0;        // in the form's order
    std::string firstBy;  // who had entered it before the desk knew it, "" nobody
    std::string payload;  // JSON; see item_payload.h
};

struct LeaseRow {
    std::string id;
    std::string person;
    Mode mode = Mode::exception;
    Instant until = 0;
    std::vector<std::string> items;
};

// Within the writer's transaction.
Result<void> putTask(Database& database, const TaskRow& task);  // the same again changes nothing
Result<void> putItem(Database& database, const ItemRow& item);
Result<void> dropItem(Database& database, const std::string& item);
Result<bool> closeTask(Database& database, const std::string& task, Instant at);  // false: it was closed before
Result<void> putEntry(Database& database, const Entry& entry);
Result<void> putLease(Database& database, const LeaseRow& lease);
Result<void> extendLease(Database& database, const std::string& lease, Instant until);
Result<void> dropLease(Database& database, const std::string& lease);

Result<std::vector<TaskRow>> openTasks(Database& database);
Result<std::vector<std::string>> municipalitiesOf(Database& database, const std::string& task);  // one or none
Result<std::vector<ItemRow>> openItems(
    Database& database);  // of open tasks; payloads only where a state begins with one
Result<std::vector<Entry>> entriesOfOpenTasks(Database& database);
Result<std::vector<Entry>> entriesOf(Database& database, const std::string& task);
Result<std::vector<Entry>> entriesOfRequest(Database& database, const std::string& person, const std::string& request);
Result<std::vector<Entry>> entryById(Database& database, const std::string& id);  // one or none
Result<std::vector<LeaseRow>> leases(Database& database);
Result<std::vector<ItemRow>> itemsOf(Database& database, const std::string& task);  // with their payloads
Result<bool> closedBefore(Database& database, const std::string& caseId);  // a task about a record of this case
Result<std::vector<ItemRow>> itemById(Database& database, const std::string& item);  // one or none, with its payload

}  // namespace toitsu::station
