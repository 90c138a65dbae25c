#pragma once

// Migration: a record of an older version of its form as one of this version, by what the form declares. A record is
// never changed otherwise.

#include "forms/record.h"

namespace toitsu::forms {

// Every step from the record's version to the form's, in order; the rules are judged anew. The same record when the
// versions are equal. New fields are empty (a required one is in doubt); what was read and who confirmed it stays.
// F090 another form's record, F091 of a newer version, F092 a step that the form does not declare, F093 a field that is
// gone without a rename or drop, F094 a value that the field cannot hold any more. Nothing of a refused record changes.
Result<Record> migrate(const Form& form, const Record& record);

// What a field of that version of the form is called now; "" when a step dropped it.
std::string migratedId(const Form& form, int version, std::string id);

}  // namespace toitsu::forms
