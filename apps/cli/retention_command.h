#pragma once

// toitsu retention: what is kept for how long, holds, and records of what was destroyed. Lists are asked for and agreed
// to in the browser only: there two people have signed in, here one person could be both.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct RetentionOptions {
    std::string data;
    std::string library;
    std::string municipality;
    std::string until;   // due: a day, "" for today
    std::string caseId;  // hold, release
    std::string reason;  // hold
    std::string person;  // hold, release
    int number = 0;      // record: 0 – the list of them
    bool csv = false;    // record
    std::string format = "text";
};

void retentionDue(const RetentionOptions& options, Terminal& terminal);
void retentionHold(const RetentionOptions& options, Terminal& terminal);
void retentionRelease(const RetentionOptions& options, Terminal& terminal);
void retentionHolds(const RetentionOptions& options, Terminal& terminal);
void retentionRecord(const RetentionOptions& options, Terminal& terminal);
void retentionVerify(const RetentionOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
