// Any bytes as a form: a form, or mistakes with codes. A form is written as it was read, and formatting is a fixed
// point.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "forms/form_writer.h"
#include "forms/format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    toitsu::forms::Findings findings;
    const auto form = toitsu::forms::parseForm(text, "form.xml", findings);
    if (!form && findings.errors.empty()) std::abort();
    for (const auto& error : findings.errors)
        if (error.code.empty() || error.message.ja.empty()) std::abort();
    if (const auto once = toitsu::forms::formatTemplate(text, "form.xml")) {
        const auto twice = toitsu::forms::formatTemplate(*once, "form.xml");
        if (!twice || *twice != *once) std::abort();
    }
    if (!form) return 0;
    const auto again = toitsu::forms::parseForm(toitsu::forms::writeForm(*form), "form.xml", findings);
    if (!again || !toitsu::forms::same(*form, *again)) std::abort();
    return 0;
}
