#include <algorithm>
#include <cstring>

#include "ocr/internal/tiff.h"

// TIFF by libtiff from memory: which pages a file has, and each one decoded when it is asked for.
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

// Not CCITT's run lengths aligned to words (32771): libtiff 4.5 cannot read what it writes itself.
bool decodable(std::uint16_t compression) {
    for (const int known :
         {COMPRESSION_NONE, COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4, COMPRESSION_LZW,
          COMPRESSION_JPEG, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE, COMPRESSION_PACKBITS})
        if (compression == known) return TIFFIsCODECConfigured(compression) != 0;
    return false;
}

TiffDirectory describe(TIFF* tiff) {
    TiffDirectory d;
    d.offset = TIFFCurrentDirOffset(tiff);
    d.bits = tiffField<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    d.samples = tiffField<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    d.photometric = PHOTOMETRIC_MINISWHITE;  // what a fax means when it does not say
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &d.photometric);
    d.compression = tiffField<std::uint16_t>(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    d.tiled = TIFFIsTiled(tiff) != 0;
    d.together = d.samples == 1 ||
                 tiffField<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_CONTIG;
    RasterHeader& h = d.header;
    const auto side = [&](std::uint32_t tag) {
        const auto value = tiffField<std::uint32_t>(tiff, tag, 0);
        return value > 1'000'000 ? 1'000'000 : static_cast<int>(value);  // past every limit, and within an int
    };
    h.width = side(TIFFTAG_IMAGEWIDTH);
    h.height = side(TIFFTAG_IMAGELENGTH);
    h.orientation = tiffField<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1);
    h.decodable = decodable(d.compression) && knownPixels(tiff, d);
    const auto unit = tiffField<std::uint16_t>(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    const double inch = unit == RESUNIT_INCH ? 1 : unit == RESUNIT_CENTIMETER ? 2.54 : 0;
    float x = 0, y = 0;
    TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &x);
    TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y);
    h.dpiX = x * inch;
    h.dpiY = y * inch;
    return d;
}

// A real fax line has its disturbed rows, and G3 goes on after each; in every other kind one complaint is damage.
int bearable(const TiffDirectory& d) {
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
        const TiffDirectory& d = directories_[static_cast<std::size_t>(number - 1)];
        Input input{bytes_};
        const Tiff tiff = openOn(input);
        if (!tiff || TIFFSetSubDirectory(tiff.get(), d.offset) == 0) return broken(path_, number);
        input.complaints = 0;  // unknown tags and the like
        Decoded decoded{{}, d.header.dpiX, d.header.dpiY, d.header.orientation};
        if (!decodeTiff(tiff.get(), d, decoded.picture) || input.complaints > bearable(d)) return broken(path_, number);
        return decoded;
    }

private:
    Result<void> take(TIFF* tiff, const Limits& limits, double& total) {
        const int number = static_cast<int>(directories_.size()) + 1;
        const auto kind = tiffField<std::uint32_t>(tiff, TIFFTAG_SUBFILETYPE, 0);
        if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0) {  // a thumbnail is no page
            if (++others_ > limits.pages) return tooManyPages(path_, others_, limits);
            return {};
        }
        if (number > limits.pages) return tooManyPages(path_, number, limits);
        const TiffDirectory directory = describe(tiff);
        if (auto good = checkHeader(path_, number, directory.header, limits); !good) return good;
        total += static_cast<double>(directory.header.width) * directory.header.height;
        if (total > static_cast<double>(limits.totalPixels)) return tooMuchTogether(path_);
        directories_.push_back(directory);
        return {};
    }

    std::string path_, bytes_;
    std::vector<TiffDirectory> directories_;
    int others_ = 0;
};

}  // namespace

Opened openTiff(const std::string& path, std::string bytes, const Limits& limits) {
    auto source = std::make_unique<TiffSource>(path, std::move(bytes));
    if (auto looked = source->look(limits); !looked) return fail(looked.error());
    return source;
}

}  // namespace toitsu::ocr
