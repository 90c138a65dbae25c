#include "tests/scanlab/paper_shape.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace toitsu::scanlab {

using forms::Point;

namespace {

// How far a crease bends the paper, over its own reach; 2.33 makes the greatest value 1.
double bent(double off) {
    return 2.33 * off * std::exp(-off * off);
}

}  // namespace

double Wrinkle::fade(Point p) const {
    const double along = (dx * (p.x - centre.x) + dy * (p.y - centre.y)) / length;
    return std::exp(-along * along * along * along);
}

Point PaperShape::displacement(Point p) const {
    Point d;
    for (const Wave& w : sideways) d.x += w.amplitude * std::sin(w.kx * p.x + w.ky * p.y + w.phase);
    for (const Wave& w : upwards) d.y += w.amplitude * std::sin(w.kx * p.x + w.ky * p.y + w.phase);
    for (const Crease& c : creases) {
        const double off = ((c.horizontal ? p.y : p.x) - c.at) / 6;  // 6 mm: how far a crease bends the paper
        (c.horizontal ? d.y : d.x) += c.depth * 2.33 * off * std::exp(-off * off);
    }
    for (const Wrinkle& w : wrinkles) {
        const double off = w.across(p) / w.reach;
        if (std::abs(off) > 3.5) continue;  // less than a hundred-thousandth of its depth
        const double size = w.depth * bent(off) * w.fade(p);
        d.x -= w.dy * size;
        d.y += w.dx * size;
    }
    return d;
}

Point PaperShape::seenAt(Point paper) const {
    Point source = paper;
    const int rounds = wrinkles.empty() ? 20 : 60;
    for (int round = 0; round < rounds; ++round) {
        const Point d = displacement(source);
        source = {paper.x - d.x, paper.y - d.y};
    }
    return source;
}

PaperShape drawShape(const Profile& profile, double width, double height, Random& random) {
    PaperShape shape;
    if (profile.folded) {
        for (int i = random.integer(1, 2); i > 0; --i) {
            const bool horizontal = i == 1;
            const double length = horizontal ? height : width;
            shape.creases.push_back(
                {horizontal, length * random.between(0.42, 0.58), random.between(0.1, 0.3), random.between(15, 45)});
        }
    }
    for (auto* waves : {&shape.sideways, &shape.upwards}) {
        for (int i = 0; profile.warp > 0 && i < 2; ++i) {
            waves->push_back({profile.warp / 2 * random.between(0.5, 1), random.normal() * 0.02, random.normal() * 0.02,
                              random.between(0, 6.28)});
        }
    }
    Random crumpling = random.fork("crumple");
    for (int i = profile.crumple > 0 ? crumpling.integer(14, 26) : 0; i > 0; --i) {
        const double angle = crumpling.between(0, std::numbers::pi);
        const Point centre{crumpling.between(0, width), crumpling.between(0, height)};
        const double reach = crumpling.between(4, 9), length = crumpling.between(20, 90);
        const double depth = profile.crumple * crumpling.between(0.3, 1) * (crumpling.chance(0.5) ? 1 : -1);
        shape.wrinkles.push_back({centre, std::cos(angle), std::sin(angle), reach, length, depth,
                                  crumpling.between(0.05, 0.2) * (crumpling.chance(0.5) ? 1 : -1)});
    }
    return shape;
}

Point Motion::toScan(Point p) const {
    const double x = (p.x - pageCentre.x) * scale, y = (p.y - pageCentre.y) * scale;
    return {scanCentre.x + cosine * x - sine * y, scanCentre.y + sine * x + cosine * y};
}

Point Motion::toPage(Point p) const {
    const double x = (p.x - scanCentre.x) / scale, y = (p.y - scanCentre.y) / scale;
    return {pageCentre.x + cosine * x + sine * y, pageCentre.y - sine * x + cosine * y};
}

namespace {

Point through(const cv::Matx33d& m, Point p) {
    const double w = m(2, 0) * p.x + m(2, 1) * p.y + m(2, 2);
    return {(m(0, 0) * p.x + m(0, 1) * p.y + m(0, 2)) / w, (m(1, 0) * p.x + m(1, 1) * p.y + m(1, 2)) / w};
}

}  // namespace

Point Camera::fromPicture(Point p) const {
    const double x = p.x - centre.x, y = p.y - centre.y;
    const double grow = 1 + bend * (x * x + y * y) / (radius * radius);
    return through(backwards, {centre.x + x * grow, centre.y + y * grow});
}

Point Camera::toPicture(Point p) const {
    const Point flat = through(forwards, p);
    Point bentPoint = flat;
    for (int round = 0; round < 30; ++round) {
        const double x = bentPoint.x - centre.x, y = bentPoint.y - centre.y;
        const double grow = 1 + bend * (x * x + y * y) / (radius * radius);
        bentPoint = {centre.x + (flat.x - centre.x) / grow, centre.y + (flat.y - centre.y) / grow};
    }
    return bentPoint;
}

Point View::toPixels(Point mm) const {
    const Point there = motion.toScan(mm);
    const Point pixels{there.x * perMm, there.y * perMm};
    return camera ? camera->toPicture(pixels) : pixels;
}

Point View::toPage(Point pixels) const {
    const Point flat = camera ? camera->fromPicture(pixels) : pixels;
    return motion.toPage({flat.x / perMm, flat.y / perMm});
}

Camera drawCamera(const Profile& profile, const std::array<Point, 4>& paper, int width, int height, Random& random) {
    Camera camera;
    camera.centre = {width / 2.0, height / 2.0};
    camera.radius = std::hypot(width, height) / 2;
    camera.bend = random.between(-1, 1) * profile.lens;
    const double size = std::min(width, height);
    std::vector<cv::Point2f> from, to;
    for (const Point& corner : paper) {
        from.emplace_back(static_cast<float>(corner.x), static_cast<float>(corner.y));
        // Inwards, so that the page stays in the picture.
        const double sideways = random.uniform() * profile.perspective * size * (corner.x < camera.centre.x ? 1 : -1);
        const double upwards = random.uniform() * profile.perspective * size * (corner.y < camera.centre.y ? 1 : -1);
        to.emplace_back(static_cast<float>(corner.x + sideways), static_cast<float>(corner.y + upwards));
    }
    camera.forwards = cv::Matx33d(cv::getPerspectiveTransform(from, to).ptr<double>());
    camera.backwards = camera.forwards.inv();
    return camera;
}

}  // namespace toitsu::scanlab
