// Any bytes as a form: a form, or mistakes with codes.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "forms/form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    toitsu::forms::Findings findings;
    const auto form = toitsu::forms::parseForm(text, "form.xml", findings);
    if (!form && findings.errors.empty()) std::abort();
    for (const auto& error : findings.errors)
        if (error.code.empty() || error.message.ja.empty()) std::abort();
    return 0;
}
