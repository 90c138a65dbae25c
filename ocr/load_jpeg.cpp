#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#include <jerror.h>

#include "ocr/internal/formats.h"

// JPEG straight into our pixels: one channel where the file has one, BGR where it has colour. libjpeg reports damage
// as a warning and goes on with grey; a page of which a part is invented is broken.

namespace toitsu::ocr {

namespace {

// A progressive file may repeat a whole page's scan as often as it likes; cameras and scanners write about ten.
constexpr int kMostScans = 64;

struct Failure {
    jpeg_error_mgr manager{};  // first: libjpeg gives back its address
    std::jmp_buf leave{};
    bool damaged = false;
};

[[noreturn]] void onError(j_common_ptr info) {
    std::longjmp(reinterpret_cast<Failure*>(info->err)->leave, 1);
}

void onMessage(j_common_ptr info, int level) {
    if (level >= 0) return;
    const int code = info->err->msg_code;
    // About version numbers and the like, not about pixels.
    if (code == JWRN_JFIF_MAJOR || code == JWRN_ADOBE_XFORM) return;
    reinterpret_cast<Failure*>(info->err)->damaged = true;
    std::longjmp(reinterpret_cast<Failure*>(info->err)->leave, 1);
}

void silent(j_common_ptr) {}

struct Progress {
    jpeg_progress_mgr manager{};
};

void onProgress(j_common_ptr info) {
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostScans) onError(info);
}

// CMYK as Adobe's programs write it is inverted: it says how much paper is left, others how much ink there is.
void toBgr(const std::uint8_t* cmyk, std::uint8_t* bgr, unsigned width, bool inverted) {
    const std::uint8_t flip = inverted ? 0 : 255;
    for (unsigned x = 0; x < width; ++x, cmyk += 4, bgr += 3)
        for (int c = 0; c < 3; ++c) bgr[c] = static_cast<std::uint8_t>((cmyk[2 - c] ^ flip) * (cmyk[3] ^ flip) / 255);
}

struct Target {
    int width = 0, height = 0, channels = 0;
    std::uint8_t* pixels = nullptr;
    std::uint8_t* cmykRow = nullptr;
    // Every coefficient is read and hardly a pixel made, one of each 8 × 8: all go to the first row.
    bool lookOnly = false;
};

// No object with a destructor may live here: errors leave by longjmp. `target` is sized after the header.
template <class Prepare>
bool decodeInto(std::string_view bytes, Target& target, Prepare&& prepare) {
    jpeg_decompress_struct info{};
    Failure failure;
    Progress progress;
    info.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = onError;
    failure.manager.emit_message = onMessage;
    failure.manager.output_message = silent;
    if (setjmp(failure.leave) != 0) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    progress.manager.progress_monitor = onProgress;
    info.progress = &progress.manager;
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&info, TRUE);
    const bool grey = info.jpeg_color_space == JCS_GRAYSCALE;
    const bool cmyk = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = target.lookOnly ? info.jpeg_color_space
                           : grey          ? JCS_GRAYSCALE
                           : cmyk          ? JCS_CMYK
                                           : JCS_EXT_BGR;
    info.dct_method = JDCT_ISLOW;
    target.channels = target.lookOnly ? info.num_components : grey ? 1 : 3;
    if (target.lookOnly) info.scale_denom = 8;
    if (static_cast<int>(info.image_width) != target.width || static_cast<int>(info.image_height) != target.height ||
        !prepare())
        onError(reinterpret_cast<j_common_ptr>(&info));
    jpeg_start_decompress(&info);
    const std::size_t row = static_cast<std::size_t>(info.output_width) * static_cast<std::size_t>(target.channels);
    while (info.output_scanline < info.output_height) {
        std::uint8_t* out = target.pixels + (target.lookOnly ? 0 : row * info.output_scanline);
        JSAMPROW line = cmyk ? target.cmykRow : out;
        jpeg_read_scanlines(&info, &line, 1);
        if (cmyk && !target.lookOnly) toBgr(target.cmykRow, out, info.output_width, info.saw_Adobe_marker != 0);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return true;
}

class JpegSource : public PageSource {
public:
    JpegSource(std::string path, std::string bytes, RasterHeader header)
        : path_(std::move(path)), bytes_(std::move(bytes)), header_(header) {}

    int pages() const override { return 1; }

    Result<Decoded> decode(int) override {
        Target target;
        target.width = header_.width;
        target.height = header_.height;
        Pixels pixels;
        std::vector<std::uint8_t> cmykRow;
        const auto prepare = [&] {
            pixels = paper(target.width, target.height, target.channels);
            cmykRow.resize(static_cast<std::size_t>(target.width) * 4);
            target.pixels = pixels->data();
            target.cmykRow = cmykRow.data();
            return true;
        };
        if (!decodeInto(bytes_, target, prepare)) return broken(path_, 1);
        return Decoded{
            {target.width, target.height, target.channels, pixels}, header_.dpiX, header_.dpiY, header_.orientation};
    }

private:
    std::string path_, bytes_;
    RasterHeader header_;
};

}  // namespace

bool soundJpeg(std::string_view bytes, const Limits& limits) {
    const RasterHeader header = headerOfJpeg(bytes);
    if (header.width <= 0 || header.height <= 0) return false;
    if (static_cast<double>(header.width) * header.height > static_cast<double>(limits.pixels)) return false;
    Target target;
    target.width = header.width;
    target.height = header.height;
    target.lookOnly = true;
    std::vector<std::uint8_t> row, inks;
    const auto prepare = [&] {
        if (target.channels > 4) return false;
        row.resize((static_cast<std::size_t>(target.width) / 8 + 1) * 4);
        inks = row;
        target.pixels = row.data();
        target.cmykRow = inks.data();
        return true;
    };
    return decodeInto(bytes, target, prepare);
}

Opened openJpeg(const std::string& path, std::string bytes, const Limits& limits) {
    const RasterHeader header = headerOfJpeg(bytes);
    if (auto good = checkHeader(path, 1, header, limits); !good) return fail(good.error());
    return std::make_unique<JpegSource>(path, std::move(bytes), header);
}

}  // namespace toitsu::ocr
