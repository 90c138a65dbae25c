#pragma once

// An HTML report in Japanese and English that opens from disk: no network, no script; two radio buttons and a style
// sheet choose the language. The result is well-formed XML as well, so a test can read it.

#include <string>
#include <string_view>

#include "base/result.h"

namespace toitsu::cli {

// Both languages, escaped; the page shows one of them.
std::string both(const Wording& wording);
// The whole page around `body`; `style` is added to the common style sheet.
std::string bilingualPage(const Wording& title, const std::string& style, const std::string& body);
std::string pngSource(std::string_view png);  // data:image/png;base64,…

}  // namespace toitsu::cli
