#pragma once

// Record (統一レコード): one filled Form in canonical fields. Every value keeps what was read and who confirmed it.

#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "forms/form.h"
#include "forms/layout.h"
#include "forms/reading.h"

namespace toitsu::forms {

struct FieldValue {
    std::string field;
    // Canonical: date as Date, money as number, digits and codes as strings, choices as list, flag and seal as boolean;
    // null = empty (choices: an empty list; flag and seal: false when the paper was looked at).
    Value value;
    std::string raw;                    // as it stands on the paper: "昭和61年4月30日", "1234567"
    double confidence = 0;              // product of the readings' confidences
    bool doubt = false;                 // a person must look before this is used
    Wording why;                        // of the doubt
    std::vector<Candidate> candidates;  // whole values, best first, in canonical text
    std::vector<Reading> readings;      // one per part and place
    std::string confirmedBy;            // person who decided, "" while it is the machine's
    std::string firstEntryBy;           // policy "double": who entered it first; a second person must enter the same
    bool ownDoubt = false;              // doubt without that of broken rules, which come and go with other fields
    Wording ownWhy;
};

struct BrokenRule {
    std::string rule;
    std::string message;
    Severity severity = Severity::error;
    std::vector<std::string> fields;
};

struct Record {
    std::string form;
    int formVersion = 1;
    std::string layout;
    int layoutVersion = 1;
    std::string municipality;
    std::vector<FieldValue> fields;  // in the form's order, then the layout's own; one per field of the form
    std::vector<BrokenRule> broken;

    FieldValue* find(std::string_view field);
    const FieldValue* find(std::string_view field) const;
    bool doubtful() const;  // any field in doubt, or an error rule broken by unconfirmed fields
};

class AddressBook;

struct UnifyOptions {
    // A value whose confidence lies below this becomes doubtful. Confidences are calibrated: of 100 values accepted at
    // the bound, ten are wrong, far fewer above it.
    double leastConfidence = 0.9;
    // With it a postcode and an address of one person that name different places become doubtful.
    const AddressBook* addresses = nullptr;
};

// Maps readings onto the form: options to codes, 和暦 to dates, check digits, rules. Never makes up a value; what does
// not fit becomes doubtful with the reason, and of a doubtful field's candidates a rule may prefer one
// (rule_evidence.h). 個人番号 with a wrong check digit is doubtful and keeps what was read.
Record unify(const Form& form, const Layout& layout, const std::vector<Reading>& readings,
             const UnifyOptions& options = {});

// A person's answer for one field, in the text a person would type ("昭和61年4月30日" or "1986-04-30", option code,
// digits;
// "" = empty). F2xx when the form's type does not allow it. Rules are evaluated again.
Result<Record> confirm(const Form& form, Record record, const std::string& field, const std::string& text,
                       const std::string& person);
// Every remaining doubtful field as it stands.
Record confirmAll(const Form& form, Record record, const std::string& person);

// Canonical text of a value, as a backend or a truth file writes it: ISO date, digits, option code, codes joined by '|'
// in the form's order, "true"/"false", "" for null. A postcode is written 386-0001, a phone number in groups as given.
std::string canonicalText(const Value& value);
// Parses one field's text into its canonical value. F2xx codes.
Result<Value> parseField(const Field& field, std::string_view text);

// The bridge to a flow: {form, version, layout, layout_version, municipality, fields: {nested by '.', '-' of an id as
// '_'}, doubtful: bool, doubts: [ids]}
Value variables(const Record& record);
// The fields alone, nested; what a rule's FEEL sees. A repeating group is a list of its rows that are not wholly empty.
Context scope(const Record& record);

Value toValue(const Record& record);  // lossless, for the store
Result<Record> fromValue(const Value& value);

}  // namespace toitsu::forms
