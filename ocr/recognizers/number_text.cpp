#include "ocr/recognizers/number_text.h"

#include <algorithm>
#include <vector>

#include "base/era.h"
#include "base/text.h"
#include "ocr/recognizers/witness.h"

namespace toitsu::ocr {

using forms::FieldType;

namespace {

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool allDigits(const std::u32string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

std::vector<std::u32string> groupsOf(const std::u32string& text, char32_t separator) {
    std::vector<std::u32string> groups{{}};
    for (const char32_t c : text) {
        if (c == separator)
            groups.emplace_back();
        else
            groups.back() += c;
    }
    return groups;
}

bool fitsPostcode(std::u32string text) {
    if (!text.empty() && text.front() == U'〒') text.erase(0, 1);
    const auto groups = groupsOf(text, U'-');
    if (groups.size() == 1) return groups[0].size() == 7 && allDigits(groups[0]);
    return groups.size() == 2 && groups[0].size() == 3 && groups[1].size() == 4 && allDigits(groups[0]) &&
           allDigits(groups[1]);
}

bool fitsPhone(const std::u32string& text) {
    const auto groups = groupsOf(text, U'-');
    std::size_t digits = 0;
    for (const auto& group : groups) {
        if (!allDigits(group)) return false;
        digits += group.size();
    }
    // 03-1234-5678 and 0263-12-3456 have ten, 090-1234-5678 eleven.
    return (groups.size() == 3 || groups.size() == 1) && text.front() == U'0' && (digits == 10 || digits == 11);
}

bool fitsMoney(std::u32string text) {
    if (!text.empty() && (text.front() == U'¥' || text.front() == U'￥')) text.erase(0, 1);
    if (!text.empty() && text.back() == U'円') text.pop_back();
    const auto groups = groupsOf(text, U',');
    for (std::size_t n = 0; n < groups.size(); ++n) {
        if (!allDigits(groups[n])) return false;
        if (n > 0 && groups[n].size() != 3) return false;
    }
    return groups.size() == 1 || groups[0].size() <= 3;
}

}  // namespace

bool isNumberType(FieldType type) {
    switch (type) {
        case FieldType::postcode:
        case FieldType::phone:
        case FieldType::date:
        case FieldType::money:
            return true;
        default:
            return forms::isIdentifier(type);
    }
}

std::u32string plainNumber(const std::u32string& text, FieldType type) {
    std::u32string plain;
    for (std::size_t n = 0; n < text.size(); ++n) {
        char32_t c = text[n];
        if (c == U' ' || c == U'　') continue;
        if (c >= U'０' && c <= U'９') c = c - U'０' + U'0';
        const bool afterDigit = !plain.empty() && (isDigit(plain.back()) || plain.back() == U'-');
        const auto next = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(n), text.end(), isDash);
        const bool beforeDigit = next != text.end() && (isDigit(*next) || (*next >= U'０' && *next <= U'９'));
        if (isDash(c) && afterDigit && beforeDigit) {
            if (plain.back() != U'-') plain += U'-';  // one wide stroke that was read as two
            continue;
        }
        if (type == FieldType::money && afterDigit && (c == U'.' || c == U'，' || c == U'、' || c == U'．')) c = U',';
        plain += c;
    }
    return plain;
}

bool fitsNumber(const std::u32string& plain, FieldType type, const std::string& part) {
    if (plain.empty()) return false;
    if (!part.empty()) return allDigits(plain);
    switch (type) {
        case FieldType::postcode:
            return fitsPostcode(plain);
        case FieldType::phone:
            return fitsPhone(plain);
        case FieldType::money:
            return fitsMoney(plain);
        case FieldType::date:
            return parseJapaneseDate(text::encode(plain)).has_value();
        default:
            return allDigits(plain);
    }
}

}  // namespace toitsu::ocr
