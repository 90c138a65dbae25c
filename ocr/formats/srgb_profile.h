#pragma once

// The sRGB colour space as an ICC profile, for PDF/A's output intent. Written here from the figures of IEC 61966-2-1,
// so it has no other licence than ours. Inside ocr/formats only.

#include <string>

namespace toitsu::ocr {

std::string srgbProfile();

}  // namespace toitsu::ocr
