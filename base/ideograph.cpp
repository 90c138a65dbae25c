#include "base/ideograph.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace toitsu::text {

char32_t unifiedIdeograph(char32_t c) {
    if (c < 0xF900) return c;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* whole = icu::Normalizer2::getNFCInstance(status);
    icu::UnicodeString shape;
    const bool known = U_SUCCESS(status) && whole->getDecomposition(static_cast<UChar32>(c), shape) != 0;
    return known && shape.countChar32() == 1 ? static_cast<char32_t>(shape.char32At(0)) : c;
}

}  // namespace toitsu::text
