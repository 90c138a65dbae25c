// Any bytes as JSON: what is read and written is read again as the same.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto value = toitsu::json::parse(text, "fuzz.json");
    if (!value) return 0;
    const auto again = toitsu::json::parse(toitsu::json::write(*value));
    if (!again || !(*again == *value)) std::abort();
    return 0;
}
