// OpenType 1.9, the tables that a font inside a PDF needs: an empty outline is an empty range in `loca`.

#include "ocr/formats/glyphless_font.h"

#include <map>

#include "ocr/formats/big_endian.h"

namespace toitsu::ocr {

namespace {

constexpr int kGlyphs = 2;

std::string words(std::initializer_list<int> values) {
    std::string out;
    for (const int value : values) put16(out, static_cast<unsigned>(value & 0xFFFF));
    return out;
}

std::uint32_t checksum(const std::string& table) {
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < table.size(); at += 4) {
        std::uint32_t word = 0;
        for (std::size_t i = 0; i < 4; ++i)
            word = word << 8 | (at + i < table.size() ? static_cast<unsigned char>(table[at + i]) : 0u);
        sum += word;
    }
    return sum;
}

std::map<std::string, std::string> tables() {
    const int em = kGlyphlessUnits;
    std::map<std::string, std::string> out;
    // Version, one subtable (Windows, Unicode) of format 4 with the closing segment only: no character by code.
    out["cmap"] = words({0, 1, 3, 1, 0, 12}) + words({4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0});
    out["glyf"] = words({0, 0});
    std::string head = words({1, 0, 1, 0});
    put32(head, 0);           // checkSumAdjustment, set below
    put32(head, 0x5F0F3CF5);  // magic number
    head += words({3, em});
    head += std::string(16, '\0');  // created and modified: no time
    head += words({0, -120, em, 880, 0, 8, 2, 0, 0});
    out["head"] = head;
    out["hhea"] = words({1, 0, 880, -120, 0, em, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1});
    out["hmtx"] = words({em, 0, 0});
    out["loca"] = words({0, 0, 0});
    out["maxp"] = words({1, 0, kGlyphs, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    out["post"] = words({3, 0, 0, 0, -100, 50, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    return out;
}

}  // namespace

std::string glyphlessFont() {
    const auto parts = tables();
    // searchRange, entrySelector and rangeShift for eight tables.
    std::string font = words({1, 0, static_cast<int>(parts.size()), 128, 3, 0});
    std::string body;
    std::size_t headAt = 0;
    const std::size_t directory = font.size() + 16 * parts.size();
    for (const auto& [tag, table] : parts) {
        if (tag == "head") headAt = directory + body.size();
        font += tag;
        put32(font, checksum(table));
        put32(font, static_cast<std::uint32_t>(directory + body.size()));
        put32(font, static_cast<std::uint32_t>(table.size()));
        body += table;
        body.append((4 - body.size() % 4) % 4, '\0');
    }
    font += body;
    std::string adjustment;
    put32(adjustment, 0xB1B0AFBA - checksum(font));
    return font.replace(headAt + 8, 4, adjustment);
}

}  // namespace toitsu::ocr
