// XPath's expressions are translated where ICU differs. A pattern that takes too long is stopped: it may come from
// anybody's template.

#include "rules/regex.h"

#include <unicode/locid.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <memory>
#include <optional>

namespace toitsu::rules {

namespace {

constexpr std::int32_t kTimeLimit = 500;  // ICU's steps, about a millisecond each
constexpr std::int32_t kStackLimit = 1 << 20;

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
}

std::string narrow(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

// ICU's spelling of an XPath pattern. The flag x takes white space out, except inside […].
tl::expected<std::string, Wording> icuPattern(std::string_view pattern, bool spaceless) {
    std::string out;
    int brackets = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (spaceless && brackets == 0 && space) continue;
        // XPath's subtraction is --[ for ICU, and & is no operator.
        if (brackets > 0 && c == '-' && i + 1 < pattern.size() && pattern[i + 1] == '[') out += '-';
        if (brackets > 0 && c == '&') out += '\\';
        out += c;
        if (c == '\\' && i + 1 < pattern.size()) {
            const char next = pattern[i + 1];
            if (spaceless && brackets == 0 && next == ' ') continue;  // the escape takes what follows the space
            if (brackets > 0 && next >= '0' && next <= '9')
                return tl::unexpected(
                    Wording{"[ ] の中に後方参照は書けません", "a back reference cannot stand inside [ ]"});
            out += next;
            ++i;
        } else if (c == '[') {
            ++brackets;
        } else if (c == ']' && brackets > 0) {
            --brackets;
        }
    }
    for (std::size_t at = out.find("{Is"); at != std::string::npos; at = out.find("{Is", at + 1))
        out.replace(at, 3, "{block=");  // \p{IsBasicLatin}
    return out;
}

class Matcher {
public:
    Matcher(std::string_view pattern, std::string_view input, std::string_view flags, const RegexTick& tick)
        : input_(wide(input)) {
        std::uint32_t bits = 0;
        bool spaceless = false;
        for (char flag : flags) {
            if (flag == 's') {
                bits |= UREGEX_DOTALL;
            } else if (flag == 'm') {
                bits |= UREGEX_MULTILINE;
            } else if (flag == 'i') {
                bits |= UREGEX_CASE_INSENSITIVE;
            } else if (flag == 'x') {
                spaceless = true;
            } else {
                problem_ = {"flags に書けるのは s、m、i、x です", "the flags may be s, m, i and x"};
                return;
            }
        }
        const auto translated = icuPattern(pattern, spaceless);
        if (!translated) {
            problem_ = translated.error();
            return;
        }
        matcher_ = std::make_unique<icu::RegexMatcher>(wide(*translated), bits, status_);
        if (!check()) return;
        matcher_->setTimeLimit(kTimeLimit, status_);
        matcher_->setStackLimit(kStackLimit, status_);
        matcher_->setMatchCallback(&goesOn, &tick, status_);
        matcher_->reset(input_);
    }
    bool check() {
        if (U_SUCCESS(status_)) return problem_.en.empty();
        const bool slow =
            status_ == U_REGEX_TIME_OUT || status_ == U_REGEX_STACK_OVERFLOW || status_ == U_REGEX_STOPPED_BY_CALLER;
        const std::string name = u_errorName(status_);
        problem_ = slow ? Wording{"正規表現の照合に時間がかかりすぎるため止めました",
                                  "matching the pattern takes too long and was stopped"}
                        : Wording{"正規表現が正しくありません（" + name + "）", "the pattern is wrong (" + name + ")"};
        return false;
    }
    bool ok() const { return problem_.en.empty(); }
    const Wording& problem() const { return problem_; }
    icu::RegexMatcher& operator*() { return *matcher_; }
    icu::RegexMatcher* operator->() { return matcher_.get(); }
    UErrorCode& status() { return status_; }
    const icu::UnicodeString& input() const { return input_; }

private:
    static UBool U_CALLCONV goesOn(const void* tick, std::int32_t) { return (*static_cast<const RegexTick*>(tick))(); }

    icu::UnicodeString input_;
    UErrorCode status_ = U_ZERO_ERROR;
    std::unique_ptr<icu::RegexMatcher> matcher_;
    Wording problem_;
};

}  // namespace

tl::expected<bool, Wording> regexMatches(std::string_view input, std::string_view pattern, std::string_view flags,
                                         const RegexTick& tick) {
    Matcher matcher(pattern, input, flags, tick);
    if (!matcher.ok()) return tl::unexpected(matcher.problem());
    const bool found = matcher->find(matcher.status());
    if (!matcher.check()) return tl::unexpected(matcher.problem());
    return found;
}

tl::expected<std::string, Wording> regexReplace(std::string_view input, std::string_view pattern,
                                                std::string_view replacement, std::string_view flags,
                                                const RegexTick& tick, std::size_t most) {
    Matcher matcher(pattern, input, flags, tick);
    if (!matcher.ok()) return tl::unexpected(matcher.problem());
    icu::UnicodeString out;
    const icu::UnicodeString with = wide(replacement);
    while (matcher->find(matcher.status()) && matcher.check()) {
        matcher->appendReplacement(out, with, matcher.status());
        if (!matcher.check()) return tl::unexpected(matcher.problem());
        if (static_cast<std::size_t>(out.length()) > most)
            return tl::unexpected(Wording{"置き換えた文字列が長すぎます", "the text becomes too long"});
    }
    if (!matcher.check()) return tl::unexpected(matcher.problem());
    matcher->appendTail(out);
    return narrow(out);
}

tl::expected<std::vector<std::string>, Wording> regexSplit(std::string_view input, std::string_view pattern,
                                                           const RegexTick& tick) {
    Matcher matcher(pattern, input, {}, tick);
    if (!matcher.ok()) return tl::unexpected(matcher.problem());
    std::vector<std::string> out;
    std::int32_t start = 0;
    while (matcher->find(matcher.status()) && matcher.check()) {
        const std::int32_t from = matcher->start(matcher.status());
        const std::int32_t to = matcher->end(matcher.status());
        if (to == from) continue;  // an empty match separates nothing
        out.push_back(narrow(matcher.input().tempSubStringBetween(start, from)));
        start = to;
    }
    if (!matcher.check()) return tl::unexpected(matcher.problem());
    out.push_back(narrow(matcher.input().tempSubString(start)));
    return out;
}

namespace {

// ASCII alone needs no ICU, and most codes are just that.
std::optional<std::string> asciiCase(std::string_view text, char first, char last) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
        if (c >= first && c <= last) c = static_cast<char>(c ^ 0x20);
    }
    return out;
}

}  // namespace

std::string unicodeUpper(std::string_view text) {
    if (auto plain = asciiCase(text, 'a', 'z')) return std::move(*plain);
    return narrow(wide(text).toUpper(icu::Locale::getRoot()));
}

std::string unicodeLower(std::string_view text) {
    if (auto plain = asciiCase(text, 'A', 'Z')) return std::move(*plain);
    return narrow(wide(text).toLower(icu::Locale::getRoot()));
}

}  // namespace toitsu::rules
