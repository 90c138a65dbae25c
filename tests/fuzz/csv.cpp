// Any bytes as CSV: what is read and written is read again as the same rows.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <string>

#include "base/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto rows = toitsu::csv::parse(text, "fuzz.csv");
    if (!rows) return 0;
    std::string written;
    for (const auto& row : *rows) written += toitsu::csv::write(row);
    const auto again = toitsu::csv::parse(written);
    if (!again || *again != *rows) std::abort();
    return 0;
}
