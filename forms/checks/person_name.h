#pragma once

// 氏名 as a register holds it: kanji, kana or the alphabet of foreign residents, with 旧氏, 通称 and 併記. A name is
// kept as it is written – variation selectors (IVS) included, never NFKC –, and only the key by which names are
// compared is folded.

#include <string>
#include <string_view>

#include "forms/checks/checked.h"

namespace toitsu::forms {

// F201: too long. F220, a warning: a character of the private use area.
Checked checkPersonName(std::string_view text, int most = 0);

// Two ways of writing one name have the same key: variation selectors dropped, 髙 → 高, 邊 → 辺 …, Latin letters half
// width and capital, no spaces. That two keys agree says that the names may be the same, never that they are.
std::string nameKey(std::string_view name);

struct NameParts {
    std::string name;      // 氏名
    std::string beside{};  // 併記名, behind ＿: the kanji or Latin name that a foreign resident has beside it
    std::string alias{};   // 通称, in （ ）
    std::string former{};  // 旧氏, in ［ ］ or （旧氏 …）
};
// "王小明＿ＷＡＮＧ（山田明）", "山田［佐藤］花子", "山田 花子（旧氏：佐藤）". Without such marks everything is the
// name.
NameParts nameParts(std::string_view name);

}  // namespace toitsu::forms
