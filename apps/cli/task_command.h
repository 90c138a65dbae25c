#pragma once

// toitsu task list|show|answer: the clerk's part on the command line.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct TaskOptions {
    std::string data;
    std::string library;
    std::string municipality;
    std::string format = "text";  // text, jsonl
    std::string task;
    std::vector<std::string> set;  // <field>=<value>
    std::string from;              // JSON file with {"fields": {…}}: answers for doubtful fields
    bool accept = false;           // all others as they stand
    std::string person;
};

void taskList(const TaskOptions& options, Terminal& terminal);
void taskShow(const TaskOptions& options, Terminal& terminal);
void taskAnswer(const TaskOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
