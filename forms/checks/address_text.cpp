#include "forms/checks/address_text.h"

#include <algorithm>

#include "base/text.h"
#include "forms/checks/kanji_variants.h"
#include "forms/checks/text.h"

namespace toitsu::forms {
namespace {

constexpr std::u32string_view kDashes = U"-－﹣−‐⁃‑‒–—﹘―⎯⏤ーｰ─━";
constexpr std::u32string_view kKanjiDigits = U"〇一二三四五六七八九";
constexpr std::u32string_view kKanjiNumbers = U"〇一二三四五六七八九十百千";

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool isDash(char32_t c) {
    return kDashes.find(c) != std::u32string_view::npos;
}

bool isKanjiNumber(char32_t c) {
    return kKanjiNumbers.find(c) != std::u32string_view::npos;
}

bool startsAt(std::u32string_view text, std::size_t at, std::u32string_view word) {
    return text.size() >= at && text.substr(at, word.size()) == word;
}

// The longest number from `at` on, of digits or of kanji, and how long it is; 0 characters: none.
std::size_t numberAt(std::u32string_view text, std::size_t at, std::string& number) {
    std::size_t end = at;
    while (end < text.size() && isDigit(text[end])) ++end;
    if (end > at) {
        number = text::encode(text.substr(at, end - at));
        return end - at;
    }
    while (end < text.size() && isKanjiNumber(text[end])) ++end;
    const int value = kanjiNumber(text.substr(at, end - at));
    if (value <= 0) return 0;
    number = std::to_string(value);
    return end - at;
}

void dropBrackets(std::u32string& text) {
    for (const auto& [open, close] : {std::pair(U'(', U')'), std::pair(U'（', U'）')}) {
        for (auto from = text.find(open); from != std::u32string::npos; from = text.find(open)) {
            const auto to = text.find(close, from);
            if (to == std::u32string::npos) break;
            text.erase(from, to - from + 1);
        }
    }
}

// Spaces between `from` and `to` go, e.g. within 北佐久郡 軽井沢町.
void dropSpaces(std::u32string& text, std::size_t from, std::size_t to) {
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(to, text.size()));
    text.erase(std::remove(begin, end, U' '), end);
}

}  // namespace

int kanjiNumber(std::u32string_view text) {
    int whole = 0, last = 0;
    bool any = false;
    for (const char32_t c : text) {
        if (const auto digit = kKanjiDigits.find(c); digit != std::u32string_view::npos) {
            last = last * 10 + static_cast<int>(digit);
        } else if (c == U'十' || c == U'百' || c == U'千') {
            whole += std::max(last, 1) * (c == U'十' ? 10 : c == U'百' ? 100 : 1000);
            last = 0;
        } else {
            return 0;
        }
        if (whole + last > 99999) return 0;
        any = true;
    }
    return any ? whole + last : 0;
}

std::string unifiedSigns(std::string_view address) {
    std::u32string text;
    for (char32_t c : text::decode(composed(address))) {
        if ((c >= U'０' && c <= U'９') || (c >= U'Ａ' && c <= U'Ｚ') || (c >= U'ａ' && c <= U'ｚ')) c -= 0xFEE0;
        if (c == U'　' || c == U'\t') c = U' ';
        if (c != U' ' || (!text.empty() && text.back() != U' ')) text += c;
    }
    const auto number = [&](std::size_t n) { return n < text.size() && (isDigit(text[n]) || isKanjiNumber(text[n])); };
    for (std::size_t n = 0; n < text.size(); ++n) {
        const bool behind = n > 0 && number(n - 1), before = number(n + 1);
        // ー behind a kanji number may be a sound (三ー is none, but ニュー一番 is), so one digit must be beside it.
        const bool digitBeside = (n > 0 && isDigit(text[n - 1])) || (n + 1 < text.size() && isDigit(text[n + 1]));
        const bool sound = text[n] == U'ー' || text[n] == U'ｰ';
        const bool ofAWord = sound && !(n > 0 && number(n - 1));
        if (isDash(text[n]) && !ofAWord && ((behind && before) || digitBeside)) text[n] = U'-';
        const bool between = n > 0 && n + 1 < text.size() && isDigit(text[n - 1]) && isDigit(text[n + 1]);
        if (text[n] == U'一' && between) text[n] = U'-';
    }
    return text::trim(text::encode(text));
}

