#pragma once

// What a case knows of its record: the bridge of forms, what the decision "review" asks for, and the whole record so
// that a person's answer can be put into it later.

#include "apps/station/vault.h"
#include "base/value.h"
#include "forms/record.h"

namespace toitsu::station {

// forms::variables, and: record (lossless), brokenErrors (number of broken rules that are errors), sensitive (a
// my-number stands in it). All with 個人番号 sealed, for the record `of` (sealed_record.h): the engine never has one.
Result<Context> caseVariables(Vault& vault, const forms::Form& form, const forms::Record& record,
                              const std::string& of);

}  // namespace toitsu::station
