// Every character of handwriting is typeset alone, bent by a small affine map and a slow wave, and put on a base line
// that wanders. Pango chooses another font for a character that the family lacks, so nothing is lost.

#include "tests/scanlab/lettering.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "base/text.h"

namespace toitsu::scanlab {
namespace {

struct Release {
    void operator()(cairo_surface_t* p) const { cairo_surface_destroy(p); }
    void operator()(cairo_t* p) const { cairo_destroy(p); }
    void operator()(PangoLayout* p) const { g_object_unref(p); }
    void operator()(PangoFontDescription* p) const { pango_font_description_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

constexpr double kFontStroke = 0.055;  // of the height: what the strokes of these fonts measure

cv::Mat view(Mask& mask) {
    return cv::Mat(mask.height, mask.width, CV_8UC1, mask.pixels.data());
}

// Bends a character within a margin that its leaning parts need.
Mask bend(Mask character, Random& random) {
    const int margin = std::max(2, character.height / 8);
    Mask out = Mask::empty(character.width + 2 * margin, character.height);
    const double size = character.height;
    const double lean = random.normal() * 0.05, slope = random.normal() * 0.03;
    const double wide = 1 + random.normal() * 0.05, tall = 1 + random.normal() * 0.04;
    const double waveX = random.between(0, 6.28), waveY = random.between(0, 6.28);
    const double depth = size * 0.012;
    cv::Mat mapX(out.height, out.width, CV_32F), mapY(out.height, out.width, CV_32F);
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            const double u = x - out.width / 2.0, v = y - out.height / 2.0;
            mapX.at<float>(y, x) = static_cast<float>(character.width / 2.0 + (u + lean * v) / wide +
                                                      depth * std::sin(v / size * 7 + waveX));
            mapY.at<float>(y, x) = static_cast<float>(character.height / 2.0 + (v + slope * u) / tall +
                                                      depth * std::sin(u / size * 7 + waveY));
        }
    }
    cv::remap(view(character), view(out), mapX, mapY, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(0));
    return out;
}

}  // namespace

Hand typedHand(Random& random) {
    static const std::vector<std::string> families{"Noto Serif CJK JP", "Noto Sans CJK JP", "IPAMincho", "IPAGothic",
                                                   "IPAPMincho"};
    return {random.pick(families), false};
}

Hand writtenHand(Random& random) {
    static const std::vector<std::string> families{"Klee One", "Yusei Magic", "kiloji", "kiloji - P", "YOzN", "YOzC"};
    return {random.pick(families), true};
}

Mask typeset(const std::string& text, const Hand& hand, double height) {
    // A4 at 300 dpi is 3508 px long: wider text than this cannot be placed anyway.
    const int room = static_cast<int>(height * 2) + 8;
    const int width = std::min(6000, static_cast<int>(height * 1.3 * static_cast<double>(text::length(text) + 2)) + 8);
    Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, room));
    Owned<cairo_t> cairo(cairo_create(surface.get()));
    Owned<PangoLayout> layout(pango_cairo_create_layout(cairo.get()));
    Owned<PangoFontDescription> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), hand.family.c_str());
    pango_font_description_set_absolute_size(font.get(), height * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
    PangoRectangle inked{}, logical{};
    pango_layout_get_pixel_extents(layout.get(), &inked, &logical);
    cairo_move_to(cairo.get(), -logical.x, (room - logical.height) / 2.0 - logical.y);
    pango_cairo_show_layout(cairo.get(), layout.get());
    cairo_surface_flush(surface.get());

    Mask mask = Mask::empty(std::clamp(logical.width, 1, width), room);
    const unsigned char* data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < room; ++y) {
        std::copy_n(data + y * stride, mask.width, mask.pixels.begin() + static_cast<std::ptrdiff_t>(y) * mask.width);
    }
    return mask;
}

Mask handwrite(const std::string& text, const Hand& hand, double height, double pen, Random& random) {
    std::vector<Mask> characters;
    std::vector<int> steps;
    int width = 8;
    const double tight = random.between(0.9, 1.04);
    for (const char32_t c : text::decode(text)) {
        Mask character = typeset(text::encode(std::u32string(1, c)), hand, height * (1 + random.normal() * 0.035));
        const int step = std::max(1, static_cast<int>(character.width * tight + random.normal() * height * 0.03));
        characters.push_back(bend(std::move(character), random));
        steps.push_back(step);
        width += step;
    }
    const int margin = static_cast<int>(height * 0.4);
    Mask line = Mask::empty(width + 2 * margin, static_cast<int>(height * 2.6) + 8);
    double drift = 0;
    int left = margin;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        Mask& character = characters[i];
        drift = 0.8 * drift + random.normal() * height * 0.02;
        const int x = std::clamp(left - (character.width - steps[i]) / 2, 0, std::max(0, line.width - character.width));
        const int y = std::clamp((line.height - character.height) / 2 + static_cast<int>(drift), 0,
                                 line.height - character.height);
        cv::Mat target = view(line)(cv::Rect(x, y, character.width, character.height));
        cv::max(target, view(character), target);
        left += steps[i];
    }
    // At most a fortieth of the height: more would close the counters of kanji.
    const int extra = static_cast<int>(std::min(pen - height * kFontStroke, height / 40));
    if (extra > 0)
        cv::dilate(view(line), view(line), cv::getStructuringElement(cv::MORPH_ELLIPSE, {extra + 1, extra + 1}));
    return line;
}

}  // namespace toitsu::scanlab