std::string withoutGaps(std::string_view address) {
    std::u32string text = text::decode(address);
    std::erase_if(
        text, [](char32_t c) { return c == U'"' || c == U'\'' || c == U'”' || c == U'“' || c == U'「' || c == U'」'; });
    dropBrackets(text);
    for (const auto& [island, village] : {std::pair(U"八丈島", U"八丈町"), std::pair(U"三宅島", U"三宅村")})
        if (const auto at = text.find(std::u32string(island) + village); at != std::u32string::npos)
            text.erase(at, std::u32string_view(island).size());
    const auto county = text.find(U'郡');
    if (county != std::u32string::npos && county > 0) {
        const auto village = text.find_first_of(U"町村", county);
        if (village != std::u32string::npos && village - county <= 8) dropSpaces(text, county, village);
    }
    const auto city = text.find(U'市');
    if (city != std::u32string::npos && city > 0) {
        const auto ward = text.find(U'区', city);
        if (ward != std::u32string::npos && ward - city <= 6) dropSpaces(text, city, ward);
    }
    std::size_t last = 0;
    for (const std::u32string_view word : {U"丁目", U"番町", U"番地", U"番丁", U"条", U"軒", U"線", U"の町", U"地割"}) {
        const auto at = text.find(word);
        if (at != std::u32string::npos) last = std::max(last, at);
    }
    if (last > 0) dropSpaces(text, 0, last);
    return text::trim(text::encode(text));
}

FoldedAddress foldedAddress(std::u32string_view address) {
    constexpr std::u32string_view many = U"ヶがヵか力ッっつノ之ニハ竈舟埠", one = U"ケケカカカツツツののに八釜船ふ";
    static_assert(many.size() == one.size());
    FoldedAddress out;
    const auto put = [&](char32_t c, std::size_t at) {
        out.text += c;
        out.from.push_back(at);
    };
    for (std::size_t n = 0; n < address.size(); ++n) {
        std::string number;
        const std::size_t length = numberAt(address, n, number);
        if (length > 0 && (startsAt(address, n + length, U"丁目") || startsAt(address, n + length, U"-"))) {
            for (const char digit : number) put(static_cast<char32_t>(digit), n);
            n += length - 1;
            continue;
        }
        if (startsAt(address, n, U"通り")) {
            for (const char32_t c : std::u32string_view(U"とお")) put(c, n);
            continue;
        }
        char32_t c = address[n];
        if (isVariationSelector(c)) continue;
        c = c == U'ニ' ? U'二' : plainKanji(c);
        if (const auto at = many.find(c); at != std::u32string_view::npos) c = one[at];
        if (c == U'丁' && n > 0 && address[n - 1] == U'番') c = U'町';
        put(c, n);
    }
    out.from.push_back(address.size());
    return out;
}

AddressNumbers addressNumbers(std::string_view rest) {
    const std::u32string text = text::decode(text::trim(rest));
    AddressNumbers out;
    std::size_t at = 0;
    while (at < text.size() && (text[at] == U'-' || text[at] == U' ')) ++at;
    while (out.numbers.size() < 3) {
        std::string number;
        const std::size_t length = numberAt(text, at, number);
        if (length == 0) break;
        std::size_t next = at + length;
        // 56号室, 3階, 201室 belong to the building; so does a number that begins a word (2丁目 has no place here, 1F).
        const bool room = startsAt(text, next, U"号室") || startsAt(text, next, U"号棟") ||
                          startsAt(text, next, U"階") || startsAt(text, next, U"室") || startsAt(text, next, U"F") ||
                          startsAt(text, next, U"棟");
        // 三郎ビル begins with a number as little as 三輪 does.
        const bool kanji = !isDigit(text[at]);
        const bool ends =
            next == text.size() || std::u32string_view(U"番号の-− ").find(text[next]) != std::u32string::npos;
        if (room || (kanji && !ends)) break;
        out.numbers.push_back(number);
        for (const std::u32string_view word :
             {U"番地の", U"番の", U"番地", U"番", U"号の", U"号", U"の", U"ノ", U"-"}) {
            if (!startsAt(text, next, word)) continue;
            next += word.size();
            break;
        }
        at = next;
        if (at < text.size() && text[at] == U'-') ++at;
    }
    std::u32string other = text.substr(at);
    while (!other.empty() && (other.front() == U'-' || other.front() == U' ')) other.erase(0, 1);
    out.other = text::trim(text::encode(other));
    return out;
}

}  // namespace toitsu::forms
