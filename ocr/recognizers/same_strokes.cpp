#include "ocr/recognizers/same_strokes.h"

#include <array>
#include <string_view>

namespace toitsu::ocr {

char32_t sameStrokes(char32_t c) {
    static constexpr std::array<std::u32string_view, 12> pairs{U"二ニ", U"八ハ", U"口ロ", U"力カ", U"夕タ", U"卜ト",
                                                               U"工エ", U"三ミ", U"一ー", U"へヘ", U"べベ", U"ぺペ"};
    for (const auto pair : pairs) {
        if (pair[0] == c) return pair[1];
        if (pair[1] == c) return pair[0];
    }
    return 0;
}

}  // namespace toitsu::ocr
