#pragma once

// Free text: any characters, in canonical composition, which changes neither meaning nor shape (text::nfc keeps the
// compatibility ideographs that NFC proper would replace).

#include <string>
#include <string_view>

#include "forms/checks/checked.h"

namespace toitsu::forms {

// F201: more than `most` characters (0 = free). F220, a warning: characters of the private use area (外字), which mean
// nothing on another machine, or U+FFFD, where some program before lost one.
Checked checkText(std::string_view text, int most = 0);

// text::nfc without spaces at both ends.
std::string composed(std::string_view text);

bool isPrivateUse(char32_t c);
Checked tooLong(int most);  // F201

}  // namespace toitsu::forms
