#include "forms/blank_png.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "base/files.h"

namespace toitsu::forms {
namespace {

constexpr std::uint64_t kLargestBlank = 64u << 20;
constexpr std::uint32_t kMostPixels = 60'000'000;

struct Source {
    const std::string& bytes;
    std::size_t offset = 0;
};

cairo_status_t take(void* closure, unsigned char* data, unsigned int length) {
    auto* source = static_cast<Source*>(closure);
    if (source->bytes.size() - source->offset < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, source->bytes.data() + source->offset, length);
    source->offset += length;
    return CAIRO_STATUS_SUCCESS;
}

cairo_status_t append(void* text, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

std::uint32_t bigEndian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

std::string bigEndian(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
            static_cast<char>(value)};
}

// CRC-32 of PNG (ISO 3309).
std::uint32_t crc(std::string_view bytes) {
    std::uint32_t value = 0xFFFFFFFFu;
    for (const char c : bytes) {
        value ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xEDB88320u : 0);
    }
    return ~value;
}

}  // namespace

Result<Cairo<cairo_surface_t>> readPngSurface(const std::string& path) {
    const auto bytes = files::read(path, kLargestBlank);
    if (!bytes) return fail(bytes.error());
    const auto refuse = [&](const Wording& why) { return fail(ErrorKind::input, "F304", why, Place{path}); };
    constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
    if (bytes->size() < 33 || bytes->compare(0, 8, kSignature) != 0) {
        return refuse({"白紙の画像が PNG ではありません。300 dpi の PNG で保存してください。",
                       "The blank is no PNG. Save it as a PNG at 300 dpi."});
    }
    const std::string_view header = *bytes;
    const std::uint64_t pixels = std::uint64_t{bigEndian(header.substr(16))} * bigEndian(header.substr(20));
    if (pixels == 0 || pixels > kMostPixels) {
        return refuse({"白紙の画像が大きすぎるか空です。300 dpi で保存してください。",
                       "The blank is too large or empty. Save it at 300 dpi."});
    }
    Source source{*bytes};
    Cairo<cairo_surface_t> surface(cairo_image_surface_create_from_png_stream(take, &source));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
        return refuse(
            {"白紙の PNG が壊れています。保存し直してください。", "The PNG of the blank is broken. Save it again."});
    }
    return surface;
}

std::vector<std::uint8_t> greyPixels(cairo_surface_t* rgb) {
    const int width = cairo_image_surface_get_width(rgb);
    const int height = cairo_image_surface_get_height(rgb);
    const int stride = cairo_image_surface_get_stride(rgb);
    const unsigned char* data = cairo_image_surface_get_data(rgb);
    std::vector<std::uint8_t> grey(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            std::uint32_t pixel;
            std::memcpy(&pixel, data + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4, 4);
            const std::uint32_t sum = (pixel >> 16 & 255) * 77 + (pixel >> 8 & 255) * 150 + (pixel & 255) * 29;
            grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(sum >> 8);
        }
    }
    return grey;
}

std::string encodeGreyPng(const BlankPicture& picture, double dpi) {
    // cairo writes an A8 surface as an eight-bit grey PNG.
    const Cairo<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_A8, picture.width, picture.height));
    unsigned char* data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < picture.height; ++y) {
        std::memcpy(data + static_cast<std::ptrdiff_t>(y) * stride,
                    picture.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture.width,
                    static_cast<std::size_t>(picture.width));
    }
    cairo_surface_mark_dirty(surface.get());
    std::string png;
    cairo_surface_write_to_png_stream(surface.get(), append, &png);
    return withResolution(std::move(png), dpi);
}

std::string withResolution(std::string png, double dpi) {
    const auto perMetre = static_cast<std::uint32_t>(std::lround(dpi / 0.0254));
    const std::string chunk = "pHYs" + bigEndian(perMetre) + bigEndian(perMetre) + '\1';
    constexpr std::size_t kAfterHeader = 8 + 25;  // signature, IHDR
    if (png.size() > kAfterHeader)
        png.insert(kAfterHeader,
                   bigEndian(static_cast<std::uint32_t>(chunk.size() - 4)) + chunk + bigEndian(crc(chunk)));
    return png;
}

}  // namespace toitsu::forms
