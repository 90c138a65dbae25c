#include "forms/diff_picture.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

#include "forms/blank.h"
#include "forms/blank_png.h"

namespace toitsu::forms {
namespace {

struct Colour {
    double red, green, blue;
};
constexpr Colour kOld{0.80, 0.10, 0.14};
constexpr Colour kNew{0.05, 0.50, 0.20};

const LayoutPage* pageOf(const Layout& layout, int number) {
    const auto it = std::find_if(layout.pages.begin(), layout.pages.end(),
                                 [&](const LayoutPage& page) { return page.number == number; });
    return it == layout.pages.end() ? nullptr : &*it;
}

Result<BlankPicture> pictureOf(const Layout& layout, int number, double dpi) {
    const LayoutPage* page = pageOf(layout, number);
    if (!page) return BlankPicture{};
    return drawBlank(layout, *page, dpi);
}

// Ink at a pixel, 0 to 1.
double ink(const BlankPicture& picture, int x, int y) {
    if (x >= picture.width || y >= picture.height) return 0;
    const std::size_t index =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x);
    return (255 - picture.pixels[index]) / 255.0;
}

std::uint32_t channel(double value) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
}

void blend(cairo_surface_t* surface, const BlankPicture& before, const BlankPicture& after) {
    const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    unsigned char* data = cairo_image_surface_get_data(surface);
    constexpr double kStrength = 0.75, kBoth = 0.45;  // how dark: print of one, print of both
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double a = ink(before, x, y), b = ink(after, x, y), both = std::min(a, b);
            const auto mix = [&](double old, double fresh) {
                return channel(1 - kBoth * both - kStrength * ((a - both) * (1 - old) + (b - both) * (1 - fresh)));
            };
            const std::uint32_t pixel =
                mix(kOld.red, kNew.red) << 16 | mix(kOld.green, kNew.green) << 8 | mix(kOld.blue, kNew.blue);
            std::memcpy(data + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4, &pixel, 4);
        }
    }
    cairo_surface_mark_dirty(surface);
}

void frame(cairo_t* context, const Box& box, const Colour& colour, bool dashed) {
    if (box.width <= 0) return;
    constexpr double kDash[] = {1.6, 1.0};  // mm
    cairo_set_dash(context, kDash, dashed ? 2 : 0, 0);
    cairo_rectangle(context, box.x, box.y, box.width, box.height);
    cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, 0.13);
    cairo_fill_preserve(context);
    cairo_set_source_rgb(context, colour.red, colour.green, colour.blue);
    cairo_set_line_width(context, 0.4);
    cairo_stroke(context);
}

cairo_status_t append(void* out, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::vector<DiffPicture>> drawDiff(const Layout& before, const Layout& after, const std::vector<Change>& changes,
                                          double dpi) {
    std::set<int> numbers;
    for (const LayoutPage& page : before.pages) numbers.insert(page.number);
    for (const LayoutPage& page : after.pages) numbers.insert(page.number);
    std::vector<DiffPicture> pictures;
    for (const int number : numbers) {
        const auto old = pictureOf(before, number, dpi);
        if (!old) return fail(old.error());
        const auto now = pictureOf(after, number, dpi);
        if (!now) return fail(now.error());
        const Cairo<cairo_surface_t> surface(cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, std::max(old->width, now->width), std::max(old->height, now->height)));
        blend(surface.get(), *old, *now);
        const Cairo<cairo_t> context(cairo_create(surface.get()));
        cairo_scale(context.get(), dpi / 25.4, dpi / 25.4);
        std::vector<Box> framed;  // what moved and grew is told twice and framed once
        const auto once = [&](const std::optional<Box>& box, const Colour& colour, bool dashed) {
            if (!box || std::find(framed.begin(), framed.end(), *box) != framed.end()) return;
            framed.push_back(*box);
            frame(context.get(), *box, colour, dashed);
        };
        for (const Change& change : changes) {
            if (change.page != number) continue;
            once(change.before, kOld, true);
            once(change.after, kNew, false);
        }
        cairo_surface_flush(surface.get());
        DiffPicture picture;
        picture.page = number;
        cairo_surface_write_to_png_stream(surface.get(), append, &picture.png);
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

}  // namespace toitsu::forms
