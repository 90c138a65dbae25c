#include <sys/mman.h>
#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "base/files.h"
#include "ocr/internal/formats.h"
#include "ocr/internal/mat.h"

// From what a file stores to a page as the rest of ocr wants it.

namespace toitsu::ocr {

namespace {

Picture upright(const Picture& picture, int orientation) {
    if (orientation <= 1 || orientation > 8) return picture;
    cv::Mat mat = view(picture).clone();
    // EXIF 2.3, tag 0x0112: what must be done to see the picture as it was meant.
    if (orientation >= 5) cv::transpose(mat, mat);
    if (orientation == 2 || orientation == 6 || orientation == 7) cv::flip(mat, mat, 1);
    if (orientation == 4 || orientation == 8 || orientation == 7) cv::flip(mat, mat, 0);
    if (orientation == 3) cv::flip(mat, mat, -1);
    return own(mat);
}

// A standard fax has half as many lines to the inch as dots, a fine one 196 for 204.
void makeSquare(Decoded& decoded) {
    const double x = decoded.dpiX, y = decoded.dpiY;
    const bool plausible = x >= 72 && y >= 72 && x <= 2400 && y <= 2400;
    if (!plausible || std::abs(x / y - 1) < 0.01 || x / y > 4 || y / x > 4) return;
    const double finer = std::max(x, y);
    cv::Mat mat;
    cv::resize(view(decoded.picture), mat, {}, finer / x, finer / y, cv::INTER_LINEAR);
    decoded.picture = own(mat);
    decoded.dpiX = decoded.dpiY = finer;
}

// The greatest difference between two channels of a pixel of a row.
int mostColour(const std::uint8_t* row, std::size_t bytes) {
    // Blocks of sixteen pixels, every byte against the next one and the one after it, for the compiler to do at once.
    // What belongs to two different pixels is left out at the end: of three neighbours B-G, G-R and B-R count.
    constexpr std::size_t block = 48;
    std::array<std::uint8_t, block> next{}, second{};
    const auto apart = [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a > b ? a - b : b - a); };
    std::size_t at = 0;
    for (; at + block + 2 <= bytes; at += block)
        for (std::size_t n = 0; n < block; ++n) {
            next[n] = std::max(next[n], apart(row[at + n], row[at + n + 1]));
            second[n] = std::max(second[n], apart(row[at + n], row[at + n + 2]));
        }
    int most = 0;
    for (std::size_t n = 0; n < block; n += 3)
        most = std::max({most, static_cast<int>(next[n]), static_cast<int>(next[n + 1]), static_cast<int>(second[n])});
    for (; at < bytes; at += 3)
        most = std::max({most, static_cast<int>(apart(row[at], row[at + 1])),
                         static_cast<int>(apart(row[at + 1], row[at + 2])),
                         static_cast<int>(apart(row[at], row[at + 2]))});
    return most;
}

// Whether any pixel differs between its channels by more than JPEG's rounding. Ends at the first row that does.
bool coloured(const Picture& picture) {
    constexpr int rounding = 10;
    const std::size_t row = static_cast<std::size_t>(picture.width) * 3;
    for (int y = 0; y < picture.height; ++y)
        if (mostColour(picture.pixels->data() + static_cast<std::size_t>(y) * row, row) > rounding) return true;
    return false;
}

}  // namespace

// Many files claim 72 dpi because some program had to write something: a page is between a card and a poster.
double credibleDpi(double dpi, int longest) {
    if (!(dpi >= 72 && dpi <= 2400)) return 0;
    const double millimetres = longest / dpi * 25.4;
    return millimetres >= 60 && millimetres <= 650 ? dpi : 0;
}

Pixels paper(int width, int height, int channels) {
    const std::size_t size =
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * static_cast<std::size_t>(channels);
    auto pixels = std::make_shared<std::vector<std::uint8_t>>();
    pixels->reserve(size);
    // Large pages before the first touch: a page of A4 is two thousand small ones, and each costs a trap. A system that
    // has none says so and goes on.
    constexpr std::uintptr_t large = 2u << 20;
    const auto begin = reinterpret_cast<std::uintptr_t>(pixels->data());
    const std::uintptr_t first = (begin + large - 1) / large * large, last = (begin + size) / large * large;
    if (last > first) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
    pixels->resize(size);
    return pixels;
}

void dropAlpha(std::vector<std::uint8_t>& pixels, int channels) {
    const auto all = static_cast<std::size_t>(channels), colours = all - 1;
    const std::uint8_t* in = pixels.data();
    std::uint8_t* out = pixels.data();
    for (std::size_t n = pixels.size() / all; n > 0; --n, in += all, out += colours) {
        const unsigned alpha = in[colours];
        for (std::size_t c = 0; c < colours; ++c)
            out[c] = static_cast<std::uint8_t>((in[c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    pixels.resize(pixels.size() / all * colours);
}

Page finished(const std::string& path, int number, Decoded decoded) {
    if (decoded.picture.channels == 3 && !coloured(decoded.picture)) decoded.picture = own(greyOf(decoded.picture));
    makeSquare(decoded);
    const int longest = std::max(decoded.picture.width, decoded.picture.height);
    return {path, number, upright(decoded.picture, decoded.orientation),
            credibleDpi(std::max(decoded.dpiX, decoded.dpiY), longest), 0};
}

Result<void> writePng(const Picture& picture, const std::string& path) {
    std::vector<std::uint8_t> bytes;
    if (picture.empty() || !cv::imencode(".png", view(picture), bytes, {cv::IMWRITE_PNG_COMPRESSION, 3}))
        return fail(ErrorKind::internal, "S011", {"画像を PNG にできません", "cannot encode the picture as PNG"},
                    {path, 0, 0, 0});
    return files::writeAtomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace toitsu::ocr
