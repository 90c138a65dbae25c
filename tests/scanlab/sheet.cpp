#include "tests/scanlab/sheet.h"

#include <algorithm>
#include <map>

namespace toitsu::scanlab {

Mask Mask::empty(int width, int height) {
    return {width, height,
            std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

Sheet::Sheet(const forms::BlankPicture& blank, double dpi)
    : dpi_(dpi), width_(blank.width), height_(blank.height), bgr_(blank.pixels.size() * 3) {
    for (std::size_t i = 0; i < blank.pixels.size(); ++i) {
        std::fill_n(bgr_.begin() + static_cast<std::ptrdiff_t>(i * 3), 3, blank.pixels[i]);
    }
}

const Ink* printInk(std::string_view name) {
    static const std::map<std::string_view, Ink> inks{
        {"black", {0, 0, 0}},     {"red", {80, 80, 235}},   {"orange", {50, 140, 245}}, {"brown", {60, 105, 170}},
        {"green", {95, 165, 60}}, {"blue", {225, 150, 70}}, {"purple", {185, 90, 150}}};
    const auto found = inks.find(name);
    return found == inks.end() ? nullptr : &found->second;
}

void Sheet::printIn(const Ink& colour) {
    const int full[3] = {colour.blue, colour.green, colour.red};
    for (std::size_t i = 0; i < bgr_.size(); ++i)
        bgr_[i] = static_cast<std::uint8_t>(full[i % 3] + (255 - full[i % 3]) * bgr_[i] / 255);
}

void Sheet::put(const Drawing& drawing, const Ink& ink, Random& random) {
    const int colour[3] = {ink.blue, ink.green, ink.red};
    for (int y = 0; y < drawing.mask.height; ++y) {
        const int row = drawing.top + y;
        for (int x = 0; x < drawing.mask.width; ++x) {
            const int column = drawing.left + x;
            const int coverage = drawing.mask.pixels[static_cast<std::size_t>(y * drawing.mask.width + x)];
            if (coverage == 0 || row < 0 || row >= height_ || column < 0 || column >= width_) continue;
            double alpha = ink.opacity * coverage / 255.0;
            if (ink.grain > 0) alpha *= 1 - ink.grain * random.uniform();
            std::uint8_t* pixel = &bgr_[(static_cast<std::size_t>(row) * static_cast<std::size_t>(width_) +
                                         static_cast<std::size_t>(column)) *
                                        3];
            for (int c = 0; c < 3; ++c) {
                const double kept = 1 - alpha * (1 - colour[c] / 255.0);
                pixel[c] = static_cast<std::uint8_t>(std::clamp(pixel[c] * kept, 0.0, 255.0));
            }
        }
    }
}

}  // namespace toitsu::scanlab
