#pragma once

// Bytes in network order, as TrueType, ICC and PNG have them. Inside ocr/formats only.

#include <cstdint>
#include <string>
#include <string_view>

namespace toitsu::ocr {

inline void put16(std::string& out, unsigned value) {
    out += static_cast<char>(value >> 8 & 0xFF);
    out += static_cast<char>(value & 0xFF);
}

inline void put32(std::string& out, std::uint32_t value) {
    put16(out, value >> 16);
    put16(out, value & 0xFFFF);
}

// 0 beyond the end.
inline std::uint32_t get(std::string_view bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i, ++at)
        value = value << 8 | (at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u);
    return value;
}

}  // namespace toitsu::ocr
