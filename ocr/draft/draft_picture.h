#pragma once

// A drafted page as a picture: every place that was found, in the colour of its confidence, with the proposed id.

#include <vector>

#include "base/result.h"
#include "forms/draft/question.h"
#include "ocr/page.h"

namespace toitsu::ocr {

// `upright`: the page at 300 dpi; the picture has 150. S042 when the drawing library fails.
Result<Picture> draftPicture(const Picture& upright, const std::vector<forms::Question>& questions, Language language);

}  // namespace toitsu::ocr
