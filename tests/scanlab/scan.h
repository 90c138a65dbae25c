#pragma once

// Scan: a sheet as a scanner or a phone delivers it – turned, shifted, shaded, folded, noisy, compressed – and where
// every point of the paper went.

#include <array>
#include <functional>
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
    double skew = 0;        // degrees, either way
    double scale = 0;       // share of the size, either way
    double shift = 0;       // mm, either way
    bool flipped = false;   // upside down
    bool sideways = false;  // a quarter turn, either way
    double blur = 0;        // pixels
    double noise = 0;       // grey levels
    int speckles = 0;
    double shadow = 0;  // share of the light that is lost at the darkest place
    bool folded = false;
    double warp = 0;     // mm
    double crumple = 0;  // mm of displacement by one crease
    int stains = 0;
    int stamps = 0;    // of receipt, anywhere on the page
    double bleed = 0;  // how dark the reverse side's print shows through, 0–1
    bool cut = false;  // a corner is torn off
    bool punched = false;
    int streaks = 0;         // lines along the feed
    double perspective = 0;  // a photo: share of the size by which a corner moves
    double lens = 0;         // a photo: share of the distance by which the lens bends the picture's corners
    double room = 0;         // a photo: how uneven the light is, 0–1
    bool fax = false;        // rows lost and repeated
    bool bilevel = false;
    bool faint = false;       // the ink, not the scanner
    bool brightPens = false;  // red, green, orange: pens that a colour drop-out takes for the form's colour
    int jpegQuality = 0;      // 0 = lossless
    bool gridded = false;     // geometry by a grid of four pixels: faster; the first profiles keep their pixels
};

const std::vector<Profile>& profiles();
const Profile* findProfile(const std::string& name);
const Profile& drawProfile(Random& random);  // "mixed": what a town hall's scanner gives in a year

struct Scan {
    int width = 0, height = 0, channels = 1;  // BGR when 3
    std::vector<std::uint8_t> pixels;
    int dpi = 300;  // as the file says it: a phone says 72
    bool bilevel = false;
    int jpegQuality = 0;
    std::array<forms::Point, 4> corners{};  // of the paper, in pixels: upper left, upper right, lower right, lower left
    // Where a point of the page (mm) is seen. The picture's upper left corner is (0, 0): the first pixel's centre is at
    // (0.5, 0.5).
    std::function<forms::Point(forms::Point)> toPixels;
};

Scan scan(const Sheet& sheet, double widthMm, double heightMm, const Profile& profile, Random& random);

}  // namespace toitsu::scanlab
