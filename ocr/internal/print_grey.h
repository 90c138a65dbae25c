#pragma once

// Inside ocr only: the grey in which a form's print is looked for.

#include <opencv2/core.hpp>

#include "ocr/page.h"

namespace toitsu::ocr {

// What the eye sees; of a form that is printed in a colour, the darkest channel: orange and light green are pale in
// grey, and places that are hardly printed then count as lost.
cv::Mat printGrey(const Picture& picture);

}  // namespace toitsu::ocr
