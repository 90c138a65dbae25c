#include <algorithm>
#include <array>
#include <cstring>

#include "ocr/internal/tiff.h"

// Strip by strip or tile by tile into our pixels: one bit per pixel through a table of eight pixels to a byte, grey and
// RGB of 8 and 16 bits as they are; planes, palettes and colour spaces that scanners hardly write through libtiff's own
// RGBA reader (which, in libtiff 4.5, garbles tiles of 16 bits).

namespace toitsu::ocr {

namespace {

// A byte of eight pixels, most significant first; a set bit is `set`.
std::array<std::array<std::uint8_t, 8>, 256> unpacked(std::uint8_t set, std::uint8_t clear) {
    std::array<std::array<std::uint8_t, 8>, 256> table{};
    for (std::size_t byte = 0; byte < 256; ++byte)
        for (std::size_t bit = 0; bit < 8; ++bit) table[byte][bit] = (byte >> (7 - bit) & 1) != 0 ? set : clear;
    return table;
}

void unpackRow(const std::uint8_t* in, std::uint8_t* out, int width, bool white) {
    static const auto setIsWhite = unpacked(255, 0), setIsBlack = unpacked(0, 255);
    const auto& table = white ? setIsWhite : setIsBlack;
    for (int x = 0; x < width; x += 8, ++in)
        std::memcpy(out + x, table[*in].data(), static_cast<std::size_t>(std::min(8, width - x)));
}

// A row of `width` pixels as libtiff gives it to our pixels.
void convertRow(const TiffDirectory& d, const std::uint8_t* in, std::uint8_t* out, int width) {
    if (d.bits == 1) return unpackRow(in, out, width, d.photometric == PHOTOMETRIC_MINISBLACK);
    // Of 16 bits, which stand in this machine's order, the upper eight, rounded.
    const auto sample = [&](int n) -> std::uint8_t {
        if (d.bits == 8) return in[n];
        std::uint16_t word = 0;
        std::memcpy(&word, in + 2 * n, 2);
        return static_cast<std::uint8_t>((word * 255u + 32767u) / 65535u);
    };
    if (d.samples == 3) {
        for (int n = 0; n < 3 * width; n += 3, out += 3) {
            out[0] = sample(n + 2);
            out[1] = sample(n + 1);
            out[2] = sample(n);
        }
    } else {
        const std::uint8_t flip = d.photometric == PHOTOMETRIC_MINISWHITE ? 255 : 0;
        for (int x = 0; x < width; ++x) out[x] = sample(x) ^ flip;
    }
}

bool plain(const TiffDirectory& d) {
    const bool grey = d.photometric == PHOTOMETRIC_MINISBLACK || d.photometric == PHOTOMETRIC_MINISWHITE;
    const bool colour =
        d.photometric == PHOTOMETRIC_RGB || (d.photometric == PHOTOMETRIC_YCBCR && d.compression == COMPRESSION_JPEG);
    const bool whole = d.bits == 8 || d.bits == 16;
    return d.together && ((grey && d.samples == 1 && (d.bits == 1 || whole)) || (colour && d.samples == 3 && whole));
}

std::size_t bytesOf(const TiffDirectory& d, int pixels) {
    return (static_cast<std::size_t>(pixels) * d.samples * d.bits + 7) / 8;
}

bool decodeStrips(TIFF* tiff, const TiffDirectory& d, Picture& out) {
    const auto rowBytes = static_cast<std::size_t>(TIFFScanlineSize(tiff));
    if (rowBytes < bytesOf(d, d.header.width)) return false;
    std::uint32_t perStrip = tiffField<std::uint32_t>(tiff, TIFFTAG_ROWSPERSTRIP, 0);
    const auto height = static_cast<std::uint32_t>(d.header.height);
    perStrip = std::min(perStrip == 0 ? height : perStrip, height);
    Pixels pixels = paper(d.header.width, d.header.height, d.samples);
    std::vector<std::uint8_t> strip(rowBytes * perStrip);
    const std::size_t stride = static_cast<std::size_t>(d.header.width) * d.samples;
    std::uint8_t* row = pixels->data();
    for (std::uint32_t first = 0, number = 0; first < height; first += perStrip, ++number) {
        const std::uint32_t rows = std::min(perStrip, height - first);
        const auto wanted = static_cast<tmsize_t>(rowBytes * rows);
        if (TIFFReadEncodedStrip(tiff, number, strip.data(), wanted) != wanted) return false;
        for (std::uint32_t y = 0; y < rows; ++y, row += stride)
            convertRow(d, strip.data() + rowBytes * y, row, d.header.width);
    }
    out = {d.header.width, d.header.height, d.samples, pixels};
    return true;
}

bool decodeTiles(TIFF* tiff, const TiffDirectory& d, Picture& out) {
    const auto wide = tiffField<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH, 0),
               high = tiffField<std::uint32_t>(tiff, TIFFTAG_TILELENGTH, 0);
    const tmsize_t tileBytes = TIFFTileSize(tiff), rowBytes = TIFFTileRowSize(tiff);
    // A tile may be larger than the page; one of gigabytes on a page of one pixel is no scan.
    if (wide == 0 || high == 0 || tileBytes <= 0 || tileBytes > tmsize_t{256} << 20 || rowBytes <= 0) return false;
    if (static_cast<std::size_t>(rowBytes) < bytesOf(d, static_cast<int>(wide)) ||
        tileBytes / rowBytes < static_cast<tmsize_t>(high))
        return false;
    Pixels pixels = paper(d.header.width, d.header.height, d.samples);
    std::vector<std::uint8_t> tile(static_cast<std::size_t>(tileBytes));
    const std::size_t stride = static_cast<std::size_t>(d.header.width) * d.samples;
    for (int top = 0; top < d.header.height; top += static_cast<int>(high))
        for (int left = 0; left < d.header.width; left += static_cast<int>(wide)) {
            const std::uint32_t number =
                TIFFComputeTile(tiff, static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top), 0, 0);
            if (TIFFReadEncodedTile(tiff, number, tile.data(), tileBytes) != tileBytes) return false;
            const int rows = std::min(static_cast<int>(high), d.header.height - top);
            const int width = std::min(static_cast<int>(wide), d.header.width - left);
            for (int y = 0; y < rows; ++y)
                convertRow(d, tile.data() + rowBytes * y,
                           pixels->data() + stride * static_cast<std::size_t>(top + y) +
                               static_cast<std::size_t>(left) * d.samples,
                           width);
        }
    out = {d.header.width, d.header.height, d.samples, pixels};
    return true;
}

