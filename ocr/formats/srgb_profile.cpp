// ICC.1:2004-10 (version 4.2), a display profile of matrix and curves. Primaries and white are those of sRGB, adapted
// from D65 to the profile's D50 by the Bradford matrix, which stands in `chad`.

#include "ocr/formats/srgb_profile.h"

#include <cmath>
#include <utility>
#include <vector>

#include "ocr/formats/big_endian.h"

namespace toitsu::ocr {

namespace {

void putFixed(std::string& out, double value) {  // s15Fixed16Number
    put32(out, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 65536))));
}

std::string fixedTag(const char* type, std::initializer_list<double> values) {
    std::string out(type);
    put32(out, 0);
    for (const double value : values) putFixed(out, value);
    return out;
}

std::string textTag(const char* english) {  // multiLocalizedUnicodeType with one record
    std::string utf16;
    for (const char* c = english; *c != '\0'; ++c) put16(utf16, static_cast<unsigned char>(*c));
    std::string out("mluc");
    put32(out, 0);
    put32(out, 1);
    put32(out, 12);
    out += "enUS";
    put32(out, static_cast<std::uint32_t>(utf16.size()));
    put32(out, 28);
    return out + utf16;
}

// IEC 61966-2-1: ((x + 0.055) / 1.055)^2.4 from 0.04045 up, x / 12.92 below.
std::string curveTag() {
    std::string out("para");
    put32(out, 0);
    put16(out, 3);
    put16(out, 0);
    for (const double value : {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) putFixed(out, value);
    return out;
}

}  // namespace

std::string srgbProfile() {
    const std::vector<std::pair<const char*, std::string>> tags{
        {"desc", textTag("sRGB")},
        {"cprt", textTag("No copyright, use freely")},
        {"wtpt", fixedTag("XYZ ", {0.9642, 1.0, 0.8249})},
        {"chad",
         fixedTag("sf32", {1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168})},
        {"rXYZ", fixedTag("XYZ ", {0.43607, 0.22249, 0.01392})},
        {"gXYZ", fixedTag("XYZ ", {0.38515, 0.71687, 0.09708})},
        {"bXYZ", fixedTag("XYZ ", {0.14307, 0.06061, 0.71410})},
        {"rTRC", curveTag()},
        {"gTRC", curveTag()},
        {"bTRC", curveTag()},
    };
    std::string table, data;
    const std::size_t start = 128 + 4 + 12 * tags.size();
    put32(table, static_cast<std::uint32_t>(tags.size()));
    for (const auto& [name, content] : tags) {
        table += name;
        put32(table, static_cast<std::uint32_t>(start + data.size()));
        put32(table, static_cast<std::uint32_t>(content.size()));
        data += content;
        data.append((4 - data.size() % 4) % 4, '\0');
    }
    std::string header;
    put32(header, static_cast<std::uint32_t>(start + data.size()));
    put32(header, 0);           // no preferred colour engine
    put32(header, 0x04200000);  // version 4.2
    header += "mntrRGB XYZ ";
    for (const unsigned part : {2026u, 1u, 1u, 0u, 0u, 0u}) put16(header, part);  // date: fixed, as the content is
    header += "acsp";
    header += std::string(24, '\0');  // platform, flags, manufacturer, model, attributes
    put32(header, 0);                 // perceptual
    for (const double value : {0.9642, 1.0, 0.8249}) putFixed(header, value);
    header.resize(128, '\0');
    return header + table + data;
}

}  // namespace toitsu::ocr
