#pragma once

// toitsu case list|show and toitsu incident list|retry: what happened, and what stands still.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct CaseOptions {
    std::string data;
    std::string library;
    std::string format = "text";  // text, jsonl
    std::string id;               // a case or an incident
    std::string person;
};

void caseList(const CaseOptions& options, Terminal& terminal);
void caseShow(const CaseOptions& options, Terminal& terminal);
void incidentList(const CaseOptions& options, Terminal& terminal);
void incidentRetry(const CaseOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
