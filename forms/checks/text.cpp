#include "forms/checks/text.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::forms {
bool isPrivateUse(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD);
}

std::string composed(std::string_view text) {
    return text::trim(text::nfc(text));
}

Checked tooLong(int most) {
    const std::string count = std::to_string(most);
    return checkedError("F201",
                        {count + " 文字までです。短くしてください。", "at most " + count + " characters. Shorten it."});
}

Checked checkText(std::string_view text, int most) {
    std::string entered = composed(text);
    const std::u32string characters = text::decode(entered);
    if (most > 0 && static_cast<int>(characters.size()) > most) return tooLong(most);
    const bool lost =
        std::any_of(characters.begin(), characters.end(), [](char32_t c) { return isPrivateUse(c) || c == 0xFFFD; });
    if (!lost) return checkedOk(std::move(entered));
    return checkedWarning(
        std::move(entered), "F220",
        {"外字(私用領域の文字)か、文字化けした文字があります。書類の画像と見比べてください。",
         "there is a character of the private use area, or one that a program lost. Compare with the paper."});
}

}  // namespace toitsu::forms
