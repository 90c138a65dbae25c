#pragma once

// Case search: cases by what clerks know of them – names as written and in kana, numbers of a person's own papers.
// Never by 個人番号 or an account. A term is found by its beginning, whatever its width, spaces and kind of kana.

#include <string>
#include <string_view>
#include <vector>

#include "apps/station/page_record.h"
#include "apps/station/station_file.h"
#include "base/value.h"
#include "forms/form.h"
#include "forms/record.h"

namespace toitsu::station::case_search {

StationFile::Part tables();

std::string normalised(std::string_view text);  // "ﾔﾏﾀﾞ たろう" → "ヤマダタロウ"
std::vector<std::string> termsOf(const forms::Form& form, const forms::Record& record);
// The same, and the names of the files that the pages of a case with these variables came in.
std::vector<std::string> termsOf(const forms::Form& form, const forms::Record& record, const Value& variables,
                                 const PageRecords& pages);

// Within the writer's transaction: in place of what was known of that case.
Result<void> put(Database& database, const std::string& caseId, const std::string& municipality,
                 const std::vector<std::string>& terms);
Result<void> forget(Database& database, const std::string& caseId);

// Ids of cases, by their terms; at most so many.
Result<std::vector<std::string>> find(Database& database, const std::vector<std::string>& municipalities,
                                      std::string_view beginning, int most);

}  // namespace toitsu::station::case_search