bool decodeRgba(TIFF* tiff, const TiffDirectory& d, Picture& out) {
    Pixels pixels = paper(d.header.width, d.header.height, 4);
    // The file's own orientation: rows come as they are stored. The pixels are ABGR words, premultiplied.
    auto* words = reinterpret_cast<std::uint32_t*>(pixels->data());
    const int stored = d.header.orientation >= 1 && d.header.orientation <= 8 ? d.header.orientation : 1;
    if (TIFFReadRGBAImageOriented(tiff, static_cast<std::uint32_t>(d.header.width),
                                  static_cast<std::uint32_t>(d.header.height), words, stored, 1) == 0)
        return false;
    Pixels bgr = paper(d.header.width, d.header.height, 3);
    std::uint8_t* to = bgr->data();
    for (std::size_t n = 0; n < bgr->size() / 3; ++n, to += 3) {
        const std::uint32_t word = words[n], gap = 255 - TIFFGetA(word);
        const auto onWhite = [&](std::uint32_t value) {
            return static_cast<std::uint8_t>(std::min(255u, value + gap));
        };
        to[0] = onWhite(TIFFGetB(word));
        to[1] = onWhite(TIFFGetG(word));
        to[2] = onWhite(TIFFGetR(word));
    }
    out = {d.header.width, d.header.height, 3, bgr};
    return true;
}

}  // namespace

bool knownPixels(TIFF* tiff, const TiffDirectory& d) {
    // libtiff says why not; nobody reads it.
    char reason[1024];
    return plain(d) || TIFFRGBAImageOK(tiff, reason) != 0;
}

bool decodeTiff(TIFF* tiff, const TiffDirectory& d, Picture& out) {
    if (!plain(d)) return decodeRgba(tiff, d, out);
    if (d.compression == COMPRESSION_JPEG && d.samples == 3)
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    return d.tiled ? decodeTiles(tiff, d, out) : decodeStrips(tiff, d, out);
}

}  // namespace toitsu::ocr
