#pragma once

// What a binding file says, as plain data, and how a record becomes a row by it. Private to backends.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "backends/backend.h"
#include "base/value.h"

namespace toitsu::backends {

enum class Encoding { utf8, cp932 };
enum class DateFormat { iso, compact, slashes, wareki7 };  // 2026-11-21, 20261121, 2026/11/21, 5081121
enum class Kana { asIs, half, full };
enum class Money { no, plain, commas };

struct CodeMap {
    std::string code;  // canonical
    std::string to;    // the system's
};

// Where one piece of a column's text comes from, and the form it takes.
struct Source {
    std::string field;  // "employee.birth-date"; empty for a constant
    std::string constant;
    std::string contains;  // choices: "true" when this code is among them, else "false"
    std::vector<CodeMap> codes;
    std::optional<DateFormat> date;
    Money money = Money::no;
    Kana kana = Kana::asIs;
    bool digitsOnly = false;
    std::size_t zeroPad = 0;  // digits are filled with zeros on the left up to so many
    std::string split;        // separator; empty = whole
    std::size_t piece = 0;    // 1-based
    std::string empty;        // what stands in the column when the field is empty
    Place place;
};

struct ColumnRule {
    std::string name;
    std::vector<Source> sources;  // empty ones are left out
    std::string separator;        // between them
    bool required = false;
    std::size_t maxBytes = 0;  // in the target's encoding; 0 = any
    std::size_t maxChars = 0;
    Place place;
};

struct Replacement {
    std::string from;
    std::string to;
};

// Everything about the columns that does not depend on how they travel.
struct RowRules {
    Encoding encoding = Encoding::utf8;
    std::vector<Replacement> replacements;  // declared substitutions of characters, e.g. 〜 → ～
    std::vector<ColumnRule> columns;
};

// The way to the system: a folder, a table.
class Target {
public:
    virtual ~Target() = default;
    virtual Result<std::unique_ptr<Backend>> open(const std::string& bindingId, const std::string& where) const = 0;
};

// One piece of text from the record, formatted; empty when the field is empty. B010, B012, B014.
Result<std::string> render(const Source& source, const ColumnRule& column, const Context& fields);

// Columns whose limit the record exceeds; a column that cannot take it for another reason is left out.
std::vector<NarrowColumn> narrowColumns(const RowRules& rules, const Context& fields);

// B010–B014.
Result<Row> makeRow(const RowRules& rules, const Context& fields);

// "column 氏名 (field employee.name)" – for messages.
Wording columnName(const ColumnRule& column, const Source* source = nullptr);

}  // namespace toitsu::backends
