#include <algorithm>
#include <cmath>
#include <cstdint>

#include "ocr/internal/formats.h"

// Widths, resolutions and the EXIF orientation, from the bytes of PNG (ISO 15948), JPEG (ITU-T T.81, JFIF, EXIF 2.3)
// and WebP (RIFF container, RFC 9649).

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

// Orientation and resolution of a TIFF directory as EXIF has it.
void readExif(std::string_view tiff, RasterHeader& header) {
    if (tiff.size() < 14) return;
    const Bytes bytes(tiff, tiff[0] == 'I');
    const std::size_t directory = bytes.number(4, 4);
    const std::uint32_t entries = bytes.number(directory, 2);
    double x = 0, y = 0, inch = 1;
    for (std::uint32_t n = 0; n < entries && n < 200; ++n) {
        const std::size_t entry = directory + 2 + 12 * n;
        const auto tag = bytes.number(entry, 2);
        const std::size_t at = bytes.number(entry + 8, 4);
        const auto ratio = [&] {
            const double over = bytes.number(at + 4, 4);
            return over > 0 ? bytes.number(at, 4) / over : 0.0;
        };
        if (tag == 0x0112) {
            const auto value = static_cast<int>(bytes.number(entry + 8, 2));
            header.orientation = value >= 1 && value <= 8 ? value : 1;
        }
        if (tag == 0x011a) x = ratio();
        if (tag == 0x011b) y = ratio();
        if (tag == 0x0128 && bytes.number(entry + 8, 2) == 3) inch = 2.54;
    }
    if (x <= 0 || y <= 0) return;
    header.dpiX = x * inch;
    header.dpiY = y * inch;
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
        if (type == "pHYs" && bytes.number(at + 16, 1) == 1) {
            header.dpiX = std::round(bytes.number(at + 8, 4) * 0.0254);
            header.dpiY = std::round(bytes.number(at + 12, 4) * 0.0254);
        }
        at += 12 + length;
    }
    return header;
}

RasterHeader headerOfJpeg(std::string_view data) {
    const Bytes bytes(data);
    RasterHeader header;
    double jfifX = 0, jfifY = 0;
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
            const auto unit = bytes.number(at + 4 + 7, 1);
            const double inch = unit == 1 ? 1 : unit == 2 ? 2.54 : 0;
            jfifX = bytes.number(at + 4 + 8, 2) * inch;
            jfifY = bytes.number(at + 4 + 10, 2) * inch;
        }
        if (marker == 0xe1 && body.substr(0, 4) == "Exif")
            readExif(body.substr(std::min<std::size_t>(6, body.size())), header);
        const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) {
            header.height = static_cast<int>(bytes.number(at + 5, 2));
            header.width = static_cast<int>(bytes.number(at + 7, 2));
            // Baseline, extended and progressive Huffman with 8 bits: what libjpeg decodes. Grey, colour or four inks.
            const auto channels = bytes.number(at + 9, 1);
            header.decodable =
                marker <= 0xc2 && bytes.number(at + 4, 1) == 8 && (channels == 1 || channels == 3 || channels == 4);
            // Where both speak, the one that speaks of a page is believed, and JFIF first.
            const int longest = std::max(header.width, header.height);
            const bool jfif = credibleDpi(std::max(jfifX, jfifY), longest) > 0,
                       exif = credibleDpi(std::max(header.dpiX, header.dpiY), longest) > 0;
            if (jfif || !exif) {
                header.dpiX = jfifX;
                header.dpiY = jfifY;
            }
            return header;
        }
        if (marker == 0xda) break;
        at += 2 + length;
    }
    return header;
}

// Three kinds of first chunk: VP8X (a canvas, perhaps with EXIF or an animation), VP8 (lossy), VP8L (lossless).
RasterHeader headerOfWebp(std::string_view data) {
    const Bytes bytes(data, true);
    RasterHeader header;
    const auto first = data.substr(std::min<std::size_t>(12, data.size()), 4);
    constexpr std::size_t body = 20;
    if (first == "VP8X") {
        header.width = static_cast<int>(bytes.number(body + 4, 3)) + 1;
        header.height = static_cast<int>(bytes.number(body + 7, 3)) + 1;
        header.decodable = (bytes.number(body, 1) & 2) == 0;
        std::size_t at = 12;
        while (at + 8 <= data.size()) {
            const std::size_t length = bytes.number(at + 4, 4);
            if (data.substr(at, 4) == "EXIF") {
                auto exif = data.substr(at + 8, length);
                if (exif.substr(0, 4) == "Exif") exif.remove_prefix(std::min<std::size_t>(6, exif.size()));
                readExif(exif, header);
            }
            at += 8 + length + length % 2;
        }
    } else if (first == "VP8L") {
        const auto bits = bytes.number(body + 1, 4);
        header.width = static_cast<int>(bits & 0x3fff) + 1;
        header.height = static_cast<int>(bits >> 14 & 0x3fff) + 1;
    } else if (first == "VP8 ") {
        header.width = static_cast<int>(bytes.number(body + 6, 2) & 0x3fff);
        header.height = static_cast<int>(bytes.number(body + 8, 2) & 0x3fff);
    }
    return header;
}

}  // namespace toitsu::ocr
