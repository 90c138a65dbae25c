#pragma once

// Sheet: the filled paper as colour pixels, and Mask: how much ink lies on each pixel of a small picture.

#include <cstdint>
#include <string_view>
#include <vector>

#include "forms/blank.h"
#include "tests/scanlab/random.h"

namespace toitsu::scanlab {

struct Mask {  // 0 = no ink, 255 = full
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    static Mask empty(int width, int height);
};

// A mask and where its upper left corner lies on the sheet, in pixels.
struct Drawing {
    Mask mask;
    int left = 0;
    int top = 0;
};

struct Ink {
    int blue = 0, green = 0, red = 0;
    double opacity = 1;
    double grain = 0;  // 0 = even, 1 = as grainy as a soft pencil on rough paper
};

// Colours that forms are printed in, so that a scanner can drop them: red, orange, brown, green, blue, purple; also
// "black". nullptr when there is no such name.
const Ink* printInk(std::string_view name);

class Sheet {
public:
    Sheet(const forms::BlankPicture& blank, double dpi);
    Sheet(double dpi, int width, int height, std::vector<std::uint8_t> bgr)
        : dpi_(dpi), width_(width), height_(height), bgr_(std::move(bgr)) {}

    // The blank is printed in that colour instead of black; before anything is put on it.
    void printIn(const Ink& colour);

    double dpi() const { return dpi_; }
    double pixels(double mm) const { return mm * dpi_ / 25.4; }
    int width() const { return width_; }
    int height() const { return height_; }
    const std::vector<std::uint8_t>& bgr() const { return bgr_; }

    // Ink darkens what is there, as a pen does; what falls beyond the edge is lost.
    void put(const Drawing& drawing, const Ink& ink, Random& random);

private:
    double dpi_;
    int width_, height_;
    std::vector<std::uint8_t> bgr_;
};

}  // namespace toitsu::scanlab
