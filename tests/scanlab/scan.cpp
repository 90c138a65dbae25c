// Every pixel of the scan asks the paper what it shows: undo shift, turn and scale, then follow the paper's own
// displacement (folds, warp). The corners go the other way, where the displacement is inverted by iteration; it is
// small and smooth, so a few rounds suffice.

#include "tests/scanlab/scan.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace toitsu::scanlab {
namespace {

using forms::Point;

struct Crease {
    bool horizontal = true;
    double at = 0;     // mm
    double depth = 0;  // mm of displacement
    double shade = 0;  // grey levels
};

struct Wave {
    double amplitude, kx, ky, phase;
};

// The paper's own shape, in mm of the page.
struct Shape {
    std::vector<Crease> creases;
    std::vector<Wave> sideways, upwards;

    Point displacement(Point p) const {
        Point d;
        for (const Wave& w : sideways) d.x += w.amplitude * std::sin(w.kx * p.x + w.ky * p.y + w.phase);
        for (const Wave& w : upwards) d.y += w.amplitude * std::sin(w.kx * p.x + w.ky * p.y + w.phase);
        for (const Crease& c : creases) {
            const double off = ((c.horizontal ? p.y : p.x) - c.at) / 6;  // 6 mm: how far a crease bends the paper
            (c.horizontal ? d.y : d.x) +=
                c.depth * 2.33 * off * std::exp(-off * off);  // 2.33: the greatest value becomes 1
        }
        return d;
    }
};

Shape drawShape(const Profile& profile, double width, double height, Random& random) {
    Shape shape;
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
    return shape;
}

struct Motion {
    double cosine, sine, scale;
    Point pageCentre, scanCentre;  // mm

    Point toScan(Point p) const {
        const double x = (p.x - pageCentre.x) * scale, y = (p.y - pageCentre.y) * scale;
        return {scanCentre.x + cosine * x - sine * y, scanCentre.y + sine * x + cosine * y};
    }
    Point toPage(Point p) const {
        const double x = (p.x - scanCentre.x) / scale, y = (p.y - scanCentre.y) / scale;
        return {pageCentre.x + cosine * x + sine * y, pageCentre.y - sine * x + cosine * y};
    }
};

// Light and dirt, on the finished picture.
void shade(cv::Mat& picture, const Profile& profile, Random& random) {
    if (profile.shadow <= 0) return;
    const double strength = profile.shadow * random.between(0.6, 1), direction = random.between(0, 6.28);
    const double dx = std::cos(direction), dy = std::sin(direction), reach = random.between(0.3, 0.7);
    for (int y = 0; y < picture.rows; ++y) {
        for (int x = 0; x < picture.cols; ++x) {
            const double along = 0.5 + 0.5 * (dx * (2.0 * x / picture.cols - 1) + dy * (2.0 * y / picture.rows - 1)) /
                                           std::numbers::sqrt2;
            const double t = std::clamp((along - (1 - reach)) / reach, 0.0, 1.0);
            const double light = 1 - strength * t * t * (3 - 2 * t);
            auto& pixel = picture.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c) pixel[c] = static_cast<std::uint8_t>(pixel[c] * light);
        }
    }
}

void addSpeckles(cv::Mat& picture, const Profile& profile, Random& random) {
    for (int i = random.integer(profile.speckles / 2, profile.speckles); i > 0; --i) {
        const int x = random.integer(0, picture.cols - 1), y = random.integer(0, picture.rows - 1);
        const int level = random.chance(0.75) ? random.integer(20, 120) : 255;
        const double radius = random.between(0.03, 0.12) * profile.dpi / 25.4;
        cv::circle(picture, {x, y}, static_cast<int>(std::lround(radius)), cv::Scalar(level, level, level), cv::FILLED,
                   cv::LINE_AA);
    }
}

// A tile of noise laid over the picture row by row from changing starts: drawing each pixel anew takes seconds.
void addNoise(cv::Mat& picture, const Profile& profile, Random& random) {
    if (profile.noise <= 0) return;
    constexpr int kTile = 65521;  // prime, so that rows do not repeat in step
    std::vector<float> tile(kTile);
    for (float& value : tile) value = static_cast<float>(random.normal() * profile.noise);
    for (int y = 0; y < picture.rows; ++y) {
        auto at = static_cast<std::size_t>(random.integer(0, kTile - 1));
        std::uint8_t* row = picture.ptr<std::uint8_t>(y);
        for (int i = 0; i < picture.cols * picture.channels(); ++i) {
            row[i] = cv::saturate_cast<std::uint8_t>(static_cast<float>(row[i]) + tile[at]);
            if (++at == tile.size()) at = 0;
        }
    }
}

}  // namespace

