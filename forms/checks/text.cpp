#include "forms/checks/text.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::forms {
namespace {

// U+F900 … U+FAFF and U+2F800 … U+2FA1F: Unicode gives most of them a canonical decomposition to another ideograph.
bool isCompatibilityIdeograph(char32_t c) {
    return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

}  // namespace

bool isPrivateUse(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD);
}

std::string composed(std::string_view text) {
    std::string out;
    std::u32string run;
    const auto flush = [&] {
        out += text::nfc(text::encode(run));
        run.clear();
    };
    for (const char32_t c : text::decode(text)) {
        if (isCompatibilityIdeograph(c)) {
            flush();
            out += text::encode(std::u32string(1, c));
        } else {
            run += c;
        }
    }
    flush();
    return text::trim(out);
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
