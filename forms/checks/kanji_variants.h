#pragma once

// 異体字: ideographs that write one name or one place and look different: the old forms of 常用漢字表 (平成22年
// 内閣告示第2号, the 康熙字典体 in brackets) and forms that names and places are known to have (髙 﨑 邊 邉). For
// comparing only: what was written stays as it was written.

#include <string>
#include <string_view>

namespace toitsu::forms {

char32_t plainKanji(char32_t c);  // 邉 → 辺; a character without variants itself
std::u32string plainKanji(std::u32string_view text);

bool isVariationSelector(char32_t c);  // U+FE00 … FE0F, U+E0100 … E01EF (IVS)

}  // namespace toitsu::forms
