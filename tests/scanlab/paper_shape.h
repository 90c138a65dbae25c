#pragma once

// PaperShape: what the paper itself did – folds, slow waves, the creases of a crumpled sheet – as a displacement in
// millimetres, and View: how it lies before the scanner or the camera. Together they say where every point of the page
// went, exactly and both ways.

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "forms/geometry.h"
#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {

struct Crease {
    bool horizontal = true;
    double at = 0;     // mm
    double depth = 0;  // mm of displacement
    double shade = 0;  // grey levels
};

struct Wave {
    double amplitude, kx, ky, phase;
};

// One of the many creases of a crumpled sheet: of any direction, and it ends somewhere.
struct Wrinkle {
    forms::Point centre;  // mm
    double dx, dy;        // along it
    double reach, length, depth;
    double shade;  // share of the light by which its two sides differ

    double across(forms::Point p) const { return dx * (p.y - centre.y) - dy * (p.x - centre.x); }
    double fade(forms::Point p) const;  // 1 in the middle, 0 far beyond its ends
};

struct PaperShape {
    std::vector<Crease> creases;
    std::vector<Wave> sideways, upwards;
    std::vector<Wrinkle> wrinkles;

    // The paper's point seen at a point of the flat page is that point plus this.
    forms::Point displacement(forms::Point p) const;
    // Where a point of the paper is seen: the displacement inverted by iteration; it is small and smooth.
    forms::Point seenAt(forms::Point paper) const;
};

PaperShape drawShape(const Profile& profile, double width, double height, Random& random);

// Turn, scale and shift on the scanner's glass.
struct Motion {
    double cosine, sine, scale;
    forms::Point pageCentre, scanCentre;  // mm

    forms::Point toScan(forms::Point p) const;
    forms::Point toPage(forms::Point p) const;
};

// What a camera adds: perspective between pixels and pixels, and a lens that bends straight lines.
struct Camera {
    cv::Matx33d forwards = cv::Matx33d::eye(), backwards = cv::Matx33d::eye();
    forms::Point centre;  // pixels
    double bend = 0;      // share of the distance, at `radius` from the centre
    double radius = 1;

    forms::Point toPicture(forms::Point p) const;
    forms::Point fromPicture(forms::Point p) const;
};

struct View {
    Motion motion;
    double perMm = 300 / 25.4;
    std::optional<Camera> camera;

    forms::Point toPixels(forms::Point mm) const;
    forms::Point toPage(forms::Point pixels) const;
};

// A camera above a page that covers `paper` (four corners in pixels), held askew by up to `profile.perspective`.
Camera drawCamera(const Profile& profile, const std::array<forms::Point, 4>& paper, int width, int height,
                  Random& random);

}  // namespace toitsu::scanlab
