// MNIST's digits are 20 pixels high with strokes of 2–3 pixels. Enlarged and cut at a grey level they are as sharp as
// ink at 300 dpi; the level is moved until the stroke is as thick as the pen.

#include "tests/scanlab/digit_shapes.h"

#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "forms/geometry.h"
#include "tests/scanlab/pen_path.h"

namespace toitsu::scanlab {
namespace {

Result<std::string> readGzipped(const std::string& folder, const std::string& name, std::size_t size) {
    std::string path = folder + "/" + name + ".gz";
    if (!std::filesystem::exists(path)) path = folder + "/" + name;
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    std::string bytes(size, '\0');
    if (!file || gzread(file.get(), bytes.data(), static_cast<unsigned>(size)) != static_cast<int>(size)) {
        return fail(ErrorKind::input, "T001",
                    {"MNIST のファイルが読めないか、短すぎます。--mnist のフォルダーを確かめてください。",
                     "A file of MNIST cannot be read or is too short. Check the folder of --mnist."},
                    {path});
    }
    return bytes;
}

double inked(const cv::Mat& shape) {
    return cv::sum(shape)[0] / 255.0;
}

cv::Mat sharpen(const cv::Mat& smooth, double level) {
    cv::Mat out;
    smooth.convertTo(out, CV_8U, 6.0, -6.0 * level + 128);  // a steep ramp: about one pixel of grey at the edge
    return out;
}

// The level at which area ÷ skeleton-like length gives the wanted stroke. Length is taken from the shape at the middle
// level: half of its outline.
cv::Mat withPen(const cv::Mat& smooth, double pen) {
    cv::Mat middle = sharpen(smooth, 110);
    cv::Mat thin;
    cv::erode(middle, thin, cv::Mat());
    const double outline = inked(middle) - inked(thin);
    const double length = std::max(outline / 2, 1.0);
    double low = 30, high = 220;
    for (int i = 0; i < 7; ++i) {
        const double level = (low + high) / 2;
        (inked(sharpen(smooth, level)) / length > pen ? low : high) = level;
    }
    return sharpen(smooth, (low + high) / 2);
}

cv::Mat view(Mask& mask) {
    return cv::Mat(mask.height, mask.width, CV_8UC1, mask.pixels.data());
}

void addStroke(Mask& mask, forms::Point from, forms::Point to, double pen) {
    PenPath path;
    path.curve(from, {(from.x + to.x) / 2, (from.y + to.y) / 2}, to, pen, 1, 0.9);
    const Drawing drawn = path.draw();
    for (int y = 0; y < drawn.mask.height; ++y) {
        for (int x = 0; x < drawn.mask.width; ++x) {
            const int column = drawn.left + x, row = drawn.top + y;
            if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) continue;
            auto& pixel = mask.pixels[static_cast<std::size_t>(row * mask.width + column)];
            pixel = std::max(pixel, drawn.mask.pixels[static_cast<std::size_t>(y * drawn.mask.width + x)]);
        }
    }
}

}  // namespace

void barSeven(Mask& mask, double pen, Random& random) {
    const cv::Rect ink = cv::boundingRect(view(mask));
    if (ink.empty()) return;
    const double y = ink.y + ink.height * random.between(0.48, 0.6);
    double sum = 0, weight = 0;
    for (int x = ink.x; x < ink.x + ink.width; ++x) {
        const double there = mask.pixels[static_cast<std::size_t>(static_cast<int>(y) * mask.width + x)];
        sum += there * x, weight += there;
    }
    const double x = weight > 0 ? sum / weight : ink.x + ink.width / 2.0;
    const double reach = ink.height * random.between(0.17, 0.27), tilt = random.normal() * 0.12;
    addStroke(mask, {x - reach, y + reach * tilt}, {x + reach, y - reach * tilt}, pen);
}

void slashZero(Mask& mask, double pen, Random& random) {
    const cv::Rect ink = cv::boundingRect(view(mask));
    if (ink.empty()) return;
    const double over = random.between(-0.02, 0.08);
    addStroke(mask, {ink.x - ink.width * over, ink.y + ink.height * (0.88 + random.normal() * 0.05)},
              {ink.x + ink.width * (1 + over), ink.y + ink.height * (0.12 + random.normal() * 0.05)}, pen);
}

Result<DigitShapes> DigitShapes::load(const std::string& folder) {
    DigitShapes digits;
    if (folder.empty()) return digits;
    constexpr std::size_t kCount = 10000;
    const auto images = readGzipped(folder, "t10k-images-idx3-ubyte", 16 + kCount * 784);
    if (!images) return fail(images.error());
    const auto labels = readGzipped(folder, "t10k-labels-idx1-ubyte", 8 + kCount);
    if (!labels) return fail(labels.error());
    for (std::size_t i = 0; i < kCount; ++i) {
        const auto label = static_cast<unsigned char>((*labels)[8 + i]);
        if (label > 9) continue;
        auto& shape = digits.shapes_[label].emplace_back();
        std::copy_n(images->begin() + static_cast<std::ptrdiff_t>(16 + i * 784), 784, shape.begin());
    }
    return digits;
}

Mask DigitShapes::draw(int digit, double height, double pen, const Hand& hand, Random& random) const {
    if (!fromMnist()) return handwrite(std::to_string(digit), hand, height * 1.25, pen, random);
    const auto& images = shapes_[static_cast<std::size_t>(digit)];
    auto pixels = images[static_cast<std::size_t>(random.integer(0, static_cast<int>(images.size()) - 1))];
    const cv::Mat small(28, 28, CV_8UC1, pixels.data());
    const double scale = height / 20.0;  // the digit fills 20 of the 28 rows
    cv::Mat large;
    cv::resize(small, large, {}, scale * random.between(0.9, 1.06), scale, cv::INTER_CUBIC);
    cv::GaussianBlur(large, large, {}, scale * 0.35);
    const cv::Mat drawn = withPen(large, pen);
    Mask mask = Mask::empty(drawn.cols, drawn.rows);
    std::copy(drawn.begin<std::uint8_t>(), drawn.end<std::uint8_t>(), mask.pixels.begin());
    return mask;
}

}  // namespace toitsu::scanlab
