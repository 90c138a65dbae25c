#include "tests/scanlab/light.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace toitsu::scanlab {

using forms::Point;

namespace {

// Multiplies a picture by a light that was drawn on a coarse grid: light is slow, so this loses nothing.
template <class Light>
void multiply(cv::Mat& picture, Light light) {
    constexpr int kGrid = 96;
    cv::Mat coarse(kGrid, kGrid, CV_32F), field;
    for (int y = 0; y < kGrid; ++y)
        for (int x = 0; x < kGrid; ++x)
            coarse.at<float>(y, x) = static_cast<float>(light(x / (kGrid - 1.0), y / (kGrid - 1.0)));
    cv::resize(coarse, field, picture.size(), 0, 0, cv::INTER_LINEAR);
    for (int y = 0; y < picture.rows; ++y) {
        auto* row = picture.ptr<cv::Vec3b>(y);
        const float* strength = field.ptr<float>(y);
        for (int x = 0; x < picture.cols; ++x)
            for (int c = 0; c < 3; ++c)
                row[x][c] = cv::saturate_cast<std::uint8_t>(static_cast<float>(row[x][c]) * strength[x]);
    }
}

}  // namespace

void shadeTowardsEdge(cv::Mat& picture, const Profile& profile, Random& random) {
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

void darkenCreases(cv::Mat& picture, const PaperShape& shape, const View& view, double width, double height) {
    for (const Crease& crease : shape.creases) {
        const Point from = view.toPixels(crease.horizontal ? Point{0, crease.at} : Point{crease.at, 0});
        const Point to = view.toPixels(crease.horizontal ? Point{width, crease.at} : Point{crease.at, height});
        cv::Mat line = cv::Mat::zeros(picture.size(), CV_8UC3);
        cv::line(line, {static_cast<int>(from.x), static_cast<int>(from.y)},
                 {static_cast<int>(to.x), static_cast<int>(to.y)}, cv::Scalar::all(crease.shade),
                 std::max(2, static_cast<int>(0.5 * view.perMm)), cv::LINE_AA);
        cv::GaussianBlur(line, line, {}, 0.15 * view.perMm);
        cv::subtract(picture, line, picture);
    }
}

void shadeWrinkles(cv::Mat& picture, const PaperShape& shape, const View& view) {
    if (shape.wrinkles.empty()) return;
    constexpr int kStep = 6;  // pixels; a wrinkle's flanks are ten times wider
    cv::Mat coarse(picture.rows / kStep + 2, picture.cols / kStep + 2, CV_32F), light;
    for (int y = 0; y < coarse.rows; ++y) {
        for (int x = 0; x < coarse.cols; ++x) {
            const Point p = view.toPage({(x + 0.5) * kStep, (y + 0.5) * kStep});
            double strength = 1;
            for (const Wrinkle& w : shape.wrinkles) {
                const double off = w.across(p) / w.reach;
                if (std::abs(off) > 3.5) continue;
                // One flank lies in the light, the other in the shade, and the edge itself is worn dark.
                strength += w.fade(p) * (w.shade * std::tanh(3 * off) * std::exp(-off * off) -
                                         0.35 * std::abs(w.shade) * std::exp(-off * off * 90));
            }
            coarse.at<float>(y, x) = static_cast<float>(strength);
        }
    }
    cv::resize(coarse, light, {coarse.cols * kStep, coarse.rows * kStep}, 0, 0, cv::INTER_LINEAR);
    for (int y = 0; y < picture.rows; ++y) {
        auto* row = picture.ptr<cv::Vec3b>(y);
        const float* strength = light.ptr<float>(y);
        for (int x = 0; x < picture.cols; ++x)
            for (int c = 0; c < 3; ++c)
                row[x][c] = cv::saturate_cast<std::uint8_t>(static_cast<float>(row[x][c]) * strength[x]);
    }
}

void lightRoom(cv::Mat& picture, const Profile& profile, Random& random) {
    if (profile.room <= 0) return;
    const double strength = profile.room;
    const double direction = random.between(0, 6.28), dx = std::cos(direction), dy = std::sin(direction);
    const double level = random.between(0.8, 0.95), slope = strength * random.between(0.3, 0.7);
    const double vignette = strength * random.between(0.1, 0.35);
    const bool shadow = random.chance(0.3 + strength);
    const Point at{random.between(-0.1, 1.1), random.between(0.4, 1.2)};
    const double wide = random.between(0.2, 0.45), tall = random.between(0.2, 0.5),
                 dark = shadow ? strength * random.between(0.3, 0.7) : 0;
    multiply(picture, [&](double x, double y) {
        const double along = dx * (x - 0.5) + dy * (y - 0.5);
        const double away = (x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5);
        const double sx = (x - at.x) / wide, sy = (y - at.y) / tall;
        const double inShadow = 1 / (1 + std::exp(8 * (std::sqrt(sx * sx + sy * sy) - 1)));
        return level * (1 + slope * along) * (1 - vignette * 2 * away) * (1 - dark * inShadow);
    });
    const double warm = random.between(-0.08, 0.1);
    cv::multiply(picture, cv::Scalar(1 - warm, 1 - warm * 0.2, 1 + warm * 0.5), picture);
}

void addStreaks(cv::Mat& picture, const Profile& profile, Random& random) {
    for (int i = profile.streaks > 0 ? random.integer(1, profile.streaks) : 0; i > 0; --i) {
        const int x = random.integer(0, picture.cols - 1);
        const int width = std::max(1, static_cast<int>(random.between(0.08, 0.35) * profile.dpi / 25.4));
        static const std::vector<cv::Scalar> colours{
            {40, 40, 40}, {90, 90, 90}, {60, 180, 60}, {200, 90, 60}, {255, 255, 255}};
        const cv::Scalar colour = random.pick(colours);
        const double share = random.between(0.5, 0.95);
        cv::Mat strip = picture(cv::Rect(x, 0, std::min(width, picture.cols - x), picture.rows));
        const cv::Mat full(strip.size(), strip.type(), colour);
        cv::addWeighted(strip, 1 - share, full, share, 0, strip);
    }
}

void loseRows(cv::Mat& picture, Random& random) {
    for (int i = random.integer(3, 14); i > 0; --i) {
        const int y = random.integer(1, picture.rows - 2);
        if (random.chance(0.7)) {
            picture.row(y - 1).copyTo(picture.row(y));
        } else {
            const int from = random.integer(0, picture.cols / 2), length = random.integer(30, picture.cols / 2);
            picture(cv::Rect(from, y, std::min(length, picture.cols - from), 1))
                .setTo(random.chance(0.5) ? cv::Scalar::all(0) : cv::Scalar::all(255));
        }
    }
}

cv::Mat desk(cv::Size size, Random& random) {
    static const std::vector<cv::Scalar> colours{{70, 110, 160},  {40, 70, 105},   {90, 90, 90},  {45, 42, 40},
                                                 {150, 160, 165}, {200, 205, 205}, {110, 80, 50}, {60, 90, 60}};
    const cv::Scalar colour = random.pick(colours);
    constexpr int kShrink = 3;
    const cv::Size small(size.width / kShrink + 1, size.height / kShrink + 1);
    cv::Mat coarse(small, CV_8UC3), picture;
    const bool wood = random.chance(0.6);
    const double period = random.between(12, 40), curve = random.between(0.002, 0.02), tilt = random.normal() * 0.05;
    const double depth = wood ? random.between(6, 22) : 0, grain = random.between(2, 7);
    for (int y = 0; y < small.height; ++y) {
        for (int x = 0; x < small.width; ++x) {
            const double along = y + tilt * x + 14 * std::sin(x * curve);
            const double ring =
                std::sin(along * 2 * std::numbers::pi / period) + 0.5 * std::sin(along * 1.7 + x * 0.004);
            const double off = depth * ring + grain * random.between(-1.5, 1.5);
            for (int c = 0; c < 3; ++c)
                coarse.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<std::uint8_t>(colour[c] + off);
        }
    }
    cv::resize(coarse, picture, size, 0, 0, cv::INTER_LINEAR);
    return picture;
}

}  // namespace toitsu::scanlab
