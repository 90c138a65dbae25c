#include "tests/scanlab/other_page.h"

#include <algorithm>

#include "base/text.h"

#include "tests/scanlab/lettering.h"
#include "tests/scanlab/pen_path.h"
#include "tests/scanlab/people.h"
#include "tests/scanlab/vocabulary.h"

namespace toitsu::scanlab {
namespace {

constexpr double kWidth = 210, kHeight = 297, kDpi = 300;
const Ink kToner{18, 18, 18, 0.97, 0.03};

double widthOf(const std::string& text, double size) {
    return static_cast<double>(text::length(text)) * size;
}

class Typist {
public:
    Typist(Sheet& sheet, Random& random) : sheet_(sheet), random_(random), type_(typedHand(random)) {}

    // Type whose upper left corner is there, in mm.
    void type(double x, double y, const std::string& text, double size) {
        Mask mask = typeset(text, type_, sheet_.pixels(size));
        const int left = static_cast<int>(sheet_.pixels(x)), top = static_cast<int>(sheet_.pixels(y));
        sheet_.put({std::move(mask), left, top}, kToner, random_);
    }

    void rule(double x0, double y0, double x1, double y1, double width) {
        PenPath path;
        const double pen = sheet_.pixels(width);
        path.curve({sheet_.pixels(x0), sheet_.pixels(y0)}, {sheet_.pixels((x0 + x1) / 2), sheet_.pixels((y0 + y1) / 2)},
                   {sheet_.pixels(x1), sheet_.pixels(y1)}, pen, 1, 1);
        sheet_.put(path.draw(), kToner, random_);
    }

    void letter() {
        const double size = random_.between(3.4, 4.4), margin = random_.between(20, 30);
        type(margin, 25, random_.pick(procedures()).title + "について（通知）", size * 1.5);
        type(margin, 40, drawPerson(random_).name() + "　様", size * 1.1);
        type(120, 52, drawTown(random_).name + "長　" + drawPerson(random_).name(), size);
        double y = 72;
        while (y < kHeight - 40) {
            std::string line = random_.pick(notes());
            for (std::string next = random_.pick(notes()); widthOf(line + next, size) < kWidth - 2 * margin;
                 next = random_.pick(notes()))
                line += next;
            type(margin, y, line, size);
            y += size * (random_.chance(0.15) ? 3.4 : 1.8);
        }
    }

    void table() {
        const int columns = random_.integer(3, 8), rows = random_.integer(10, 28);
        const double left = random_.between(14, 24), top = random_.between(28, 50);
        const double width = (kWidth - 2 * left) / columns, height = std::min(9.0, (kHeight - top - 25) / rows);
        type(left, top - 14, random_.pick(procedures()).title + "一覧", 5);
        for (int r = 0; r <= rows; ++r) rule(left, top + r * height, kWidth - left, top + r * height, 0.25);
        for (int c = 0; c <= columns; ++c) rule(left + c * width, top, left + c * width, top + rows * height, 0.25);
        for (int r = 0; r < rows; ++r) {
            for (int c = 0; c < columns; ++c) {
                if (r > 0 && random_.chance(0.25)) continue;
                const std::string text =
                    r == 0 ? random_.pick(gridWords()) : drawDigits(random_.integer(1, 6), random_);
                type(left + c * width + 1.5, top + r * height, text, std::min(3.2, height * 0.45));
            }
        }
    }

    void ruledPaper() {
        const double step = random_.between(7, 12), left = random_.between(12, 25);
        for (double y = 30; y < kHeight - 15; y += step) {
            rule(left, y, kWidth - left, y, 0.15);
            if (random_.chance(0.5)) type(left + 2, y - step * 0.8, random_.pick(notes()), step * 0.4);
        }
    }

    // Squared paper, with or without a drawing of straight strokes on it.
    void squaredPaper() {
        const double step = random_.between(4, 11), left = random_.between(8, 20), top = random_.between(8, 25);
        const double right = kWidth - left, bottom = kHeight - top;
        for (double y = top; y <= bottom; y += step) rule(left, y, right, y, 0.12);
        for (double x = left; x <= right; x += step) rule(x, top, x, bottom, 0.12);
        for (int n = random_.integer(0, 12); n > 0; --n)
            rule(random_.between(left, right), random_.between(top, bottom), random_.between(left, right),
                 random_.between(top, bottom), 0.5);
    }

    // Columns of small print parted by rules, headlines and framed notices, as in a newspaper or a town's bulletin.
    void newspaper() {
        const int columns = random_.integer(2, 4);
        const double left = random_.between(10, 16), gap = 5, size = random_.between(2.4, 3.2);
        const double width = (kWidth - 2 * left - (columns - 1) * gap) / columns;
        type(left, 12, "広報" + drawTown(random_).name + "　" + random_.pick(procedures()).title, 8);
        rule(left, 26, kWidth - left, 26, 0.6);
        for (int c = 0; c < columns; ++c) {
            const double x = left + c * (width + gap);
            if (c > 0) rule(x - gap / 2, 30, x - gap / 2, kHeight - 14, 0.2);
            for (double y = 31; y < kHeight - 20;) {
                if (random_.chance(0.06)) {
                    rule(x, y, x + width, y, 0.3);
                    type(x + 1, y + 2, random_.pick(procedures()).title, std::min(5.0, width / 12));
                    y += 9;
                    rule(x, y, x + width, y, 0.3);
                }
                std::string line;
                while (widthOf(line, size) < width - 8 * size) line += random_.pick(gridWords());
                type(x, y + 1, line, size);
                y += 1.5 * size;
            }
        }
    }

private:
    Sheet& sheet_;
    Random& random_;
    Hand type_;
};

}  // namespace

const std::vector<std::string>& otherKinds() {
    static const std::vector<std::string> kinds{"blank", "letter", "table", "ruled", "squared", "newspaper"};
    return kinds;
}

Result<Sample> makeOther(std::uint64_t seed, const Order& order) {
    const Random random = Random(seed).fork("other");
    Random profiles = random.fork("profile"), content = random.fork("content"), scanner = random.fork("scan");
    const auto profile = profileFor(order, seed, profiles);
    if (!profile) return fail(profile.error());
    const std::string& kind = otherKinds()[seed % otherKinds().size()];
    const int width = static_cast<int>(kWidth / 25.4 * kDpi), height = static_cast<int>(kHeight / 25.4 * kDpi);
    Sheet sheet(forms::BlankPicture{width, height,
                                    std::vector<std::uint8_t>(
                                        static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255)},
                kDpi);
    Typist typist(sheet, content);
    if (kind == "letter") typist.letter();
    if (kind == "table") typist.table();
    if (kind == "ruled") typist.ruledPaper();
    if (kind == "squared") typist.squaredPaper();
    if (kind == "newspaper") typist.newspaper();
    Sample sample{scan(sheet, kWidth, kHeight, *profile, scanner), {}, profile->name};
    sample.truth =
        Context{{"layout", ""}, {"kind", kind}, {"profile", profile->name}, {"seed", static_cast<std::int64_t>(seed)}};
    return sample;
}

}  // namespace toitsu::scanlab
