// Any bytes as a DMN model.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/decision.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto model = toitsu::rules::DecisionModel::parse(text, "fuzz.dmn");
    if (!model && model.error().code.empty()) std::abort();
    return 0;
}
