#include <cstring>
#include <memory>

#include <leptonica/allheaders.h>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "base/files.h"
#include "ocr/internal/formats.h"
#include "ocr/internal/mat.h"

// PNG, JPEG and TIFF by Leptonica: it knows one bit per pixel and G4, and says when data is damaged.

namespace toitsu::ocr {

namespace {

struct PixFree {
    void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, PixFree>;

const auto* asBytes(std::string_view text) {
    return reinterpret_cast<const l_uint8*>(text.data());
}

// To plain 8-bit grey or BGR on white paper.
Picture pictureOf(Pix pix) {
    if (pixGetSpp(pix.get()) == 4) pix.reset(pixAlphaBlendUniform(pix.get(), 0xffffff00));
    if (pixGetColormap(pix.get()) != nullptr) pix.reset(pixRemoveColormap(pix.get(), REMOVE_CMAP_BASED_ON_SRC));
    const int depth = pixGetDepth(pix.get());
    if (depth == 1)
        pix.reset(pixConvert1To8(nullptr, pix.get(), 255, 0));
    else if (depth != 8 && depth != 32)
        pix.reset(pixConvertTo8(pix.get(), 0));
    if (!pix) return {};
    const int width = pixGetWidth(pix.get()), height = pixGetHeight(pix.get());
    const bool colour = pixGetDepth(pix.get()) == 32;
    cv::Mat mat(height, width, colour ? CV_8UC3 : CV_8UC1);
    const l_uint32* line = pixGetData(pix.get());
    for (int y = 0; y < height; ++y, line += pixGetWpl(pix.get())) {
        auto* out = mat.ptr<std::uint8_t>(y);
        if (colour) {
            for (int x = 0; x < width; ++x, out += 3) {
                out[0] = static_cast<std::uint8_t>(line[x] >> L_BLUE_SHIFT);
                out[1] = static_cast<std::uint8_t>(line[x] >> L_GREEN_SHIFT);
                out[2] = static_cast<std::uint8_t>(line[x] >> L_RED_SHIFT);
            }
        } else {
            for (int x = 0; x < width; ++x) out[x] = static_cast<std::uint8_t>(GET_DATA_BYTE(line, x));
        }
    }
    return own(mat);
}

Picture upright(const Picture& picture, int orientation) {
    if (orientation == 1) return picture;
    cv::Mat mat = view(picture).clone();
    // EXIF 2.3, tag 0x0112: what must be done to see the picture as it was meant.
    if (orientation >= 5) cv::transpose(mat, mat);
    if (orientation == 2 || orientation == 6 || orientation == 7) cv::flip(mat, mat, 1);
    if (orientation == 4 || orientation == 8 || orientation == 7) cv::flip(mat, mat, 0);
    if (orientation == 3) cv::flip(mat, mat, -1);
    return own(mat);
}

double credible(double dpi) {
    return dpi >= 72 && dpi <= 2400 ? dpi : 0;
}

Result<std::vector<Page>> loadTiff(const std::string& path, const std::string& bytes, const Limits& limits) {
    std::vector<Page> pages;
    std::size_t offset = 0;
    do {
        const int number = static_cast<int>(pages.size()) + 1;
        if (number > limits.pages) return tooManyPages(path, number, limits);
        l_int32 width = 0, height = 0, bits = 0, samples = 0, resolution = 0, colours = 0, format = 0;
        if (readHeaderMemTiff(asBytes(bytes), bytes.size(), number - 1, &width, &height, &bits, &samples, &resolution,
                              &colours, &format) != 0)
            return broken(path, number);
        const double pixels = static_cast<double>(width) * height;
        if (pixels > static_cast<double>(limits.pixels)) return tooManyPixels(path, number, pixels, limits);
        Pix pix(pixReadMemFromMultipageTiff(asBytes(bytes), bytes.size(), &offset));
        if (!pix) return broken(path, number);
        const double dpi = credible(pixGetXRes(pix.get()));
        Picture picture = pictureOf(std::move(pix));
        if (picture.empty()) return broken(path, number);
        pages.push_back({path, number, std::move(picture), dpi, 0});
    } while (offset != 0);
    return pages;
}

}  // namespace

Result<std::vector<Page>> loadRaster(const std::string& path, const std::string& bytes, Format format,
                                     const Limits& limits) {
    setMsgSeverity(L_SEVERITY_NONE);  // the errors are ours to report
    if (format == Format::tiff) return loadTiff(path, bytes, limits);
    const auto header = format == Format::png ? headerOfPng(bytes) : headerOfJpeg(bytes);
    if (header.width <= 0 || header.height <= 0) return broken(path, 1);
    const double pixels = static_cast<double>(header.width) * header.height;
    if (pixels > static_cast<double>(limits.pixels)) return tooManyPixels(path, 1, pixels, limits);
    Pix pix;
    if (format == Format::png) {
        pix.reset(pixReadMemPng(asBytes(bytes), bytes.size()));
    } else {
        l_int32 warnings = 0;
        pix.reset(pixReadMemJpeg(asBytes(bytes), bytes.size(), 0, 1, &warnings, 0));
        // Hint 0: damaged data gives no picture. A cut file may still decode, grey below the cut, with a warning only.
        if (warnings > 0) pix.reset();
    }
    if (!pix) return broken(path, 1);
    Picture picture = pictureOf(std::move(pix));
    if (picture.empty()) return broken(path, 1);
    return std::vector<Page>{{path, 1, upright(picture, header.orientation), credible(header.dpi), 0}};
}

Result<void> writePng(const Picture& picture, const std::string& path) {
    std::vector<std::uint8_t> bytes;
    if (picture.empty() || !cv::imencode(".png", view(picture), bytes, {cv::IMWRITE_PNG_COMPRESSION, 3}))
        return fail(ErrorKind::internal, "S011", {"画像を PNG にできません", "cannot encode the picture as PNG"},
                    {path, 0, 0, 0});
    return files::writeAtomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace toitsu::ocr
