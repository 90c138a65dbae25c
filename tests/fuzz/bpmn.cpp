// Any bytes as BPMN: a definition without mistakes, or mistakes without a definition.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "workflows/bpmn.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto imported = toitsu::workflows::readBpmn(text, "fuzz.bpmn");
    if (imported.definition.has_value() != imported.mistakes.empty()) std::abort();
    return 0;
}
