#pragma once

// Answers: what a person says about the doubtful fields of one task. Half-finished work is kept beside the engine until
// the last doubt is gone; then the whole record goes into the case at once. A field that two people must enter stays in
// doubt until a second person has entered the same.

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/data_folder.h"
#include "forms/library.h"
#include "forms/record.h"
#include "workflows/task.h"

namespace toitsu::cli {

struct Answer {
    std::string field;
    std::string text;  // as a person types it
};

// Who has entered what so far in a field that needs two people.
struct FirstEntry {
    std::string field, text, person;
};

struct Draft {
    forms::Record record;
    std::vector<FirstEntry> firstEntries;
};

class Answers {
public:
    Answers(const DataFolder& data, const forms::Library& library) : data_(data), library_(library) {}

    // The task's record with what has been answered so far. C050 when the task is not about a record.
    Result<Draft> draft(const workflows::Task& task) const;
    // C051 unknown field, C052 the second entry differs (both are thrown away), C053 the same person twice; F2xx from
    // the form's types. `accept` takes every other doubtful field as it stands, but none that two people must enter.
    Result<Draft> answer(const workflows::Task& task, const std::vector<Answer>& answers, bool accept,
                         const std::string& person) const;
    Result<void> keep(const workflows::Task& task, const Draft& draft) const;
    void forget(const workflows::Task& task) const;  // after the task is completed

private:
    std::string file(const workflows::Task& task) const;
    Result<void> enter(const forms::Form& form, Draft& draft, const Answer& answer, const std::string& person) const;

    const DataFolder& data_;
    const forms::Library& library_;
};

}  // namespace toitsu::cli
