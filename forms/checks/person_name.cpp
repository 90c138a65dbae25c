#include "forms/checks/person_name.h"

#include "base/text.h"
#include "forms/checks/kanji_variants.h"
#include "forms/checks/text.h"

namespace toitsu::forms {
namespace {

// Takes what stands between the first `open` and the `close` behind it out of `text`; brackets of either width.
std::u32string takeBetween(std::u32string& text, std::u32string_view open, std::u32string_view close) {
    const auto from = text.find_first_of(open);
    if (from == std::u32string::npos) return {};
    const auto to = text.find_first_of(close, from);
    if (to == std::u32string::npos) return {};
    const std::u32string inside = text.substr(from + 1, to - from - 1);
    text.erase(from, to - from + 1);
    return inside;
}

// 旧氏：佐藤 → 佐藤; false when the text does not begin so.
bool takeLabel(std::u32string& text, std::u32string_view label) {
    if (text.rfind(label, 0) != 0) return false;
    text.erase(0, label.size());
    while (!text.empty() && (text[0] == U'：' || text[0] == U':' || text[0] == U' ' || text[0] == U'　'))
        text.erase(0, 1);
    return true;
}

std::string trimmed(const std::u32string& text) {
    return text::trim(text::encode(text));
}

}  // namespace

Checked checkPersonName(std::string_view text, int most) {
    return checkText(text, most);
}

std::string nameKey(std::string_view name) {
    std::u32string key;
    for (char32_t c : plainKanji(text::decode(composed(name)))) {
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        if (c >= U'a' && c <= U'z') c -= 0x20;
        if (c != U' ' && c != U'　') key += c;
    }
    return text::encode(key);
}

NameParts nameParts(std::string_view name) {
    NameParts parts;
    std::u32string rest = text::decode(composed(name));
    std::u32string former = takeBetween(rest, U"[［", U"]］");
    takeLabel(former, U"旧氏");
    std::u32string inside = takeBetween(rest, U"(（", U")）");
    if (takeLabel(inside, U"旧氏") || takeLabel(inside, U"旧姓")) {
        former = inside;
        inside = takeBetween(rest, U"(（", U")）");
    }
    takeLabel(inside, U"通称");
    if (const auto at = rest.find_first_of(U"_＿"); at != std::u32string::npos) {
        parts.beside = trimmed(rest.substr(at + 1));
        rest.erase(at);
    }
    parts.name = trimmed(rest);
    parts.alias = trimmed(inside);
    parts.former = trimmed(former);
    return parts;
}

}  // namespace toitsu::forms
