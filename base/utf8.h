#pragma once

// UTF-8 one character at a time, and where in a text a byte stands. For the parsers of base; others use base/text.h.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace toitsu::utf8 {

inline constexpr char32_t illFormed = 0xFFFFFFFF;

// The character at `offset`, which moves behind it. Ill-formed bytes answer illFormed, one maximal subpart at a time.
char32_t next(std::string_view text, std::size_t& offset);
void append(std::string& out, char32_t character);
std::optional<std::size_t> firstIllFormed(std::string_view text);

// "\xEF\xBB\xBF" at the beginning, which some editors write, is no part of the text.
std::string_view withoutMark(std::string_view text);

// Line and column of byte offsets that are asked in rising order: a whole document costs one pass.
class PlaceCursor {
public:
    PlaceCursor(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}
    Place at(std::size_t offset);

private:
    std::string_view text_;
    std::string file_;
    std::size_t offset_ = 0;
    int line_ = 1;
    int column_ = 1;
};

}  // namespace toitsu::utf8
