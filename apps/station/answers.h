#pragma once

// Answers: what a person says about the doubtful fields of one task. Half-finished work is kept beside the engine until
// the last doubt is gone; then the whole record goes into the case at once. A field that two people must enter stays in
// doubt until a second person has entered the same.

#include <optional>
#include <string>
#include <vector>

#include "apps/station/data_folder.h"
#include "apps/station/library_shelf.h"
#include "forms/library.h"
#include "forms/record.h"
#include "workflows/task.h"

namespace toitsu::station {

struct Answer {
    std::string field;
    std::string text;  // as a person types it
};

class Answers {
public:
    Answers(const DataFolder& data, LibraryView library) : data_(data), library_(library) {}

    // The task's record with what has been answered so far. C050 when the task is not about a record.
    Result<forms::Record> draft(const workflows::Task& task) const;
    // The same as a record of the library's version of its form, by the form's migrations; the stored one stays as it
    // is. F091–F094 when that cannot be.
    Result<forms::Record> current(const workflows::Task& task) const;
    // F2xx from the form: unknown field, a text that its type does not allow, the same person twice. `accept` takes
    // every other doubtful field as it stands.
    Result<forms::Record> answer(const workflows::Task& task, const std::vector<Answer>& answers, bool accept,
                                 const std::string& person) const;
    Result<void> keep(const workflows::Task& task, const forms::Record& record) const;
    void forget(const workflows::Task& task) const;  // after the task is completed

private:
    std::string file(const workflows::Task& task) const;
    const DataFolder& data_;
    const LibraryView library_;
};

}  // namespace toitsu::station
