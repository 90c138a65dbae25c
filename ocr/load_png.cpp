#include <csetjmp>
#include <cstring>

#include <png.h>

#include "ocr/internal/formats.h"

// PNG straight into our pixels. Only the chunks that make pixels are read: a compressed text or colour profile may
// unpack to gigabytes and says nothing about a form.

namespace toitsu::ocr {

namespace {

struct Input {
    std::string_view bytes;
    std::size_t at = 0;
};

void onRead(png_structp png, png_bytep out, png_size_t count) {
    auto* input = static_cast<Input*>(png_get_io_ptr(png));
    if (input->bytes.size() - input->at < count) png_error(png, "cut off");
    std::memcpy(out, input->bytes.data() + input->at, count);
    input->at += count;
}

[[noreturn]] void onError(png_structp png, png_const_charp) {
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

struct Target {
    int width = 0, height = 0;
    int channels = 0;  // as decoded: 1 grey, 2 grey and alpha, 3 BGR, 4 BGR and alpha
    std::uint8_t* pixels = nullptr;
    png_bytepp rows = nullptr;
};

void ignoreTheRest(png_structp png) {
    // Each name is four letters and a zero.
    static const png_byte names[] =
        "cHRM\0gAMA\0iCCP\0sBIT\0sRGB\0bKGD\0hIST\0sPLT\0tIME\0iTXt\0tEXt\0zTXt\0eXIf\0oFFs\0pCAL\0sCAL\0sTER";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, static_cast<int>(sizeof names / 5));
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
}

// No object with a destructor may live here: errors leave by longjmp.
template <class Prepare>
bool decodeInto(Input& input, Target& target, Prepare&& prepare) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, onError, onWarning);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_read_struct(&png, &info, nullptr);
        return false;
    }
    png_set_read_fn(png, &input, onRead);
    png_set_user_limits(png, static_cast<png_uint_32>(target.width), static_cast<png_uint_32>(target.height));
    png_set_chunk_malloc_max(png, 4u << 20);
    png_set_chunk_cache_max(png, 64);
    ignoreTheRest(png);
    png_read_info(png, info);
    png_set_expand(png);  // palettes, fewer than 8 bits, transparent colours
    png_set_scale_16(png);
    png_set_bgr(png);
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    target.channels = png_get_channels(png, info);
    const bool asAnnounced = static_cast<int>(png_get_image_width(png, info)) == target.width &&
                             static_cast<int>(png_get_image_height(png, info)) == target.height &&
                             png_get_bit_depth(png, info) == 8 && prepare();
    if (!asAnnounced) png_error(png, "not as the header says");
    for (int pass = 0; pass < passes; ++pass)
        png_read_rows(png, target.rows, nullptr, static_cast<png_uint_32>(target.height));
    png_read_end(png, nullptr);
    png_destroy_read_struct(&png, &info, nullptr);
    return true;
}

class PngSource : public PageSource {
public:
    PngSource(std::string path, std::string bytes, RasterHeader header)
        : path_(std::move(path)), bytes_(std::move(bytes)), header_(header) {}

    int pages() const override { return 1; }

    Result<Decoded> decode(int) override {
        Input input{bytes_, 0};
        Target target;
        target.width = header_.width;
        target.height = header_.height;
        Pixels pixels;
        std::vector<png_bytep> rows;
        const auto prepare = [&] {
            pixels = paper(target.width, target.height, target.channels);
            const std::size_t row = static_cast<std::size_t>(target.width) * static_cast<std::size_t>(target.channels);
            for (int y = 0; y < target.height; ++y) rows.push_back(pixels->data() + row * static_cast<std::size_t>(y));
            target.pixels = pixels->data();
            target.rows = rows.data();
            return true;
        };
        if (!decodeInto(input, target, prepare)) return broken(path_, 1);
        if (target.channels == 2 || target.channels == 4) dropAlpha(*pixels, target.channels--);
        return Decoded{{target.width, target.height, target.channels, pixels}, header_.dpiX, header_.dpiY, 1};
    }

private:
    std::string path_, bytes_;
    RasterHeader header_;
};

}  // namespace

Opened openPng(const std::string& path, std::string bytes, const Limits& limits) {
    const RasterHeader header = headerOfPng(bytes);
    if (auto good = checkHeader(path, 1, header, limits); !good) return fail(good.error());
    return std::make_unique<PngSource>(path, std::move(bytes), header);
}

}  // namespace toitsu::ocr
