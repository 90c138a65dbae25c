#include "rules/lexer.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace toitsu::rules {

namespace {

struct Span {
    char32_t first;
    char32_t last;
};

// DMN 1.5 §10.3.1.2, grammar rules 28 and 29.
constexpr std::array<Span, 16> kNameStart{{{U'?', U'?'},
                                           {U'A', U'Z'},
                                           {U'_', U'_'},
                                           {U'a', U'z'},
                                           {0xC0, 0xD6},
                                           {0xD8, 0xF6},
                                           {0xF8, 0x2FF},
                                           {0x370, 0x37D},
                                           {0x37F, 0x1FFF},
                                           {0x200C, 0x200D},
                                           {0x2070, 0x218F},
                                           {0x2C00, 0x2FEF},
                                           {0x3001, 0xD7FF},
                                           {0xF900, 0xFDCF},
                                           {0xFDF0, 0xFFFD},
                                           {0x10000, 0xEFFFF}}};

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

int hexDigit(char32_t c) {
    if (isDigit(c)) return static_cast<int>(c - U'0');
    if (c >= U'a' && c <= U'f') return static_cast<int>(c - U'a') + 10;
    if (c >= U'A' && c <= U'F') return static_cast<int>(c - U'A') + 10;
    return -1;
}

}  // namespace

bool isFeelSpace(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 ||
           c == 0xFEFF;
}

bool isNameStart(char32_t c) {
    if (isFeelSpace(c)) return false;
    return std::any_of(kNameStart.begin(), kNameStart.end(),
                       [c](const Span& span) { return c >= span.first && c <= span.last; });
}

