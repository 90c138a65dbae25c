#pragma once

// The steps of normalising an address that need no list of places (domain: geolonia/normalize-japanese-addresses
// and abr-geocoder do the same). Each is a pure function and does nothing on its own result.

#include <string>
#include <string_view>
#include <vector>

namespace toitsu::forms {

// 1: NFC, Latin letters and digits half width, one space for many, every dash beside a number '-', and 3一12 →
// 3-12.
std::string unifiedSigns(std::string_view address);
// 2: no spaces before 丁目 番地 …, within 郡…町村 and 市…区; no quotes, no brackets with what they hold, no 八丈島,
// 三宅島.
std::string withoutGaps(std::string_view address);

// What stands behind the town: numbers as written, and the rest (building, room).
struct AddressNumbers {
    std::vector<std::string> numbers;  // at most three: 12番地の34号 → 12, 34
    std::string other;                 // "ながのビル201", "番外地"
};
// 6: 12番34号, 12番地の34, 十二の三十四, 12-34-56号室 (the room is no house number).
AddressNumbers addressNumbers(std::string_view rest);

// An address or a name of the list in one way of writing, so that both can be compared: ヶケが, 之ノの, ヵカか,
// ッツっつ, ニ二, ハ八, old and new kanji, 埠頭/ふ頭, 番町/番丁, 通り/とおり, 釜/竈, 舟/船, and 三丁目 as 3丁目.
struct FoldedAddress {
    std::u32string text;
    std::vector<std::size_t> from;  // where each character stood; one more for the end
};
FoldedAddress foldedAddress(std::u32string_view address);

// 十二, 二〇, 百三, 一二 → the number; 0 when it is none.
int kanjiNumber(std::u32string_view text);

}  // namespace toitsu::forms