Scan scan(const Sheet& sheet, double widthMm, double heightMm, const Profile& profile, Random& random) {
    const bool exact = profile.shift <= 0;
    const double bed = exact ? 0 : random.between(0, 2.5);  // mm around the paper
    const double angle = (random.between(-1, 1) * profile.skew + (profile.flipped ? 180 : 0)) * std::numbers::pi / 180;
    Motion motion{std::cos(angle),
                  std::sin(angle),
                  1 + random.between(-1, 1) * profile.scale,
                  {widthMm / 2, heightMm / 2},
                  {widthMm / 2 + bed, heightMm / 2 + bed}};
    motion.scanCentre.x += random.between(-1, 1) * profile.shift;
    motion.scanCentre.y += random.between(-1, 1) * profile.shift;
    const Shape shape = drawShape(profile, widthMm, heightMm, random);

    const double perMm = profile.dpi / 25.4;
    Scan result;
    result.dpi = profile.dpi;
    result.bilevel = profile.bilevel;
    result.jpegQuality = profile.jpegQuality;
    result.width = exact && profile.dpi == static_cast<int>(sheet.dpi())
                       ? sheet.width()
                       : static_cast<int>(std::lround((widthMm + 2 * bed) * perMm));
    result.height = exact && profile.dpi == static_cast<int>(sheet.dpi())
                        ? sheet.height()
                        : static_cast<int>(std::lround((heightMm + 2 * bed) * perMm));
    const Point corners[4] = {{0, 0}, {widthMm, 0}, {widthMm, heightMm}, {0, heightMm}};
    for (std::size_t i = 0; i < 4; ++i) {
        Point source = corners[i];
        for (int round = 0; round < 20; ++round) {
            const Point d = shape.displacement(source);
            source = {corners[i].x - d.x, corners[i].y - d.y};
        }
        const Point there = motion.toScan(source);
        result.corners[i] = {there.x * perMm, there.y * perMm};
    }

    std::vector<std::uint8_t> paperPixels = sheet.bgr();
    cv::Mat paper(sheet.height(), sheet.width(), CV_8UC3, paperPixels.data());
    const double ratio = sheet.dpi() / profile.dpi;
    if (ratio > 1) cv::GaussianBlur(paper, paper, {}, 0.45 * ratio);
    cv::Mat mapX(result.height, result.width, CV_32F), mapY(result.height, result.width, CV_32F);
    for (int y = 0; y < result.height; ++y) {
        for (int x = 0; x < result.width; ++x) {
            const Point page = motion.toPage({(x + 0.5) / perMm, (y + 0.5) / perMm});
            const Point d = shape.displacement(page);
            mapX.at<float>(y, x) = static_cast<float>(sheet.pixels(page.x + d.x) - 0.5);
            mapY.at<float>(y, x) = static_cast<float>(sheet.pixels(page.y + d.y) - 0.5);
        }
    }
    const int lid = random.chance(0.12) && !exact ? random.integer(30, 90) : random.integer(240, 255);
    cv::Mat picture;
    cv::remap(paper, picture, mapX, mapY, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(lid, lid, lid));

    for (const Crease& crease : shape.creases) {
        const Point from = motion.toScan(crease.horizontal ? Point{0, crease.at} : Point{crease.at, 0});
        const Point to = motion.toScan(crease.horizontal ? Point{widthMm, crease.at} : Point{crease.at, heightMm});
        cv::Mat line = cv::Mat::zeros(picture.size(), CV_8UC3);
        cv::line(line, {static_cast<int>(from.x * perMm), static_cast<int>(from.y * perMm)},
                 {static_cast<int>(to.x * perMm), static_cast<int>(to.y * perMm)}, cv::Scalar::all(crease.shade),
                 std::max(2, static_cast<int>(0.5 * perMm)), cv::LINE_AA);
        cv::GaussianBlur(line, line, {}, 0.15 * perMm);
        cv::subtract(picture, line, picture);
    }
    shade(picture, profile, random);
    addSpeckles(picture, profile, random);
    if (profile.blur > 0) cv::GaussianBlur(picture, picture, {}, profile.blur * random.between(0.7, 1));
    if (!profile.colour || profile.bilevel) cv::cvtColor(picture, picture, cv::COLOR_BGR2GRAY);
    addNoise(picture, profile, random);
    if (profile.bilevel) cv::threshold(picture, picture, random.integer(150, 195), 255, cv::THRESH_BINARY);
    result.channels = picture.channels();
    result.pixels.assign(picture.datastart, picture.dataend);
    return result;
}

}  // namespace toitsu::scanlab
