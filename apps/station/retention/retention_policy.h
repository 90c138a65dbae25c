#pragma once

// Retention policy: how long a municipality keeps what has ended, by its rules on documents (文書管理規程). From
// retention.json of the data folder: {"default": {…}, "202088": {"begins": "end", "ground": "…"}}; a name that is not
// there keeps its value. How long stands in each form (retention="P5Y"); here is from when on.

#include <map>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/legal_period.h"
#include "base/result.h"
#include "workflows/event.h"

namespace toitsu::station {

using workflows::Instant;

struct RetentionPolicy {
    enum class Begins {
        fiscalYear,  // 1 April after the fiscal year in which the case ended (公文書管理法施行令第8条)
        end,         // when the case ended; that day is not counted (民法140条)
    };
    Begins begins = Begins::fiscalYear;
    std::string dropped = "P1Y";  // pages that were set aside and are in no case, from that day on
    std::string ground;           // the rule that the municipality goes by, as it stands in its 廃棄記録
};

class RetentionPolicies {
public:
    RetentionPolicies() = default;
    explicit RetentionPolicies(RetentionPolicy all) : all_(std::move(all)) {}
    // V501 no JSON object, a name that is not known, or a value that is none. No file: the defaults.
    static Result<RetentionPolicies> load(const std::string& file);

    const RetentionPolicy& of(const std::string& municipality) const;

private:
    RetentionPolicy all_;
    std::map<std::string, RetentionPolicy> own_;
};

std::string_view beginsName(RetentionPolicy::Begins begins);  // "fiscal-year", "end"

Date civilDay(Instant instant);                          // in Japan
Instant beginningOf(Date day);                           // its midnight in Japan
Date fiscalYearAfter(Date day);                          // 1 April after the fiscal year of that day
std::optional<Period> periodOf(const std::string& iso);  // "P5Y", "P90D"; hours count as a day begun

// The first day of the period, and the first one on which the thing may be destroyed.
struct Kept {
    Date begins, due;
};
Kept keptFrom(RetentionPolicy::Begins begins, Date ended, const Period& period);

}  // namespace toitsu::station
