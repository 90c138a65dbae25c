// Any bytes as XML: parsed, or refused with a place inside the text; what is escaped comes back.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto document = toitsu::xml::parse(text, "fuzz.xml");
    if (!document) {
        if (document.error().code.empty() || document.error().message.en.empty()) std::abort();
        return 0;
    }
    // The value of an attribute survives being written and read again.
    for (const auto& attribute : document->root.attributes) {
        const auto again = toitsu::xml::parse("<a b=\"" + toitsu::xml::escape(attribute.value) + "\"/>", "again.xml");
        if (!again || again->root.get("b") != attribute.value) std::abort();
    }
    return 0;
}
