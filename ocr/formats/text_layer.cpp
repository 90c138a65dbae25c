// Each run is stretched (Tz) so that its characters share the field's width evenly: no gap from which a viewer would
// guess a space. Its size is the field's height, or less where that would make the characters too narrow to mark with
// the mouse. Spaces that are really there are kept narrow: from a wide one, poppler concludes that a column ends.

#include "ocr/formats/text_layer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "ocr/formats/markup.h"

namespace toitsu::ocr {

namespace {

// Variation selectors, combining marks of Latin and kana.
bool joins(char32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x300 && c <= 0x36F) ||
           c == 0x3099 || c == 0x309A;
}

std::string hex(unsigned value) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[value >> shift & 0xF];
    return out;
}

std::string utf16(const std::u32string& character) {
    std::string out;
    for (const char32_t c : character) {
        if (c < 0x10000) {
            out += hex(static_cast<unsigned>(c));
        } else {
            const auto beyond = static_cast<unsigned>(c) - 0x10000;
            out += hex(0xD800 + (beyond >> 10)) + hex(0xDC00 + (beyond & 0x3FF));
        }
    }
    return out;
}

bool isSpace(const std::u32string& character) {
    return character == U" " || character == U"\u3000" || character == U"\u00A0";
}

double distance(forms::Point a, forms::Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

// Viewers and pdftotext take letters of one line by their height on the page: a run that climbs, as on a page fed
// askew, falls apart into lines of its own, and nobody finds the word. Up to eight degrees it lies level, round the
// field's centre.
forms::Point straightened(forms::Point along) {
    constexpr double level = 0.14;
    if (std::abs(along.y) < level) return {along.x > 0 ? 1.0 : -1.0, 0};
    if (std::abs(along.x) < level) return {0, along.y > 0 ? 1.0 : -1.0};
    return along;
}

}  // namespace

std::vector<std::u32string> characters(std::string_view utf8) {
    std::vector<std::u32string> out;
    for (const char32_t c : text::decode(utf8)) {
        if (!out.empty() && joins(c))
            out.back() += c;
        else
            out.emplace_back(1, c);
    }
    return out;
}

std::string GlyphCodes::encode(const std::u32string& character) {
    const auto [at, isNew] = codes_.emplace(character, static_cast<unsigned>(characters_.size() + 1));
    if (isNew) characters_.push_back(character);
    return hex(at->second);
}

std::string GlyphCodes::toUnicode() const {
    std::string out =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t kBlock = 100;  // as many as a block may have
    for (std::size_t at = 0; at < characters_.size(); at += kBlock) {
        const std::size_t end = std::min(at + kBlock, characters_.size());
        out += std::to_string(end - at) + " beginbfchar\n";
        for (std::size_t i = at; i < end; ++i)
            out += "<" + hex(static_cast<unsigned>(i + 1)) + "> <" + utf16(characters_[i]) + ">\n";
        out += "endbfchar\n";
    }
    return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

std::string textLayer(const std::vector<FieldText>& fields, double pageHeight, double scale, GlyphCodes& codes) {
    std::string out = "BT\n3 Tr\n";
    for (const FieldText& field : fields) {
        std::array<forms::Point, 4> corners{};
        for (std::size_t i = 0; i < 4; ++i)
            corners[i] = {field.quad[i].x * scale, pageHeight - field.quad[i].y * scale};
        const double width = distance(corners[3], corners[2]), height = distance(corners[3], corners[0]);
        const auto letters = characters(field.text);
        const auto spaces = static_cast<double>(std::count_if(letters.begin(), letters.end(), isSpace));
        const double others = static_cast<double>(letters.size()) - spaces;
        if (others == 0 || width < 0.1 || height < 0.1) continue;
        constexpr double kNarrow = 0.3;  // of a letter's width
        const double even = width / (others + kNarrow * spaces);
        const double size = std::clamp(even, height * 0.25, height);
        const double space = std::min(kNarrow * even, 0.4 * size);
        const double pitch = (width - space * spaces) / others;
        const forms::Point along =
            straightened({(corners[2].x - corners[3].x) / width, (corners[2].y - corners[3].y) / width});
        // The em box is centred in the field; its baseline lies 0.12 of it above its lower edge.
        const double below = 0.38 * size;
        const forms::Point centre{(corners[0].x + corners[1].x + corners[2].x + corners[3].x) / 4,
                                  (corners[0].y + corners[1].y + corners[2].y + corners[3].y) / 4};
        const forms::Point origin{centre.x - along.x * width / 2 + along.y * below,
                                  centre.y - along.y * width / 2 - along.x * below};
        out += "/F " + plain(size, 3) + " Tf " + plain(100 * pitch / size, 3) + " Tz " + plain(along.x, 6) + " " +
               plain(along.y, 6) + " " + plain(-along.y, 6) + " " + plain(along.x, 6) + " " + plain(origin.x, 3) + " " +
               plain(origin.y, 3) + " Tm [<";
        for (const std::u32string& letter : letters) {
            out += codes.encode(letter);
            if (isSpace(letter)) out += "> " + plain(1000 * (1 - space / pitch), 1) + " <";
        }
        out += ">] TJ\n";
    }
    return out + "ET\n";
}

}  // namespace toitsu::ocr
