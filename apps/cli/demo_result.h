#pragma once

// What the demonstration found out about one sample: where it ended, and every field against the truth.

#include <optional>
#include <string>
#include <vector>

#include "apps/authoring/samples.h"
#include "apps/station/page_record.h"
#include "workflows/task.h"

namespace toitsu::cli {

// One field: what the machine read before anybody looked, against what stands on the paper.
struct FieldCheck {
    std::string field, title;
    std::string truth, machine;                           // canonical text
    std::string machineShown, answeredShown, truthShown;  // as people say it: an option's title for its code
    bool doubt = false;                                   // the machine sent it to a person
    bool right = false;                                   // machine == truth
    std::string why;                                      // of the doubt
    std::string raw;
    double confidence = 0;
    std::string answered;  // canonical text in the end
    std::string confirmedBy;
    std::vector<std::string> crops;  // file names
};

struct Quadrants {
    int acceptedRight = 0, acceptedWrong = 0, doubtRight = 0, doubtWrong = 0;
    int total() const { return acceptedRight + acceptedWrong + doubtRight + doubtWrong; }
    Quadrants& operator+=(const Quadrants& other);
};

enum class Verdict { right, waits, wrong };

struct ScanResult {
    authoring::Sample sample;
    station::PageRecord page;
    std::optional<workflows::CaseView> oneCase;
    std::vector<workflows::HistoryEntry> history;
    std::vector<FieldCheck> fields;
    std::string formTitle, layoutTitle;
    std::string backend, receipt;
    Verdict verdict = Verdict::waits;
    Wording reason;                      // why it waits or what is wrong
    std::vector<std::string> differing;  // columns of the backend that are not as they should be
    double machineMillis = 0;            // load to read

    std::string layout() const;  // as found
    std::optional<double> residual() const;
    Quadrants quadrants() const;
    int doubtful() const;
};

}  // namespace toitsu::cli
