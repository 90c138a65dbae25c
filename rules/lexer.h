#pragma once

// Cursor over FEEL source. FEEL has no tokens that are independent of the grammar (a name may hold spaces and
// operators), so the parser asks for what it expects at a position.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::rules {

bool isNameStart(char32_t c);
bool isNamePart(char32_t c);
bool isFeelSpace(char32_t c);

class Lexer {
public:
    explicit Lexer(std::string_view source);

    std::size_t position() const { return position_; }
    void rewind(std::size_t position) { position_ = position; }
    int column() const { return static_cast<int>(position_) + 1; }
    bool atEnd();  // after spaces and comments
    char32_t peek(std::size_t ahead = 0) const {
        return position_ + ahead < text_.size() ? text_[position_ + ahead] : U'\0';
    }
    void skipSpace();  // spaces and comments

    bool accept(std::u32string_view symbol);   // after spaces
    bool looksAt(std::u32string_view symbol);  // after spaces; does not move
    bool acceptWord(std::string_view word);    // ASCII keyword with word boundary
    bool looksAtWord(std::string_view word);

    std::optional<std::string> name();                                // the longest known name, or a plain one
    std::optional<std::string> knownName();                           // only a known name with spaces or symbols
    std::optional<std::string> plainName();                           // letters, digits, _
    std::optional<std::string> looseName(std::u32string_view stops);  // words and symbols up to one of `stops`
    std::optional<std::string> number();                              // text that Decimal::parse takes
    std::optional<std::string> string(Wording* problem);              // a "…" literal with its escapes resolved

    void know(std::string_view name);  // a name with spaces or operators; plain names are ignored

private:
    std::u32string text_;
    std::size_t position_ = 0;
    std::map<char32_t, std::vector<std::u32string>> known_;  // by first character, longest first
};

std::string normalizedName(std::string_view name);  // runs of white space become one space

}  // namespace toitsu::rules
