#pragma once

// Case trace: all that a station has of one case or of one page that was set aside, and how each of it is destroyed.
// The plan is written down before the first of it goes; every step can be done again, so whoever comes after a crash
// finishes it.

#include <string>
#include <vector>

#include "apps/station/data_folder.h"
#include "apps/station/retention/retention_book.h"
#include "base/value.h"
#include "workflows/engine.h"

namespace toitsu::station {

struct CaseTrace {
    std::vector<std::string> pages;      // ids
    std::vector<std::string> crops;      // names in crops/
    std::vector<std::string> drafts;     // names in drafts/
    std::vector<std::string> originals;  // sha-256

    std::string text() const;  // JSON
    static CaseTrace parse(const std::string& text);
};

// Names in crops/ by the sixteen digits that they begin with. Looked up once for a list: a station has millions.
class CropNames {
public:
    Result<void> load(const std::string& folder, const std::vector<std::string>& originals);
    // Those of this page; those of its picture's sheets too where it is cut into several.
    std::vector<std::string> of(const PageRecord& page) const;

private:
    std::vector<std::string> names_;  // in order
};

// Pages of a case that are its own still: one that was taken out of it again is another's.
Result<CaseTrace> traceOfCase(const DataFolder& data, workflows::Engine& engine, const workflows::CaseView& view,
                              const CropNames& crops);
CaseTrace traceOfPage(const PageRecord& page, const CropNames& crops);

// Within the writer's transaction: every row about it. `gone`: of the trace's originals, those that are there no more.
Result<void> eraseRows(Database& database, const LineRow& line, const CaseTrace& trace,
                       const std::vector<std::string>& gone, Instant now);
Result<std::int64_t> entriesOfCase(Database& database, const std::string& caseId);
// Whether something else still needs the original: a page that is not the trace's, or a file that waits to be read.
Result<bool> originalIsNeeded(Database& database, const std::string& sha256, const CaseTrace& trace);

}  // namespace toitsu::station
