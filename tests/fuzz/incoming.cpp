// Any bytes as a table and as a web form's JSON: records whose every value is one of its field's type, or null.
// The record goes through its lossless JSON and comes back the same.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"
#include "forms/doors/incoming.h"
#include "tests/unit/forms/example.h"

namespace {

void check(const std::vector<toitsu::forms::IncomingRecord>& records) {
    for (const auto& one : records) {
        const auto kept = toitsu::json::write(toitsu::forms::toValue(one.record));
        const auto value = toitsu::json::parse(kept);
        if (!value) std::abort();
        const auto back = toitsu::forms::fromValue(*value);
        if (!back || toitsu::json::write(toitsu::forms::toValue(*back)) != kept) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace toitsu::forms;
    static const Form form = example::form();
    const auto text = decodedTable({reinterpret_cast<const char*>(data), size});
    if (!text) return 0;
    Findings findings;
    check(recordsFromCsv(*text, "fuzz.csv", form, nullptr, {}, findings));
    check(recordsFromJson(*text, "fuzz.json", form, nullptr, {}, findings));
    const Mapping mapping = parseMapping(*text, "fuzz.csv", form, findings);
    if (!mapping.columns.empty()) check(recordsFromCsv(*text, "fuzz.csv", form, &mapping, {}, findings));
    return 0;
}
