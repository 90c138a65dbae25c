#pragma once

// Incoming (取り込み): what somebody else read or typed, as Readings, so that it meets the same checks, rules and
// doubts as what our own recognisers read. The channel does not matter after that.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "forms/doors/mapping.h"
#include "forms/record.h"

namespace toitsu::forms {

enum class IncomingKind {
    engine,   // another OCR engine: nobody knows how sure it was, so a person looks
              // unless the caller knows better
    entered,  // a person typed it: a web form, a spreadsheet
};

struct IncomingOptions {
    IncomingKind kind = IncomingKind::engine;
    double confidence = 0;           // of an engine's values, if it is known and was measured; 0: unknown
    std::string source = "import";   // kept as the readings' recogniser
    const Layout* layout = nullptr;  // the paper, if it is known
    std::string municipality{};      // of the record, where no layout tells it
    const AddressBook* addresses = nullptr;
};

struct IncomingRecord {
    Record record;
    Place place;  // of its row or object
};

// CSV with a header row. "●" marks what the engine could not read: such a field is in doubt. Without a mapping the
// headers are the fields' ids or titles. Errors: X030 no CSV, F244 a mapped column is missing, F246 a row with
// another number of cells than the header, F249 no column belongs to the form; warnings: F245 a column that
// belongs nowhere. A row with an error gives no record.
std::vector<IncomingRecord> recordsFromCsv(std::string_view utf8, const std::string& file, const Form& form,
                                           const Mapping* mapping, const IncomingOptions& options, Findings& findings);
// The same of a table from anywhere, a spreadsheet for one.
std::vector<IncomingRecord> recordsFromTable(const csv::Table& rows, const std::string& file, const Form& form,
                                             const Mapping* mapping, const IncomingOptions& options,
                                             Findings& findings);

// One object, a list of objects, or one object on each line: {"form": id, "fields": {id: value}} or the fields
// alone; nested objects are paths, option lists are lists, true and false as such. X101 no JSON; F241 no such
// field, F247 a value of another shape, F248 the object is for another form.
std::vector<IncomingRecord> recordsFromJson(std::string_view utf8, const std::string& file, const Form& form,
                                            const Mapping* mapping, const IncomingOptions& options, Findings& findings);

// UTF-8 with or without a mark, else CP932; `name` "utf-8" or "cp932" decides instead. X020 when it is neither.
Result<std::string> decodedTable(std::string_view bytes, std::string_view name = {});

// For the two above: one value of one field as it stands.
struct IncomingValue {
    const Field* field = nullptr;
    std::string part, text;
    const MappedColumn* column = nullptr;
};
// As addError, for a mistake in somebody's data and not in a template.
void addInputError(Findings& findings, std::string code, Wording wording, Place place);
Record recordOf(const Form& form, const std::vector<IncomingValue>& values, const IncomingOptions& options);

}  // namespace toitsu::forms
