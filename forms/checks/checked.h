#pragma once

// Checked (検査結果): what one field's text turned out to be. Checks are pure functions of the text: no file, no clock.
// Their words never repeat the text, which is personal data.

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace toitsu::forms {

enum class CheckStatus {
    ok,
    warn,   // understood, and a person should look: 平成32年, a name with a character of the private area
    error,  // not a value of this type
};

struct Checked {
    CheckStatus status = CheckStatus::ok;
    std::string normalised{};               // canonical text; with an error what can be kept of it, or nothing
    std::string reason{};                   // F… code (docs/errors.md), "" when ok
    Wording why{};                          // of the reason
    std::vector<std::string> candidates{};  // canonical texts that may be meant; never for a 個人番号

    bool good() const { return status != CheckStatus::error; }
};

inline Checked checkedOk(std::string normalised) {
    return {CheckStatus::ok, std::move(normalised)};
}
inline Checked checkedWarning(std::string normalised, std::string reason, Wording why) {
    return {CheckStatus::warn, std::move(normalised), std::move(reason), std::move(why)};
}
inline Checked checkedError(std::string reason, Wording why) {
    return {CheckStatus::error, {}, std::move(reason), std::move(why)};
}

}  // namespace toitsu::forms
