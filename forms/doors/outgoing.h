#pragma once

// Outgoing (書き出し): records as a table or as JSON for a program that is not ours.

#include <string>
#include <vector>

#include "forms/doors/characters.h"
#include "forms/doors/mapping.h"
#include "forms/record.h"

namespace toitsu::forms {

struct OutgoingOptions {
    bool cp932 = false;  // else UTF-8, which loses nothing
    MissingCharacter missing = MissingCharacter::geta;
    CharacterMap characters{};
};

// One character that the table does not hold as the record does.
struct OutgoingLoss {
    std::size_t record = 0;  // from 1, as the records came
    std::string field;
    CharacterLoss character;
};

struct OutgoingTable {
    std::string utf8;  // CSV with a header row, CRLF; with cp932 every character
                       // of it exists there
    std::vector<OutgoingLoss> losses;
};

// A row for each record and a column for each of the mapping's; a date's parts are numbers of its era, an option
// is written in the mapping's words. A field that the record does not have is empty.
OutgoingTable tableOf(const std::vector<Record>& records, const Form& form, const Mapping& mapping,
                      const OutgoingOptions& options);

// {"form", "version", "layout", "municipality", "doubtful", "fields": {id: value}}: numbers, booleans and lists as
// such, dates as ISO 8601 text.
Value plainValue(const Record& record);

// record,field,position,code,instead – the loss report.
std::string lossReport(const std::vector<OutgoingLoss>& losses);

}  // namespace toitsu::forms
