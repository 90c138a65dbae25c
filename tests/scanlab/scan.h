#pragma once

// Scan: a sheet as a scanner delivers it – turned, shifted, shaded, folded, noisy, compressed – and where the corners
// of the paper went.

#include <array>
#include <string>
#include <vector>

#include "forms/geometry.h"
#include "tests/scanlab/sheet.h"

namespace toitsu::scanlab {

// What a scanner and the life of the paper do. Amounts are the most that happens; a page draws its own from there.
struct Profile {
    std::string name{};
    std::string description{};
    int dpi = 300;
    bool colour = false;
    double skew = 0;       // degrees, either way
    double scale = 0;      // share of the size, either way
    double shift = 0;      // mm, either way
    bool flipped = false;  // upside down
    double blur = 0;       // pixels
    double noise = 0;      // grey levels
    int speckles = 0;
    double shadow = 0;  // share of the light that is lost at the darkest place
    bool folded = false;
    double warp = 0;  // mm
    bool bilevel = false;
    bool faint = false;   // the ink, not the scanner
    int jpegQuality = 0;  // 0 = lossless
};

const std::vector<Profile>& profiles();
const Profile* findProfile(const std::string& name);
const Profile& drawProfile(Random& random);  // "mixed": what a town hall's scanner gives in a year

struct Scan {
    int width = 0, height = 0, channels = 1;  // BGR when 3
    std::vector<std::uint8_t> pixels;
    int dpi = 300;
    bool bilevel = false;
    int jpegQuality = 0;
    std::array<forms::Point, 4> corners{};  // of the paper, in pixels: upper left, upper right, lower right, lower left
};

Scan scan(const Sheet& sheet, double widthMm, double heightMm, const Profile& profile, Random& random);

}  // namespace toitsu::scanlab
