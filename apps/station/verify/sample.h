#pragma once

// The quality sample: a few of the fields that nobody had to look at are entered by a person who sees nothing of what
// was read. Which ones follows from the case alone, so it is the same whoever asks, and nobody can choose.

#include <string>
#include <vector>

#include "forms/record.h"

namespace toitsu::station {

std::string sampleTask(const std::string& caseId);  // "qa:<case>"

std::vector<std::string> sampledFields(const forms::Form& form, const forms::Record& record, const std::string& caseId,
                                       int perMille);

}  // namespace toitsu::station
