#include <algorithm>
#include <array>
#include <cstring>

#include <tiffio.h>

#include "ocr/internal/formats.h"

// TIFF by libtiff, strip by strip into our pixels: one bit per pixel through a table of eight pixels to a byte, grey
// and RGB as they are; tiles, palettes and colour spaces that scanners hardly write through libtiff's own RGBA reader.
// CCITT data has no checksum: what libtiff complains about while decoding is the only sign of damage.

namespace toitsu::ocr {

namespace {

struct Input {
    std::string_view bytes;
    std::size_t at = 0;
    int complaints = 0;
};

Input& of(thandle_t handle) {
    return *static_cast<Input*>(handle);
}

tmsize_t onRead(thandle_t handle, void* out, tmsize_t count) {
    Input& input = of(handle);
    const std::size_t left = input.bytes.size() - std::min(input.at, input.bytes.size());
    const std::size_t got = std::min(left, static_cast<std::size_t>(count));
    if (got > 0) std::memcpy(out, input.bytes.data() + input.at, got);
    input.at += got;
    return static_cast<tmsize_t>(got);
}

tmsize_t onWrite(thandle_t, void*, tmsize_t) {
    return -1;
}

toff_t onSeek(thandle_t handle, toff_t offset, int from) {
    Input& input = of(handle);
    const std::size_t base = from == SEEK_CUR ? input.at : from == SEEK_END ? input.bytes.size() : 0;
    input.at = base + static_cast<std::size_t>(offset);
    return input.at;
}

int onClose(thandle_t) {
    return 0;
}

toff_t onSize(thandle_t handle) {
    return of(handle).bytes.size();
}

int onMap(thandle_t handle, void** base, toff_t* size) {
    // libtiff only reads through it.
    *base = const_cast<char*>(of(handle).bytes.data());
    *size = of(handle).bytes.size();
    return 1;
}

void onUnmap(thandle_t, void*, toff_t) {}

int onComplaint(TIFF*, void* input, const char*, const char*, va_list) {
    ++static_cast<Input*>(input)->complaints;
    return 1;  // handled: nothing is printed
}

struct Closer {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
    void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};
using Tiff = std::unique_ptr<TIFF, Closer>;

Tiff openOn(Input& input) {
    const std::unique_ptr<TIFFOpenOptions, Closer> options(TIFFOpenOptionsAlloc());
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), tmsize_t{512} << 20);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), onComplaint, &input);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), onComplaint, &input);
    return Tiff(TIFFClientOpenExt("scan", "r", &input, onRead, onWrite, onSeek, onClose, onSize, onMap, onUnmap,
                                  options.get()));
}

template <class T>
T fieldOf(TIFF* tiff, std::uint32_t tag, T absent) {
    T value{};
    return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : absent;
}

struct Directory {
    toff_t offset = 0;
    RasterHeader header;
    std::uint16_t bits = 1, samples = 1, photometric = 0, compression = 1;
    bool strips = true;  // rows one after another, all samples of a pixel together
};

bool decodable(std::uint16_t compression) {
    for (const int known :
         {COMPRESSION_NONE, COMPRESSION_CCITTRLE, COMPRESSION_CCITTRLEW, COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4,
          COMPRESSION_LZW, COMPRESSION_JPEG, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE, COMPRESSION_PACKBITS})
        if (compression == known) return TIFFIsCODECConfigured(compression) != 0;
    return false;
}

Directory describe(TIFF* tiff) {
    Directory d;
    d.offset = TIFFCurrentDirOffset(tiff);
    d.bits = fieldOf<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    d.samples = fieldOf<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    d.photometric = PHOTOMETRIC_MINISWHITE;  // what a fax means when it does not say
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &d.photometric);
    d.compression = fieldOf<std::uint16_t>(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    const bool together =
        fieldOf<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_CONTIG;
    d.strips = TIFFIsTiled(tiff) == 0 && (together || d.samples == 1);
    RasterHeader& h = d.header;
    const auto side = [&](std::uint32_t tag) {
        const auto value = fieldOf<std::uint32_t>(tiff, tag, 0);
        return value > 1'000'000 ? 1'000'000 : static_cast<int>(value);  // past every limit, and within an int
    };
    h.width = side(TIFFTAG_IMAGEWIDTH);
    h.height = side(TIFFTAG_IMAGELENGTH);
    h.orientation = fieldOf<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1);
    h.decodable = decodable(d.compression);
    const auto unit = fieldOf<std::uint16_t>(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    const double inch = unit == RESUNIT_INCH ? 1 : unit == RESUNIT_CENTIMETER ? 2.54 : 0;
    float x = 0, y = 0;
    TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &x);
    TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y);
    h.dpiX = x * inch;
    h.dpiY = y * inch;
    return d;
}

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

// One row of a strip to our pixels.
void convertRow(const Directory& d, const std::uint8_t* in, std::uint8_t* out) {
    const int width = d.header.width;
    if (d.bits == 1) return unpackRow(in, out, width, d.photometric == PHOTOMETRIC_MINISBLACK);
    if (d.samples == 3) {
        for (int x = 0; x < width; ++x, in += 3, out += 3) {
            out[0] = in[2];
            out[1] = in[1];
            out[2] = in[0];
        }
    } else {
        const std::uint8_t flip = d.photometric == PHOTOMETRIC_MINISWHITE ? 255 : 0;
        for (int x = 0; x < width; ++x) out[x] = in[x] ^ flip;
    }
}

