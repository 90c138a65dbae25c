#include "base/utf8.h"

#include <algorithm>

#include <unicode/utf8.h>

namespace toitsu::utf8 {

char32_t next(std::string_view text, std::size_t& offset) {
    const auto first = static_cast<unsigned char>(text[offset]);
    if (first < 0x80) {
        ++offset;
        return first;
    }
    UChar32 character = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::size_t end = text.size();
    U8_NEXT(bytes, offset, end, character);
    return character < 0 ? illFormed : static_cast<char32_t>(character);
}

void append(std::string& out, char32_t character) {
    const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
    const bool scalar = character <= 0x10FFFF && (character < 0xD800 || character > 0xDFFF);
    const char32_t c = scalar ? character : 0xFFFD;
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | (c >> 6));
        byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        byte(0xE0 | (c >> 12));
        byte(0x80 | ((c >> 6) & 0x3F));
        byte(0x80 | (c & 0x3F));
    } else {
        byte(0xF0 | (c >> 18));
        byte(0x80 | ((c >> 12) & 0x3F));
        byte(0x80 | ((c >> 6) & 0x3F));
        byte(0x80 | (c & 0x3F));
    }
}

std::optional<std::size_t> firstIllFormed(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t start = offset;
        if (next(text, offset) == illFormed) return start;
    }
    return std::nullopt;
}

std::string_view withoutMark(std::string_view text) {
    return text.substr(0, 3) == "\xEF\xBB\xBF" ? text.substr(3) : text;
}

Place PlaceCursor::at(std::size_t offset) {
    const std::size_t end = std::min(offset, text_.size());
    for (; offset_ < end; ++offset_) {
        const auto byte = static_cast<unsigned char>(text_[offset_]);
        if (byte == '\n') {
            ++line_;
            column_ = 1;
        } else if ((byte & 0xC0) != 0x80) {  // a continuation byte begins no character
            ++column_;
        }
    }
    return Place{file_, line_, column_, 0};
}

}  // namespace toitsu::utf8
