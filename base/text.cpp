#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "base/utf8.h"

namespace toitsu::text {

namespace {

bool isSpace(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000;
}

bool isControl(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    // Marks that turn the direction of writing can make a message read differently from what it says.
    const bool direction = c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return control || direction || c == 0x2028 || c == 0x2029;
}

// NFC proper replaces compatibility ideographs (U+FA19 神 → U+795E): another shape of a name. They stay as written.
const icu::Normalizer2* nameNormalizer() {
    static const icu::Normalizer2* const normalizer = []() -> const icu::Normalizer2* {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Normalizer2* whole = icu::Normalizer2::getNFCInstance(status);
        if (U_FAILURE(status)) return nullptr;
        static icu::UnicodeSet composed(0, 0x10FFFF);
        composed.remove(0xF900, 0xFAFF).remove(0x2F800, 0x2FA1F).freeze();
        static const icu::FilteredNormalizer2 filtered(*whole, composed);
        return &filtered;
    }();
    return normalizer;
}

}  // namespace

bool validUtf8(std::string_view text) {
    return !utf8::firstIllFormed(text);
}

std::u32string decode(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = utf8::next(text, at);
        out.push_back(c == utf8::illFormed ? U'\uFFFD' : c);
    }
    return out;
}

std::string encode(std::u32string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char32_t c : text) utf8::append(out, c);
    return out;
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) utf8::next(text, at);
    return count;
}

std::string nfc(std::string_view text) {
    const icu::Normalizer2* normalizer = nameNormalizer();
    if (normalizer == nullptr || text.size() > 0x3FFFFFFF) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString read =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    const icu::UnicodeString composed = normalizer->normalize(read, status);
    if (U_FAILURE(status)) return std::string(text);
    std::string out;
    composed.toUTF8String(out);
    return out;
}

std::string trim(std::string_view text) {
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (isSpace(utf8::next(text, at))) continue;
        if (begin > start) begin = start;
        end = at;
    }
    return begin < end ? std::string(text.substr(begin, end - begin)) : std::string();
}

bool containsKanji(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = utf8::next(text, at);
        if (c == utf8::illFormed) continue;
        UErrorCode status = U_ZERO_ERROR;
        const auto character = static_cast<UChar32>(c);
        // 々 is of the script Han without being an ideograph, 〆 the other way round.
        if (u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC) != 0) return true;
        if (uscript_getScript(character, &status) == USCRIPT_HAN) return true;
    }
    return false;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += separator;
        out += parts[i];
    }
    return out;
}

std::string jsonish(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = utf8::next(text, at);
        if (c == utf8::illFormed || !isControl(c)) {
            utf8::append(out, c);
            continue;
        }
        out += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4) out.push_back(digits[(c >> shift) & 15]);
    }
    return out;
}

}  // namespace toitsu::text
