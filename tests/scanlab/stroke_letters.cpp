// KanjiVG gives every stroke as an SVG path of Bézier curves. A hand's character is that skeleton under a small affine
// map and a slow wave, with every stroke shifted, turned and stretched a little by itself, its end sometimes running on
// and its corners rounded; pressure falls towards the end.

#include "tests/scanlab/stroke_letters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/text.h"
#include "tests/scanlab/pen_path.h"
#include "tests/scanlab/zip_file.h"

namespace toitsu::scanlab {
namespace {

using forms::Point;

constexpr double kBox = 109;

class PathReader {
public:
    explicit PathReader(std::string_view text) : text_(text) {}

    std::vector<Point> points() {
        std::vector<Point> all;
        char command = 0;
        Point at, control;  // `control` of the curve before, which S mirrors
        while (skip()) {
            if (std::isalpha(static_cast<unsigned char>(text_[next_])) != 0) {
                command = text_[next_++];
                continue;
            }
            const bool relative = command == 'c' || command == 's' || command == 'm';
            const Point base = relative ? at : Point{};
            if (command == 'M' || command == 'm') {
                at = control = pair(base);
                all.push_back(at);
                continue;
            }
            const bool smooth = command == 's' || command == 'S';
            if (!smooth && command != 'c' && command != 'C') return {};
            const Point first = smooth ? Point{2 * at.x - control.x, 2 * at.y - control.y} : pair(base);
            const Point second = pair(base), end = pair(base);
            if (broken_) return {};
            constexpr int kSteps = 14;
            for (int i = 1; i <= kSteps; ++i) {
                const double t = static_cast<double>(i) / kSteps, s = 1 - t;
                const double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
                all.push_back({a * at.x + b * first.x + c * second.x + d * end.x,
                               a * at.y + b * first.y + c * second.y + d * end.y});
            }
            at = end;
            control = second;
        }
        return all;
    }

private:
    bool skip() {
        while (next_ < text_.size() && (text_[next_] == ' ' || text_[next_] == ',' || text_[next_] == '\n')) ++next_;
        return next_ < text_.size() && !broken_;
    }

    double number() {
        if (!skip()) return 0;
        double value = 0;
        const char* from = text_.data() + next_;
        const auto [end, error] = std::from_chars(from, text_.data() + text_.size(), value);
        broken_ = broken_ || error != std::errc{};
        next_ += static_cast<std::size_t>(std::max<std::ptrdiff_t>(end - from, 1));
        return value;
    }

    Point pair(Point base) {
        const double x = number();
        const double y = number();
        return {base.x + x, base.y + y};
    }

    std::string_view text_;
    std::size_t next_ = 0;
    bool broken_ = false;
};

std::string nameOf(char32_t character) {
    char name[32];
    std::snprintf(name, sizeof name, "kanji/%05x.svg", static_cast<unsigned>(character));
    return name;
}

bool isSpace(char32_t c) {
    return c == U' ' || c == U'　';
}

// One hand's way of bending a whole character.
struct Bend {
    double lean, slope, wide, tall, depth, phaseX, phaseY;

