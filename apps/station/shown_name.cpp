#include "apps/station/shown_name.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::station {

namespace {

bool steers(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

}  // namespace

std::string shownName(std::string_view name) {
    constexpr std::size_t kLongest = 200;
    if (!text::validUtf8(name)) return "scan";
    std::u32string characters = text::decode(name);
    std::erase_if(characters, steers);
    if (const auto slash = characters.find_last_of(U"/\\"); slash != std::u32string::npos)
        characters.erase(0, slash + 1);
    const std::string shown = text::trim(text::encode(characters));
    if (shown.empty() || shown == "." || shown == ".." || characters.size() > kLongest) return "scan";
    return shown;
}

}  // namespace toitsu::station
