#pragma once

// A page as a picture that shows what was found on it: the scan, each field's place in the colour of its confidence,
// and beside it values, confidences, how well the page was placed, and how long it took.

#include "base/result.h"
#include "ocr/formats/field_text.h"

namespace toitsu::ocr {

// The scan's longer side becomes 1,600 pixels at most; a page that lies upside down or sideways is turned. S042 when
// the drawing library fails.
Result<Picture> explain(const ReadPage& page, Language language);

}  // namespace toitsu::ocr
