#pragma once

// Intake book: what was handed in over the server – batches, their files, their pages – and whose it is. What a page
// says stands in its own record (page_record.h); here is what is counted and searched for.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "apps/station/page_record.h"
#include "apps/station/station_file.h"
#include "workflows/task.h"

namespace toitsu::station {

struct BatchRow {
    std::string id;
    std::string municipality;
    std::string name;
    std::string person;
    workflows::Instant created = 0;
};

enum class FileState { waiting, reading, done, failed };
std::string_view fileStateName(FileState state);

struct FileRow {
    std::int64_t number = 0;  // the order of arrival
    std::string batch;
    std::string municipality;
    std::string name;  // as it came
    std::string sha256;
    // Where whoever handed it in may take scans in: the municipalities whose forms may become cases.
    std::set<std::string> reach;
    FileState state = FileState::waiting;
    std::string code;  // of a failure
    Wording why;
};

// A case that is being taken apart: written down before the first step, so that it is finished after a crash.
struct SplitRow {
    std::string caseId;
    std::string person;
    std::string reason;
    workflows::Instant at = 0;
};

struct PageCounts {
    std::int64_t total = 0, inCases = 0, waiting = 0, dropped = 0;
};

struct BatchLine {
    BatchRow batch;
    std::int64_t files = 0, unread = 0, failed = 0;
    std::int64_t known = 0;  // taken in before: C117
    PageCounts pages;
};

namespace intake_book {

StationFile::Part tables();

// Within the writer's transaction.
Result<void> putBatch(Database& database, const BatchRow& batch);
Result<void> putFile(Database& database, const FileRow& file);
Result<void> fileIs(Database& database, std::int64_t number, FileState state, const std::optional<Error>& why = {});
// A page belongs to whoever handed it in first; `anew`: to this batch, because it could not become a case before.
Result<void> putPage(Database& database, const PageRecord& page, const std::string& municipality,
                     const std::string& batch, bool anew = false);
Result<void> pageIs(Database& database, const std::string& page, PageState state);
Result<void> putSplit(Database& database, const SplitRow& split);  // the same again changes nothing
Result<void> splitIsDone(Database& database, const std::string& caseId);

Result<std::optional<BatchRow>> batch(Database& database, const std::string& id);
Result<std::optional<FileRow>> nextFile(Database& database);  // the oldest that was not read
// Newest first; `before`: the created time of the last one of the page before, 0 for the first page.
Result<std::vector<BatchLine>> batches(Database& database, const std::vector<std::string>& municipalities,
                                       const std::string& only, workflows::Instant before, int most);
Result<std::vector<FileRow>> files(Database& database, const std::string& batch);
// Ids, in their order, after `after`.
Result<std::vector<std::string>> pages(Database& database, const std::vector<std::string>& municipalities,
                                       PageState state, const std::string& after, int most);
// Of one batch, in the order of its scans: files as they arrived, then pages, then sheets of one glass. Pages that were
// taken in without a server have no files here: those stand by their ids.
Result<std::vector<std::string>> pagesOfBatch(Database& database, const std::string& batch);
Result<std::vector<std::string>> allPages(Database& database);  // in their order
Result<std::vector<SplitRow>> openSplits(Database& database);
Result<std::string> batchOf(Database& database, const std::string& page);         // "" unknown here
Result<std::string> municipalityOf(Database& database, const std::string& page);  // "" unknown here
Result<PageCounts> counts(Database& database, const std::vector<std::string>& municipalities);

}  // namespace intake_book

}  // namespace toitsu::station
