#pragma once

// The quality sample: a few of the fields that nobody had to look at are entered by a person who sees nothing of what
// was read. Which ones follows from the case alone, so it is the same whoever asks, and nobody can choose.

#include <string>
#include <vector>

#include "apps/station/verify/figures.h"
#include "forms/record.h"

namespace toitsu::station {

int perMilleOf(double confidence);  // 0.9996 → 999: never surer than it was

std::string sampleTask(const std::string& caseId);  // "qa:<case>"

// What the machine made of the fields that it read, before anybody has looked; without 個人番号.
std::vector<FieldRead> readFields(const forms::Form& form, const forms::Record& record);

std::vector<std::string> sampledFields(const forms::Form& form, const forms::Record& record, const std::string& caseId,
                                       int perMille);

}  // namespace toitsu::station