    Point operator()(Point p) const {
        const double u = (p.x / kBox - 0.5), v = (p.y / kBox - 0.5);
        return {(u * wide - lean * v) * kBox + depth * std::sin(v * 6 + phaseX),
                (v * tall + slope * u) * kBox + depth * std::sin(u * 6 + phaseY)};
    }
};

// One stroke as written: shifted, turned and stretched about its middle, its end run on or cut short.
std::vector<Point> writeStroke(std::vector<Point> stroke, double wildness, Random& random) {
    Point middle;
    for (const Point& p : stroke) middle.x += p.x, middle.y += p.y;
    middle.x /= static_cast<double>(stroke.size()), middle.y /= static_cast<double>(stroke.size());
    const double turn = random.normal() * 0.045 * wildness, longer = 1 + random.normal() * 0.05 * wildness;
    const double dx = random.normal() * 1.6 * wildness, dy = random.normal() * 1.6 * wildness;
    for (Point& p : stroke) {
        const double x = (p.x - middle.x) * longer, y = (p.y - middle.y) * longer;
        p = {middle.x + x - turn * y + dx, middle.y + y + turn * x + dy};
    }
    if (stroke.size() > 3 && random.chance(0.35)) {
        const Point a = stroke[stroke.size() - 3], b = stroke.back();
        const double on = random.between(0.2, 1.2) * wildness;
        stroke.push_back({b.x + (b.x - a.x) * on, b.y + (b.y - a.y) * on});
    }
    // Haste rounds corners.
    for (int round = random.integer(0, 2); round > 0; --round)
        for (std::size_t i = 1; i + 1 < stroke.size(); ++i)
            stroke[i] = {(stroke[i - 1].x + 2 * stroke[i].x + stroke[i + 1].x) / 4,
                         (stroke[i - 1].y + 2 * stroke[i].y + stroke[i + 1].y) / 4};
    return stroke;
}

}  // namespace

StrokeLetters::StrokeLetters(std::unique_ptr<ZipFile> file) : file_(std::move(file)) {}
StrokeLetters::StrokeLetters(StrokeLetters&&) noexcept = default;
StrokeLetters& StrokeLetters::operator=(StrokeLetters&&) noexcept = default;
StrokeLetters::~StrokeLetters() = default;

Result<StrokeLetters> StrokeLetters::load(const std::string& path) {
    auto zip = ZipFile::open(path);
    if (!zip) return fail(zip.error());
    return StrokeLetters(std::make_unique<ZipFile>(std::move(*zip)));
}

const StrokeLetters::Strokes& StrokeLetters::strokes(char32_t character) const {
    const auto [found, fresh] = known_.try_emplace(character);
    if (!fresh) return found->second;
    const auto drawing = file_->read(nameOf(character));
    for (std::size_t at = 0; drawing && (at = drawing->find(" d=\"", at)) != std::string::npos;) {
        const std::size_t from = at + 4, to = drawing->find('"', from);
        if (to == std::string::npos) break;
        auto points = PathReader(std::string_view(*drawing).substr(from, to - from)).points();
        if (points.size() > 1) found->second.push_back(std::move(points));
        at = to;
    }
    return found->second;
}

bool StrokeLetters::canWrite(const std::string& text) const {
    const std::u32string letters = text::decode(text);
    return !letters.empty() &&
           std::all_of(letters.begin(), letters.end(), [&](char32_t c) { return isSpace(c) || !strokes(c).empty(); });
}

Mask StrokeLetters::write(const std::string& text, double height, double pen, Random& random) const {
    const std::u32string letters = text::decode(text);
    const double wildness = random.between(0.6, 1.6), tight = random.between(0.88, 1.05);
    const double lean = random.normal() * 0.08, slope = -std::abs(random.normal()) * 0.05;
    const int margin = static_cast<int>(height * 0.4);
    const int width = static_cast<int>(height * 1.1 * static_cast<double>(letters.size())) + 2 * margin;
    Mask line = Mask::empty(width, static_cast<int>(height * 2.2) + 8);
    double x = margin, drift = 0, right = margin;
    for (const char32_t letter : letters) {
        if (isSpace(letter)) {
            x += height * 0.55;
            continue;
        }
        drift = 0.8 * drift + random.normal() * height * 0.025;
        const double size = height * (1 + random.normal() * 0.06) / kBox;
        const Bend bend{lean + random.normal() * 0.05, slope + random.normal() * 0.03,    1 + random.normal() * 0.07,
                        1 + random.normal() * 0.06,    random.between(0, 2.2) * wildness, random.between(0, 6.28),
                        random.between(0, 6.28)};
        const Point centre{x + height / 2, line.height / 2.0 + drift};
        for (const auto& stroke : strokes(letter)) {
            const auto written = writeStroke(stroke, wildness, random);
            PenPath path;
            const double press = random.between(0.85, 1.1), release = random.between(0.4, 0.9);
            for (std::size_t i = 0; i + 1 < written.size(); ++i) {
                const Point a = bend(written[i]), b = bend(written[i + 1]);
                const int steps = std::max(1, static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) * size / 1.2));
                for (int k = 0; k <= steps; ++k) {
                    const double t = static_cast<double>(k) / steps;
                    const double done = (static_cast<double>(i) + t) / static_cast<double>(written.size() - 1);
                    path.add({centre.x + (a.x + (b.x - a.x) * t) * size, centre.y + (a.y + (b.y - a.y) * t) * size},
                             pen / 2 * press * (1 - (1 - release) * done * done));
                }
            }
            if (path.empty()) continue;
            const Drawing drawn = path.draw();
            for (int row = 0; row < drawn.mask.height; ++row) {
                for (int column = 0; column < drawn.mask.width; ++column) {
                    const int px = drawn.left + column, py = drawn.top + row;
                    if (px < 0 || py < 0 || px >= line.width || py >= line.height) continue;
                    auto& pixel = line.pixels[static_cast<std::size_t>(py * line.width + px)];
                    pixel =
                        std::max(pixel, drawn.mask.pixels[static_cast<std::size_t>(row * drawn.mask.width + column)]);
                }
            }
        }
        x += height * tight;
        right = x;
    }
    // Only as wide as it became, so that whoever puts it knows where it ends.
    const int shown = std::min(line.width, static_cast<int>(right) + margin);
    Mask cut = Mask::empty(shown, line.height);
    for (int row = 0; row < line.height; ++row)
        std::copy_n(line.pixels.begin() + static_cast<std::ptrdiff_t>(row) * line.width, shown,
                    cut.pixels.begin() + static_cast<std::ptrdiff_t>(row) * shown);
    return cut;
}

}  // namespace toitsu::scanlab
