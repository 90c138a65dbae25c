// Any text as a FEEL expression and as unary tests: parsed or refused, and evaluated without a crash; every remark has
// words in both languages and a place within the text.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/expression.h"

namespace {

void check(const std::vector<toitsu::rules::Remark>& remarks, std::size_t size) {
    for (const auto& remark : remarks)
        if (remark.message.en.empty() || remark.message.ja.empty() || remark.column < 0 ||
            static_cast<std::size_t>(remark.column) > size + 1)
            std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // Longer texts only repeat; an evaluation may be quadratic in them.
    if (size > 2000) return 0;
    const toitsu::Context scope{
        {"kind", "change"}, {"amount", 120}, {"items", toitsu::List{1, 2, 3}}, {"reason", toitsu::Value()}};
    std::vector<toitsu::rules::Remark> remarks;
    if (const auto expression = toitsu::rules::Expression::parse(text)) {
        const toitsu::Value value = expression->evaluate(scope, &remarks);
        // A null that is not simply written or given has its reason.
        if (value != expression->evaluate(scope)) return 0;  // now() and the like
        static_cast<void>(expression->variables());
        static_cast<void>(expression->comparisons());
    }
    if (const auto tests = toitsu::rules::Expression::parseUnaryTests(text))
        static_cast<void>(tests->test(120, scope, &remarks));
    check(remarks, size);
    return 0;
}
