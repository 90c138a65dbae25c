#pragma once

// Mapping (対応表): which column of somebody else's table is which field of ours, and which of its words is which
// option. A small CSV that a clerk can edit in a spreadsheet:
//
//   column,field,part,text,code
//   被保険者番号,insured.number,,,
//   生年月日(年),insured.birth-date,year,,
//   申請区分,kind,,新規申請,new
//   申請区分,kind,,更新の申請,renewal
//
// The same file serves both ways: what import takes for `new` is what export writes for it.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "forms/form.h"

namespace toitsu::forms {

struct MappedColumn {
    std::string column;  // the header as it stands, or a JSON key
    std::string field;
    std::string part;                                        // year, month …; empty for the whole
    std::vector<std::pair<std::string, std::string>> codes;  // their text, our code
    Place place;

    const std::string* codeOf(std::string_view text) const;
    const std::string* textOf(std::string_view code) const;
};

struct Mapping {
    std::vector<MappedColumn> columns;  // in the file's order

    const MappedColumn* column(std::string_view name) const;
};

// Every mistake at once: F240 no such header row, F241 no such field, F242 no such part, F243 no such option.
Mapping parseMapping(std::string_view csv, const std::string& file, const Form& form, Findings& findings);

// The form's own columns: one for each field but images, named by its id or its title.
enum class ColumnNames { ids, titles };
Mapping mappingOf(const Form& form, ColumnNames names);

// The field and part that a header means without a mapping: "insured.number", "insured.birth-date#year", or the
// title.
const Field* fieldNamed(const Form& form, std::string_view header, std::string& part);

}  // namespace toitsu::forms
