#pragma once

// Sweep: destroys what stands on an approved list, case by case, and writes the 廃棄記録. Killed anywhere it goes on
// where it was: what is to go is written down before the first of it goes, every step can be done again, and the record
// is written when all is gone, once. A hold that stands when a case's turn comes spares it.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/station/retention/case_trace.h"
#include "apps/station/retention/disposal_register.h"
#include "apps/station/retention/retention_policy.h"
#include "apps/station/station.h"

namespace toitsu::station {

class Sweep {
public:
    using Make = std::function<Result<void>()>;
    struct Parts {
        StationFile& file;
        Station& station;
        const DataFolder& data;
        RetentionPolicies policies;
        // Nothing of the intake changes while it runs.
        std::function<Result<void>(const Make&)> undisturbed = [](const Make& make) { return make(); };
        // The desk hands out nothing of this case any more.
        std::function<Result<void>(const std::string& caseId)> forget = [](const std::string&) {
            return Result<void>();
        };
        struct Folder {
            std::string municipality, path;
        };
        std::vector<Folder> watched = {};  // what lies there is not covered, and the record says so
        // Called before every step that changes what is kept: tests fail there.
        std::function<Result<void>(std::string_view step)> beforeStep = [](std::string_view) { return Result<void>(); };
    };
    explicit Sweep(Parts parts) : parts_(std::move(parts)), beside_(parts_.data.path()) {}

    // One case or page further, or the end of a list. False: there is nothing to do.
    Result<bool> step(Instant now);

private:
    Result<void> lookUpCrops(const std::string& disposal);
    Result<void> begin(LineRow& line);
    Result<void> beginCase(LineRow& line);
    Result<void> beginPage(LineRow& line);
    Result<void> spare(LineRow& line, const std::string& why);
    Result<void> erase(LineRow& line, Instant now);
    Result<void> erasePages(LineRow& line, const CaseTrace& trace);
    Result<std::vector<std::string>> eraseOriginals(const CaseTrace& trace);
    Result<void> end(DisposalRow& disposal, Instant now);
    Result<void> record(DisposalRow& disposal, Instant now);

    Parts parts_;
    DisposalRegister beside_;
    std::string list_;  // whose crops are looked up
    CropNames crops_;
};

// The 廃棄記録 of a list that is over (docs/retention.md says what each member is). `number` as it is counted in the
// municipality.
Value recordValue(const DisposalRow& disposal, const std::vector<LineRow>& lines, std::int64_t number,
                  const RetentionPolicy& policy, const std::vector<Sweep::Parts::Folder>& watched);

}  // namespace toitsu::station