bool plain(const Directory& d) {
    const bool grey = d.photometric == PHOTOMETRIC_MINISBLACK || d.photometric == PHOTOMETRIC_MINISWHITE;
    const bool colour =
        d.photometric == PHOTOMETRIC_RGB || (d.photometric == PHOTOMETRIC_YCBCR && d.compression == COMPRESSION_JPEG);
    return d.strips &&
           ((grey && d.samples == 1 && (d.bits == 1 || d.bits == 8)) || (colour && d.samples == 3 && d.bits == 8));
}

bool decodeStrips(TIFF* tiff, const Directory& d, Decoded& out) {
    if (d.compression == COMPRESSION_JPEG && d.samples == 3)
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    const int channels = d.samples;
    const auto rowBytes = static_cast<std::size_t>(TIFFScanlineSize(tiff));
    const std::size_t width = static_cast<std::size_t>(d.header.width);
    if (rowBytes < (d.bits == 1 ? (width + 7) / 8 : width * d.samples)) return false;
    std::uint32_t perStrip = fieldOf<std::uint32_t>(tiff, TIFFTAG_ROWSPERSTRIP, 0);
    const auto height = static_cast<std::uint32_t>(d.header.height);
    perStrip = std::min(perStrip == 0 ? height : perStrip, height);
    Pixels pixels = paper(d.header.width, d.header.height, channels);
    std::vector<std::uint8_t> strip(rowBytes * perStrip);
    std::uint8_t* row = pixels->data();
    for (std::uint32_t first = 0, number = 0; first < height; first += perStrip, ++number) {
        const std::uint32_t rows = std::min(perStrip, height - first);
        const auto wanted = static_cast<tmsize_t>(rowBytes * rows);
        if (TIFFReadEncodedStrip(tiff, number, strip.data(), wanted) != wanted) return false;
        for (std::uint32_t y = 0; y < rows; ++y, row += width * static_cast<std::size_t>(channels))
            convertRow(d, strip.data() + rowBytes * y, row);
    }
    out.picture = {d.header.width, d.header.height, channels, pixels};
    return true;
}

bool decodeRgba(TIFF* tiff, const Directory& d, Decoded& out) {
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
    out.picture = {d.header.width, d.header.height, 3, bgr};
    return true;
}

// A real fax line has its disturbed rows, and G3 goes on after each; in every other kind one complaint is damage.
int bearable(const Directory& d) {
    return d.compression == COMPRESSION_CCITTFAX3 ? d.header.height / 50 : 0;
}

class TiffSource : public PageSource {
public:
    TiffSource(std::string path, std::string bytes) : path_(std::move(path)), bytes_(std::move(bytes)) {}

    // The directories, each checked against the limits before the next.
    Result<void> look(const Limits& limits) {
        Input input{bytes_};
        const Tiff tiff = openOn(input);
        if (!tiff) return broken(path_);
        double total = 0;
        for (;;) {
            if (auto good = take(tiff.get(), limits, total); !good) return good;
            if (TIFFLastDirectory(tiff.get()) != 0) break;
            // A chain that leads out of the file, or in a circle: pages are missing.
            if (TIFFReadDirectory(tiff.get()) == 0) return broken(path_);
        }
        if (directories_.empty()) return broken(path_);
        return {};
    }

    int pages() const override { return static_cast<int>(directories_.size()); }

    Result<Decoded> decode(int number) override {
        const Directory& d = directories_[static_cast<std::size_t>(number - 1)];
        Input input{bytes_};
        const Tiff tiff = openOn(input);
        if (!tiff || TIFFSetSubDirectory(tiff.get(), d.offset) == 0) return broken(path_, number);
        input.complaints = 0;  // unknown tags and the like
        Decoded decoded{{}, d.header.dpiX, d.header.dpiY, d.header.orientation};
        const bool done = plain(d) ? decodeStrips(tiff.get(), d, decoded) : decodeRgba(tiff.get(), d, decoded);
        if (!done || input.complaints > bearable(d)) return broken(path_, number);
        return decoded;
    }

private:
    Result<void> take(TIFF* tiff, const Limits& limits, double& total) {
        const int number = static_cast<int>(directories_.size()) + 1;
        const auto kind = fieldOf<std::uint32_t>(tiff, TIFFTAG_SUBFILETYPE, 0);
        if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0) {  // a thumbnail is no page
            if (++others_ > limits.pages) return tooManyPages(path_, others_, limits);
            return {};
        }
        if (number > limits.pages) return tooManyPages(path_, number, limits);
        const Directory directory = describe(tiff);
        if (auto good = checkHeader(path_, number, directory.header, limits); !good) return good;
        total += static_cast<double>(directory.header.width) * directory.header.height;
        if (total > static_cast<double>(limits.totalPixels)) return tooMuchTogether(path_);
        directories_.push_back(directory);
        return {};
    }

    std::string path_, bytes_;
    std::vector<Directory> directories_;
    int others_ = 0;
};

}  // namespace

Opened openTiff(const std::string& path, std::string bytes, const Limits& limits) {
    auto source = std::make_unique<TiffSource>(path, std::move(bytes));
    if (auto looked = source->look(limits); !looked) return fail(looked.error());
    return source;
}

}  // namespace toitsu::ocr
