#pragma once

// How a task looks to the person who has to answer it.

#include <string>

#include "apps/cli/terminal.h"
#include "apps/station/answers.h"
#include "forms/form.h"
#include "workflows/task.h"

namespace toitsu::cli {

std::string plain(const Value& value);  // a string as it is, "-" for nothing

// For `task list --format jsonl`: what a program needs to find a task; no field values.
Value taskValue(const workflows::Task& task);
// With the fields, for `task show --format jsonl`.
Value taskValue(const workflows::Task& task, const forms::Record& record, const forms::Form* form,
                const station::DataFolder& data, Language language);
std::string taskText(const workflows::Task& task, const forms::Record& record, const forms::Form* form,
                     const station::DataFolder& data, const Terminal& terminal);

}  // namespace toitsu::cli
