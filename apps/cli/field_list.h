#pragma once

// A form as a list of fields that a municipality keeps in a spreadsheet, with the columns of XLSForm (ODK): one row a
// field, the options of its choices in a second table.

#include <optional>
#include <string>

#include "base/csv.h"
#include "forms/form.h"

namespace toitsu::cli {

struct FieldListFiles {
    csv::Table fields;
    std::string fieldsFile;  // where it came from
    csv::Table choices;
    std::string choicesFile;  // "" without choices
};

struct FormHead {
    std::string id, title, basis, retention;
};

// The form.xml that the list describes. Mistakes at their place in the table: C144 a column is missing, C145 an unknown
// type, C146 a name that cannot be an id, C147 a list of options that is not there, C148 groups that do not close,
// R001 an expression that is no FEEL; what only shows in the whole form (F0xx) at its row. C149 warns of a column that
// nothing reads.
std::optional<std::string> formFromFieldList(const FieldListFiles& files, const FormHead& head,
                                             forms::Findings& findings);

// The way back: two tables with their headers. Rules across fields stand in rows of the type "rule".
struct FieldListRows {
    std::vector<csv::Row> fields, choices;
};
FieldListRows fieldListOf(const forms::Form& form);

}  // namespace toitsu::cli
