// Every pixel of the scan asks the paper what it shows: undo the camera, shift, turn and scale, then follow the paper's
// own displacement. The truth goes the other way through the same functions, so it is exact.

#include "tests/scanlab/scan.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "tests/scanlab/light.h"
#include "tests/scanlab/paper_shape.h"
#include "tests/scanlab/wear.h"

namespace toitsu::scanlab {
namespace {

using forms::Point;

// Which pixel of the sheet each pixel of the picture shows.
struct Maps {
    cv::Mat x, y;
};

Maps mapEveryPixel(const Sheet& sheet, const View& view, const PaperShape& shape, cv::Size size) {
    Maps maps{cv::Mat(size, CV_32F), cv::Mat(size, CV_32F)};
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const Point page = view.toPage({x + 0.5, y + 0.5});
            const Point d = shape.displacement(page);
            maps.x.at<float>(y, x) = static_cast<float>(sheet.pixels(page.x + d.x) - 0.5);
            maps.y.at<float>(y, x) = static_cast<float>(sheet.pixels(page.y + d.y) - 0.5);
        }
    }
    return maps;
}

// The same on a grid of four pixels, with straight lines between: a wrinkle bends by less than a thousandth of a
// millimetre over that distance, and asking twenty wrinkles for every pixel takes seconds.
Maps mapByGrid(const Sheet& sheet, const View& view, const PaperShape& shape, cv::Size size) {
    constexpr int kStep = 4;
    const cv::Size knots(size.width / kStep + 2, size.height / kStep + 2);
    std::vector<Point> grid;
    grid.reserve(static_cast<std::size_t>(knots.area()));
    for (int y = 0; y < knots.height; ++y) {
        for (int x = 0; x < knots.width; ++x) {
            const Point page = view.toPage({x * kStep + 0.5, y * kStep + 0.5});
            const Point d = shape.displacement(page);
            grid.push_back({sheet.pixels(page.x + d.x) - 0.5, sheet.pixels(page.y + d.y) - 0.5});
        }
    }
    Maps maps{cv::Mat(size, CV_32F), cv::Mat(size, CV_32F)};
    for (int y = 0; y < size.height; ++y) {
        const double v = static_cast<double>(y % kStep) / kStep;
        const Point* above = &grid[static_cast<std::size_t>(y / kStep * knots.width)];
        const Point* below = above + knots.width;
        auto* mapX = maps.x.ptr<float>(y);
        auto* mapY = maps.y.ptr<float>(y);
        for (int x = 0; x < size.width; ++x) {
            const double u = static_cast<double>(x % kStep) / kStep;
            const int k = x / kStep;
            const auto between = [&](double a, double b, double c, double d) {
                return static_cast<float>((a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v);
            };
            mapX[x] = between(above[k].x, above[k + 1].x, below[k].x, below[k + 1].x);
            mapY[x] = between(above[k].y, above[k + 1].y, below[k].y, below[k + 1].y);
        }
    }
    return maps;
}

// The paper over what lies beneath it, where it has holes or torn corners or is photographed.
cv::Mat layOver(const cv::Mat& paper, const Maps& maps, const std::vector<std::vector<Point>>& missing,
                const Sheet& sheet, const cv::Mat& beneath) {
    cv::Mat there(paper.size(), CV_8UC1, cv::Scalar(255)), seen, picture;
    for (const auto& outline : missing) {
        std::vector<cv::Point> pixels;
        for (const Point& p : outline)
            pixels.emplace_back(static_cast<int>(std::lround(sheet.pixels(p.x))),
                                static_cast<int>(std::lround(sheet.pixels(p.y))));
        cv::fillPoly(there, std::vector<std::vector<cv::Point>>{pixels}, cv::Scalar(0), cv::LINE_AA);
    }
    cv::remap(there, seen, maps.x, maps.y, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::remap(paper, picture, maps.x, maps.y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    for (int y = 0; y < picture.rows; ++y) {
        auto* row = picture.ptr<cv::Vec3b>(y);
        const auto* below = beneath.ptr<cv::Vec3b>(y);
        const std::uint8_t* share = seen.ptr<std::uint8_t>(y);
        for (int x = 0; x < picture.cols; ++x) {
            if (share[x] == 255) continue;
            for (int c = 0; c < 3; ++c)
                row[x][c] = static_cast<std::uint8_t>((row[x][c] * share[x] + below[x][c] * (255 - share[x])) / 255);
        }
    }
    return picture;
}

// The page lies a little above the table: a soft dark seam around it.
void castShadow(cv::Mat& beneath, const Maps& maps, const cv::Mat& paper, double perMm) {
    cv::Mat there(paper.size(), CV_8UC1, cv::Scalar(255)), seen, dark;
    cv::remap(there, seen, maps.x, maps.y, cv::INTER_NEAREST, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::resize(seen, seen, {}, 0.125, 0.125, cv::INTER_AREA);
    cv::GaussianBlur(seen, seen, {}, perMm * 1.5 * 0.125);
    cv::resize(seen, dark, beneath.size(), 0, 0, cv::INTER_LINEAR);
    for (int y = 0; y < beneath.rows; ++y) {
        auto* row = beneath.ptr<cv::Vec3b>(y);
        const std::uint8_t* shadow = dark.ptr<std::uint8_t>(y);
        for (int x = 0; x < beneath.cols; ++x)
            for (int c = 0; c < 3; ++c)
                row[x][c] = static_cast<std::uint8_t>(row[x][c] * (1 - 0.55 * shadow[x] / 255.0));
    }
}

// A quarter turn clockwise of a picture `size` before it.
Point turned(Point p, cv::Size size) {
    return {size.height - p.y, p.x};
}

}  // namespace

Scan scan(const Sheet& sheet, double widthMm, double heightMm, const Profile& profile, Random& random) {
    // What came after the first profiles draws from streams of its own, so that their pixels stay as they were.
    Random camera = random.fork("camera"), paperLife = random.fork("wear"), light = random.fork("light");
    const bool photo = profile.perspective > 0;
    const bool exact = profile.shift <= 0;
    const double bed = photo ? camera.between(8, 26) : exact ? 0 : random.between(0, 2.5);  // mm around the paper
    const double angle = (random.between(-1, 1) * profile.skew + (profile.flipped ? 180 : 0)) * std::numbers::pi / 180;
    View view;
    view.perMm = profile.dpi / 25.4;
    view.motion = {std::cos(angle),
                   std::sin(angle),
                   1 + random.between(-1, 1) * profile.scale,
                   {widthMm / 2, heightMm / 2},
                   {widthMm / 2 + bed, heightMm / 2 + bed}};
    view.motion.scanCentre.x += random.between(-1, 1) * profile.shift;
    view.motion.scanCentre.y += random.between(-1, 1) * profile.shift;
    const PaperShape shape = drawShape(profile, widthMm, heightMm, random);

    const bool asDrawn = exact && profile.dpi == static_cast<int>(sheet.dpi());
    const cv::Size size(asDrawn ? sheet.width() : static_cast<int>(std::lround((widthMm + 2 * bed) * view.perMm)),
                        asDrawn ? sheet.height() : static_cast<int>(std::lround((heightMm + 2 * bed) * view.perMm)));
    if (photo) {
        const std::array<Point, 4> flat{view.toPixels({0, 0}), view.toPixels({widthMm, 0}),
                                        view.toPixels({widthMm, heightMm}), view.toPixels({0, heightMm})};
        view.camera = drawCamera(profile, flat, size.width, size.height, camera);
    }

    std::vector<std::uint8_t> paperPixels;
    if (profile.bleed > 0 || profile.stains > 0 || profile.stamps > 0) {
        Sheet worn = sheet;
        wear(worn, profile, widthMm, heightMm, paperLife);
        paperPixels = worn.bgr();
    } else {
        paperPixels = sheet.bgr();
    }
    cv::Mat paper(sheet.height(), sheet.width(), CV_8UC3, paperPixels.data());
    const double ratio = sheet.dpi() / profile.dpi;
    if (ratio > 1) cv::GaussianBlur(paper, paper, {}, 0.45 * ratio);
    const Maps maps =
        photo || profile.gridded ? mapByGrid(sheet, view, shape, size) : mapEveryPixel(sheet, view, shape, size);
    const int lid = random.chance(0.12) && !exact ? random.integer(30, 90) : random.integer(240, 255);
    const auto missing = missingParts(profile, widthMm, heightMm, paperLife);
    cv::Mat picture;
    if (photo) {
        cv::Mat beneath = desk(size, camera);
        castShadow(beneath, maps, paper, view.perMm);
        picture = layOver(paper, maps, missing, sheet, beneath);
    } else if (!missing.empty()) {
        const int behind = paperLife.chance(0.4) ? paperLife.integer(10, 80) : lid;
        picture = layOver(paper, maps, missing, sheet, cv::Mat(size, CV_8UC3, cv::Scalar::all(behind)));
    } else {
        cv::remap(paper, picture, maps.x, maps.y, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(lid, lid, lid));
    }

    darkenCreases(picture, shape, view, widthMm, heightMm);
    shadeWrinkles(picture, shape, view);
    lightRoom(picture, profile, light);
    shadeTowardsEdge(picture, profile, random);
    addSpeckles(picture, profile, random);
    if (profile.blur > 0) cv::GaussianBlur(picture, picture, {}, profile.blur * random.between(0.7, 1));
    addStreaks(picture, profile, light);
    if (!profile.colour || profile.bilevel) cv::cvtColor(picture, picture, cv::COLOR_BGR2GRAY);
    addNoise(picture, profile, random);
    if (profile.bilevel) cv::threshold(picture, picture, random.integer(150, 195), 255, cv::THRESH_BINARY);
    if (profile.fax) loseRows(picture, light);

    const int turns = profile.sideways ? (camera.chance(0.5) ? 1 : 3) : 0;
    if (turns == 1) cv::rotate(picture, picture, cv::ROTATE_90_CLOCKWISE);
    if (turns == 3) cv::rotate(picture, picture, cv::ROTATE_90_COUNTERCLOCKWISE);

    Scan result;
    result.dpi = photo ? 72 : profile.dpi;
    result.bilevel = profile.bilevel;
    result.jpegQuality = profile.jpegQuality;
    result.width = picture.cols;
    result.height = picture.rows;
    result.channels = picture.channels();
    result.pixels.assign(picture.datastart, picture.dataend);
    result.toPixels = [view, shape, size, turns](Point mm) {
        Point p = view.toPixels(shape.seenAt(mm));
        cv::Size now = size;
        for (int i = 0; i < turns; ++i) {
            p = turned(p, now);
            std::swap(now.width, now.height);
        }
        return p;
    };
    const Point corners[4] = {{0, 0}, {widthMm, 0}, {widthMm, heightMm}, {0, heightMm}};
    for (std::size_t i = 0; i < 4; ++i) result.corners[i] = result.toPixels(corners[i]);
    return result;
}

}  // namespace toitsu::scanlab
