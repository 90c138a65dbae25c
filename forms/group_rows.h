#pragma once

// Rows of repeating groups in a record: which are filled, and which fields a broken rule concerns.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "forms/record.h"

namespace toitsu::forms {

// Nothing was written: null, "", an empty list, and false – the boxes of an unused row are unmarked.
bool saysNothing(const Value& value);

// As saysNothing of the value; the crop of an image, which is there whether the row is used or not, says nothing
// either.
bool saysNothing(const FieldValue& value);

class FilledRows {
public:
    FilledRows(const Form& form, const Record& record);

    bool filled(const std::string& group, int row) const { return rows_.contains({group, row}); }
    bool any(const std::string& group) const;

private:
    std::set<std::pair<std::string, int>> rows_;
};

// The fields that become doubtful when the rule is broken: of a group those of its filled rows, of a group without any
// those of its first row.
std::vector<std::string> concerned(const Rule& rule, const Form& form, const FilledRows& rows);

}  // namespace toitsu::forms
