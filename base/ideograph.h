#pragma once

// One question of Unicode's data about a single ideograph (ICU inside); for comparing only.

namespace toitsu::text {

// 神 (U+FA19) → 神: what a compatibility ideograph is another shape of; any other character itself.
char32_t unifiedIdeograph(char32_t c);

}  // namespace toitsu::text
