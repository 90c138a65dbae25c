#pragma once

// One page as JSON, the form of `toitsu read` (docs/read-jsonl.md, docs/schema/read-page-1.json). Also kept in a page's
// record and drawn by the report, so there is one description of a page and not three.

#include <array>
#include <optional>

#include "base/value.h"
#include "forms/record.h"
#include "ocr/page.h"
#include "ocr/reader.h"

namespace toitsu::cli {

// `record` is null when the page was not read. Texts for people are in `language`.
Value pageValue(const ocr::Page& page, const ocr::PageReading& reading, const forms::Record* record, Language language);

// The smallest quadrilateral along the page's own edges that covers all readings of one field, in scan pixels; nothing
// when the layout has no place for the field.
std::optional<std::array<forms::Point, 4>> fieldQuad(const forms::FieldValue& field,
                                                     const std::array<forms::Point, 4>& pageCorners);

}  // namespace toitsu::cli
