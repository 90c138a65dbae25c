#include <cmath>
#include <cstdint>

#include "ocr/internal/formats.h"

// Widths, resolutions and the EXIF orientation, from the bytes of PNG (ISO 15948) and JPEG (ITU-T T.81, JFIF,
// EXIF 2.3).

namespace toitsu::ocr {

namespace {

class Bytes {
public:
    explicit Bytes(std::string_view bytes, bool littleEndian = false) : bytes_(bytes), little_(littleEndian) {}
    std::uint32_t number(std::size_t at, std::size_t count) const {
        std::uint32_t value = 0;
        for (std::size_t n = 0; n < count; ++n) {
            const std::size_t index = at + (little_ ? count - 1 - n : n);
            if (index >= bytes_.size()) return 0;
            value = value << 8 | static_cast<std::uint8_t>(bytes_[index]);
        }
        return value;
    }
    std::size_t size() const { return bytes_.size(); }

private:
    std::string_view bytes_;
    bool little_;
};

int exifOrientation(std::string_view tiff) {
    if (tiff.size() < 14) return 1;
    const Bytes bytes(tiff, tiff[0] == 'I');
    const std::size_t directory = bytes.number(4, 4);
    const std::uint32_t entries = bytes.number(directory, 2);
    for (std::uint32_t n = 0; n < entries && n < 200; ++n) {
        const std::size_t entry = directory + 2 + 12 * n;
        if (bytes.number(entry, 2) != 0x0112) continue;
        const auto value = static_cast<int>(bytes.number(entry + 8, 2));
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

}  // namespace

RasterHeader headerOfPng(std::string_view data) {
    const Bytes bytes(data);
    RasterHeader header;
    header.width = static_cast<int>(bytes.number(16, 4));
    header.height = static_cast<int>(bytes.number(20, 4));
    std::size_t at = 8;
    while (at + 12 <= data.size()) {
        const std::size_t length = bytes.number(at, 4);
        const auto type = data.substr(at + 4, 4);
        if (type == "IDAT" || length > data.size()) break;
        if (type == "pHYs" && bytes.number(at + 16, 1) == 1) header.dpi = std::round(bytes.number(at + 8, 4) * 0.0254);
        at += 12 + length;
    }
    return header;
}

RasterHeader headerOfJpeg(std::string_view data) {
    const Bytes bytes(data);
    RasterHeader header;
    std::size_t at = 2;
    while (at + 4 <= data.size() && bytes.number(at, 1) == 0xff) {
        const auto marker = bytes.number(at + 1, 1);
        if (marker == 0xff) {  // fill byte
            ++at;
            continue;
        }
        const std::size_t length = bytes.number(at + 2, 2);
        if (length < 2) break;
        const auto body = data.substr(at + 4, length - 2);
        if (marker == 0xe0 && body.substr(0, 4) == "JFIF") {
            const auto unit = bytes.number(at + 4 + 7, 1), density = bytes.number(at + 4 + 8, 2);
            header.dpi = unit == 1 ? density : unit == 2 ? density * 2.54 : 0;
        }
        if (marker == 0xe1 && body.substr(0, 4) == "Exif")
            header.orientation = exifOrientation(body.substr(std::min<std::size_t>(6, body.size())));
        const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) {
            header.height = static_cast<int>(bytes.number(at + 5, 2));
            header.width = static_cast<int>(bytes.number(at + 7, 2));
            return header;
        }
        if (marker == 0xda) break;
        at += 2 + length;
    }
    return header;
}

}  // namespace toitsu::ocr
