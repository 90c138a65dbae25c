#pragma once

// Records with their 個人番号 sealed: the only form in which a record is kept or given to the engine. It is opened
// where a person verifies it, where somebody who may see it has said why, and where it is handed to a business system.
//
// Sealed is every text of a field that the form marks as 個人番号, what was read there included; and, so that nobody
// can slip in a text that looks sealed, any text of any field that begins as sealed ones do.

#include <string>
#include <vector>

#include "apps/station/vault.h"
#include "base/value.h"
#include "forms/form.h"
#include "forms/record.h"

namespace toitsu::station {

// What a record of a case is bound to: the id of its first page.
std::string recordSubject(const Value& variables);

Result<forms::Record> sealRecord(Vault& vault, const forms::Form& form, forms::Record record, const std::string& of);
// V407, V408.
Result<forms::Record> openRecord(Vault& vault, forms::Record record, const std::string& of);
// The record of a case, task or job, as it stands in its variables. Also F213.
Result<forms::Record> recordOf(Vault& vault, const Value& variables);

// A page's reading (page_json.h) with its texts opened.
Result<Value> openReading(Vault& vault, const Value& reading, const std::string& municipality, const std::string& of);

}  // namespace toitsu::station
