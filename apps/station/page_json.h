#pragma once

// One page as JSON, the form of `toitsu read` (docs/read-jsonl.md, docs/schema/read-page-1.json). Also kept in a page's
// record and drawn by the report, so there is one description of a page and not three.

#include "base/value.h"
#include "forms/record.h"
#include "ocr/page.h"
#include "ocr/reader.h"

namespace toitsu::station {

// `record` is null when the page was not read. Texts for people are in `language`.
Value pageValue(const ocr::Page& page, const ocr::PageReading& reading, const forms::Record* record, Language language);

}  // namespace toitsu::station
