// Any text as a FEEL expression and as unary tests: parsed or refused, and evaluated without a crash.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/expression.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // Longer texts only repeat; an evaluation may be quadratic in them.
    if (size > 2000) return 0;
    const toitsu::Context scope{
        {"kind", "change"}, {"amount", 120}, {"items", toitsu::List{1, 2, 3}}, {"reason", toitsu::Value()}};
    if (const auto expression = toitsu::rules::Expression::parse(text)) static_cast<void>(expression->evaluate(scope));
    if (const auto tests = toitsu::rules::Expression::parseUnaryTests(text))
        static_cast<void>(tests->matches(120, scope));
    return 0;
}