bool isNamePart(char32_t c) {
    return isNameStart(c) || isDigit(c) || c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

std::string normalizedName(std::string_view name) {
    std::u32string out;
    for (char32_t c : text::decode(name)) {
        if (!isFeelSpace(c)) {
            out += c;
        } else if (!out.empty() && out.back() != U' ') {
            out += U' ';
        }
    }
    if (!out.empty() && out.back() == U' ') out.pop_back();
    return text::encode(out);
}

Lexer::Lexer(std::string_view source) : text_(text::decode(source)) {}

void Lexer::know(std::string_view name) {
    const std::u32string wanted = text::decode(normalizedName(name));
    if (wanted.empty() || std::all_of(wanted.begin(), wanted.end(), isNamePart)) return;
    auto& bucket = known_[wanted.front()];
    if (std::find(bucket.begin(), bucket.end(), wanted) != bucket.end()) return;
    const auto longer = [](const std::u32string& a, const std::u32string& b) { return a.size() > b.size(); };
    bucket.insert(std::upper_bound(bucket.begin(), bucket.end(), wanted, longer), wanted);
}

void Lexer::skipSpace() {
    while (position_ < text_.size()) {
        if (isFeelSpace(peek())) {
            ++position_;
        } else if (peek() == U'/' && peek(1) == U'/') {
            while (position_ < text_.size() && peek() != U'\n' && peek() != U'\r') ++position_;
        } else if (peek() == U'/' && peek(1) == U'*') {
            const std::size_t end = text_.find(U"*/", position_ + 2);
            if (end == std::u32string::npos) return;  // stays unread, so it is reported where it stands
            position_ = end + 2;
        } else {
            return;
        }
    }
}

bool Lexer::atEnd() {
    skipSpace();
    return position_ >= text_.size();
}

bool Lexer::looksAt(std::u32string_view symbol) {
    skipSpace();
    return text_.compare(position_, symbol.size(), symbol) == 0;
}

bool Lexer::accept(std::u32string_view symbol) {
    if (!looksAt(symbol)) return false;
    position_ += symbol.size();
    return true;
}

bool Lexer::looksAtWord(std::string_view word) {
    skipSpace();
    for (std::size_t i = 0; i < word.size(); ++i)
        if (peek(i) != static_cast<char32_t>(word[i])) return false;
    return !isNamePart(peek(word.size()));
}

bool Lexer::acceptWord(std::string_view word) {
    if (!looksAtWord(word)) return false;
    position_ += word.size();
    return true;
}

std::optional<std::string> Lexer::knownName() {
    skipSpace();
    const auto bucket = known_.find(peek());
    if (bucket == known_.end()) return std::nullopt;
    for (const std::u32string& candidate : bucket->second) {
        std::size_t at = position_;
        bool fits = true;
        for (char32_t c : candidate) {
            if (at >= text_.size()) {
                fits = false;
            } else if (c == U' ' && isFeelSpace(text_[at])) {
                while (at < text_.size() && isFeelSpace(text_[at])) ++at;
            } else if (text_[at] == c) {
                ++at;
            } else {
                fits = false;
            }
            if (!fits) break;
        }
        if (!fits) continue;
        if (isNamePart(candidate.back()) && at < text_.size() && isNamePart(text_[at])) continue;
        position_ = at;
        return text::encode(candidate);
    }
    return std::nullopt;
}

std::optional<std::string> Lexer::plainName() {
    skipSpace();
    if (!isNameStart(peek())) return std::nullopt;
    const std::size_t start = position_;
    while (position_ < text_.size() && isNamePart(text_[position_])) ++position_;
    return text::encode(std::u32string_view(text_).substr(start, position_ - start));
}

std::optional<std::string> Lexer::name() {
    if (auto known = knownName()) return known;
    return plainName();
}

std::optional<std::string> Lexer::looseName(std::u32string_view stops) {
    constexpr std::u32string_view kSymbols = U"./-'+*";
    skipSpace();
    const std::size_t start = position_;
    std::size_t at = position_;
    if (!isNameStart(peek())) return std::nullopt;
    while (at < text_.size() && stops.find(text_[at]) == std::u32string_view::npos) {
        if (!isNamePart(text_[at]) && !isFeelSpace(text_[at]) && kSymbols.find(text_[at]) == std::u32string_view::npos)
            return std::nullopt;
        ++at;
    }
    if (at >= text_.size()) return std::nullopt;
    position_ = at;
    return normalizedName(text::encode(std::u32string_view(text_).substr(start, at - start)));
}

std::optional<std::string> Lexer::number() {
    skipSpace();
    const bool startsWithPoint = peek() == U'.' && isDigit(peek(1));
    if (!isDigit(peek()) && !startsWithPoint) return std::nullopt;
    std::string out;
    while (isDigit(peek())) out += static_cast<char>(text_[position_++]);
    if (peek() == U'.' && isDigit(peek(1))) {
        out += out.empty() ? "0." : ".";
        ++position_;
        while (isDigit(peek())) out += static_cast<char>(text_[position_++]);
    }
    if (peek() == U'e' || peek() == U'E') {
        const bool sign = peek(1) == U'+' || peek(1) == U'-';
        if (isDigit(peek(sign ? 2 : 1))) {
            out += 'e';
            ++position_;
            if (sign) out += static_cast<char>(text_[position_++]);
            while (isDigit(peek())) out += static_cast<char>(text_[position_++]);
        }
    }
    return out;
}

std::optional<std::string> Lexer::string(Wording* problem) {
    skipSpace();
    if (peek() != U'"') return std::nullopt;
    std::u32string out;
    for (std::size_t at = position_ + 1; at < text_.size(); ++at) {
        const char32_t c = text_[at];
        if (c == U'"') {
            position_ = at + 1;
            return text::encode(out);
        }
        if (c != U'\\' || at + 1 >= text_.size()) {
            out += c;
            continue;
        }
        const char32_t next = text_[++at];
        const std::size_t digits = next == U'u' ? 4 : next == U'U' ? 6 : 0;
        if (digits > 0) {
            char32_t code = 0;
            for (std::size_t i = 1; i <= digits; ++i) {
                const int digit = at + i < text_.size() ? hexDigit(text_[at + i]) : -1;
                if (digit < 0 || code > 0x10FFFF) {
                    *problem = {"\\u のあとには16進数4桁、\\U のあとには6桁を書いてください",
                                "a \\u escape takes four, a \\U escape six hexadecimal digits"};
                    return std::nullopt;
                }
                code = code * 16 + static_cast<char32_t>(digit);
            }
            at += digits;
            // A pair of surrogates written as two \u escapes is one character.
            const bool joins =
                code >= 0xDC00 && code <= 0xDFFF && !out.empty() && out.back() >= 0xD800 && out.back() <= 0xDBFF;
            if (joins) {
                out.back() = 0x10000 + ((out.back() - 0xD800) << 10) + (code - 0xDC00);
            } else {
                out += code <= 0x10FFFF ? code : U'\uFFFD';
            }
        } else if (next == U'n') {
            out += U'\n';
        } else if (next == U'r') {
            out += U'\r';
        } else if (next == U't') {
            out += U'\t';
        } else if (next == U'"' || next == U'\\' || next == U'\'') {
            out += next;
        } else {
            out += U'\\';
            out += next;
        }
    }
    *problem = {"文字列が閉じていません。\" で閉じてください", "the text is not closed; close it with \""};
    return std::nullopt;
}

}  // namespace toitsu::rules
