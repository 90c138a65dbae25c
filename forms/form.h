#pragma once

// Form (統一様式): what is asked. Canonical fields, types, codes and rules; no geometry.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/expression.h"

namespace toitsu::forms {

enum class FieldType {
    text,
    kana,
    personName,
    date,
    postcode,
    address,
    phone,
    money,             // whole yen
    digits,            // an identifier of digits; `length` gives how many
    municipalityCode,  // 全国地方公共団体コード, 6 digits with check digit
    myNumber,          // 個人番号, 12 digits with check digit; needs a legal basis
    corporateNumber,   // 法人番号, 13 digits with check digit
    insurerNumber,     // 保険者番号, 8 digits, 国民健康保険 and 介護保険 6, with check digit
    bankCode,          // 金融機関コード, 4 digits
    branchCode,        // 店番, 3 digits
    accountNumber,     // 口座番号, 7 digits; fewer are filled with zeros on the left
    yuchoSymbol,       // 記号 of ゆうちょ銀行, 5 digits
    yuchoNumber,       // 番号 of ゆうちょ銀行, at most 8 digits
    accountHolder,     // 口座名義 in half-width kana, as 全銀 transfers write it
    choice,            // one of the options
    choices,           // any number of the options
    flag,              // yes or no
    seal,              // whether a seal is there
    signature,         // whether somebody signed
    image,             // the crop itself
};

std::string_view typeName(FieldType type);  // as written in form.xml: "person-name"
std::optional<FieldType> parseType(std::string_view name);
bool isIdentifier(FieldType type);  // a number of which every digit counts: digits, codes, 個人番号, accounts
bool isPresence(FieldType type);    // true or false: flag, seal, signature

// accept: a confident reading is taken. verify: a person always looks. double: two persons enter it.
enum class Policy { accept, verify, doubleEntry };

// What a bank does with the two characters on which they differ (domain: 全銀 has no rule for ヲ and ー that all
// follow).
enum class HolderProfile {
    undecided,  // both are refused: nobody may guess
    keep,       // ｦ and ｰ stay
    replace,    // ヲ becomes ｵ, ー becomes -
};

struct Option {
    std::string code;  // canonical; a printed digit never leaves the layout
    std::string title;
};

struct Field {
    std::string id;  // "employee.birth-date"
    FieldType type = FieldType::text;
    std::string title;
    bool required = false;
    int length = 0;                // digits: exactly so many; text: at most so many characters; 0 = free
    bool lengthIsMaximum = false;  // digits: shorter values are allowed (maxlength="…")
    bool myNumber = false;         // sensitivity="my-number"
    Policy policy = Policy::accept;
    HolderProfile holder = HolderProfile::undecided;  // account-holder only: holder="keep|replace"
    std::vector<Option> options;
    std::string group{};  // of a repeating group's row: the group's id, "" elsewhere
    int row = 0;          // of a repeating group's row: 1 …
    Place place{};

    const Option* option(std::string_view code) const;
};

// A repeating group (`<group>`): rows of the same fields. The form's fields hold every row already: child.1.name …
// In FEEL the group is a list of contexts, one for each row that is not wholly empty.
struct Group {
    std::string id;
    std::string title;
    int rows = 1;               // at most so many; a layout may have fewer
    std::vector<Field> fields;  // of one row, ids and titles as written inside the group
    Place place{};

    const Field* field(std::string_view member) const;
};

// "child", 2, "birth-date" → "child.2.birth-date"; no field outside a group has such an id.
std::string rowFieldId(std::string_view group, int row, std::string_view member);
// "birth-date" for child.2.birth-date; the whole id for a field outside a group.
std::string_view memberOf(const Field& field);
// The field of one row of the group, as the form's fields have it.
Field rowField(const Group& group, int row, const Field& member);

// A field's id as FEEL sees it: employee.birth-date → employee.birth_date.
std::string feelName(std::string_view fieldId);

enum class Severity { warning, error };

// A rule across fields in FEEL. Fields are variables; a dot in an id is a path: employee.birth-date is
// `employee.birth_date` (each '-' of an id is written '_').
struct Rule {
    std::string id;
    rules::Expression test;
    std::string message;
    Severity severity = Severity::error;
    std::vector<std::string> fields;  // ids that the rule reads: they become doubtful when it fails
    Place place;
};

// How a record of version `from` becomes one of version `from` + 1. Names are field ids, of a group's field without the
// row (child.name), or what holds several of them (child).
struct Migration {
    struct Rename {
        std::string from, to;
    };
    struct Recode {  // of an option
        std::string field, from, to;
    };
    int from = 1;
    std::vector<Rename> renames;
    std::vector<Recode> recodes;
    std::vector<std::string> drops;
    Place place{};
};

struct Form {
    std::string id;
    int version = 1;
    std::string title;
    std::string basis;      // the law that allows asking
    std::string retention;  // ISO 8601 duration
    std::vector<Field> fields;
    std::vector<Group> groups;
    std::vector<Rule> rules;
    std::vector<Migration> migrations;  // by `from`
    Place place;

    const Field* field(std::string_view id) const;
    const Group* group(std::string_view id) const;
};

// Every mistake of the file at once (F… codes, docs/errors.md), each with file:line:col.
struct Findings {
    std::vector<Error> errors;
    std::vector<Error> warnings;
};

std::optional<Form> parseForm(std::string_view xml, const std::string& file, Findings& findings);

}  // namespace toitsu::forms
