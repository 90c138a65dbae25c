// The truth says where everything went. The paper carries small black dots at the corners of places; wherever a
// degradation moves them, they must be found where the truth says.

#include <gtest/gtest.h>

#include <cmath>

#include "tests/scanlab/placing_error.h"
#include "tests/scanlab/platen.h"
#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {
namespace {

using forms::Point;

constexpr double kWidth = 210, kHeight = 297;

std::vector<Point> dots() {
    std::vector<Point> all;
    for (double x = 25; x < kWidth - 20; x += 32)
        for (double y = 25; y < kHeight - 20; y += 41) all.push_back({x, y});
    return all;
}

Sheet dotted() {
    forms::BlankPicture blank{2480, 3508, std::vector<std::uint8_t>(std::size_t{2480} * 3508, 255)};
    Sheet sheet(blank, 300);
    Random random(1);
    for (const Point& dot : dots()) {
        Mask mask = Mask::empty(19, 19);
        for (int y = 0; y < 19; ++y)
            for (int x = 0; x < 19; ++x)
                mask.pixels[static_cast<std::size_t>(y * 19 + x)] = std::hypot(x - 9, y - 9) < 8.5 ? 255 : 0;
        // The dot's middle pixel is centred on the whole pixel nearest to its place.
        sheet.put({mask, static_cast<int>(sheet.pixels(dot.x)) - 9, static_cast<int>(sheet.pixels(dot.y)) - 9},
                  {0, 0, 0, 1, 0}, random);
    }
    return sheet;
}

double darkness(const Scan& scan, int x, int y) {
    const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(scan.width) + static_cast<std::size_t>(x)) *
                    static_cast<std::size_t>(scan.channels);
    return 255 - scan.pixels[at + (scan.channels == 3 ? 1 : 0)];
}

// Where the dot near `expected` lies: the middle of what is much darker than its surroundings.
Point found(const Scan& scan, Point expected) {
    const int reach = static_cast<int>(14.0 * scan.width / 2480) + 4;
    const int cx = static_cast<int>(expected.x), cy = static_cast<int>(expected.y);
    double darkest = 0, lightest = 255;
    for (int y = cy - reach; y <= cy + reach; ++y) {
        for (int x = cx - reach; x <= cx + reach; ++x) {
            darkest = std::max(darkest, darkness(scan, x, y));
            lightest = std::min(lightest, darkness(scan, x, y));
        }
    }
    double sx = 0, sy = 0, sum = 0;
    for (int y = cy - reach; y <= cy + reach; ++y) {
        for (int x = cx - reach; x <= cx + reach; ++x) {
            const double weight = std::max(0.0, darkness(scan, x, y) - (lightest + darkest) / 2);
            sx += weight * (x + 0.5), sy += weight * (y + 0.5), sum += weight;
        }
    }
    return {sx / sum, sy / sum};
}

class EveryProfile : public testing::TestWithParam<std::string> {};

TEST_P(EveryProfile, PutsThePaperWhereTheTruthSays) {
    static const Sheet sheet = dotted();
    Profile profile = *findProfile(GetParam());
    profile.stamps = profile.stains = profile.speckles = profile.streaks = 0;  // nothing that could be taken for a dot
    profile.bleed = profile.noise = 0;
    profile.cut = profile.punched = profile.fax = false;
    for (const std::uint64_t seed : {1u, 2u}) {
        Random random(seed);
        const Scan scanned = scan(sheet, kWidth, kHeight, profile, random);
        ASSERT_EQ(scanned.pixels.size(), static_cast<std::size_t>(scanned.width) *
                                             static_cast<std::size_t>(scanned.height * scanned.channels));
        const double perMm =
            std::hypot(scanned.corners[1].x - scanned.corners[0].x, scanned.corners[1].y - scanned.corners[0].y) /
            kWidth;
        for (const Point& dot : dots()) {
            // Its middle on the sheet, in mm.
            const Point middle{(static_cast<int>(sheet.pixels(dot.x)) + 0.5) / sheet.pixels(1),
                               (static_cast<int>(sheet.pixels(dot.y)) + 0.5) / sheet.pixels(1)};
            const Point expected = scanned.toPixels(middle);
            ASSERT_GT(expected.x, 30) << profile.name;
            ASSERT_LT(expected.x, scanned.width - 30) << profile.name;
            ASSERT_GT(expected.y, 30) << profile.name;
            ASSERT_LT(expected.y, scanned.height - 30) << profile.name;
            const Point seen = found(scanned, expected);
            EXPECT_LT(std::hypot(seen.x - expected.x, seen.y - expected.y) / perMm, 0.06)
                << profile.name << " seed " << seed << " at " << dot.x << " " << dot.y;
        }
    }
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const Profile& profile : profiles()) all.push_back(profile.name);
    return all;
}

INSTANTIATE_TEST_SUITE_P(Profiles, EveryProfile, testing::ValuesIn(names()),
                         [](const auto& parameter) { return parameter.param; });

Context place(double x, double y, double width, double height, const std::function<Point(Point)>& toPixels) {
    const auto pair = [](Point p) { return List{*Decimal::fromDouble(p.x), *Decimal::fromDouble(p.y)}; };
    List quad{pair(toPixels({x, y})), pair(toPixels({x + width, y})), pair(toPixels({x + width, y + height})),
              pair(toPixels({x, y + height}))};
    return Context{{"field", "a"},
                   {"box", List{*Decimal::fromDouble(x), *Decimal::fromDouble(y), *Decimal::fromDouble(width),
                                *Decimal::fromDouble(height)}},
                   {"quad", quad}};
}

TEST(Platen, EverySheetIsWhereItsTruthSaysAndNoneLiesOnAnother) {
    forms::Findings findings;
    const auto library = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings).value();
    Order order;
    order.profile = "clean";
    const Sample sample = makePlaten(library, "a5-pair", 7, order, DigitShapes::load("").value()).value();
    const Scan& scan = sample.scan;
    EXPECT_NEAR(scan.width, 216 / 25.4 * 300, 1);
    const List& forms = *sample.truth["forms"].list();
    ASSERT_EQ(forms.size(), 2u);
    double lowest = 0;
    for (const Value& form : forms) {
        ASSERT_FALSE(form["places"].list()->empty());
        double high = 1e9, low = 0;
        for (const Value& corner : *form["corners"].list()) {
            const double y = (*corner.list())[1].number()->toDouble();
            high = std::min(high, y), low = std::max(low, y);
        }
        EXPECT_GT(high, lowest) << "above the sheet before";
        lowest = low;
    }
    EXPECT_LT(lowest, scan.height);
    EXPECT_FALSE(makePlaten(library, "a3-pair", 7, order, DigitShapes::load("").value()));
}

TEST(PlacingError, IsInMillimetresAlsoWherePixelsAreNotSquare) {
    const auto real = [](Point mm) { return Point{mm.x * 10 + mm.y, mm.y * 7}; };
    const Value truth = Context{{"places", List{place(20, 30, 40, 8, real), place(100, 200, 5, 5, real)}}};
    const auto exact = placingError(truth, real);
    EXPECT_EQ(exact.corners, 8);
    EXPECT_NEAR(exact.worst, 0, 1e-9);
    const auto shifted = placingError(truth, [&](Point mm) { return real({mm.x + 0.3, mm.y - 0.4}); });
    EXPECT_NEAR(shifted.worst, 0.5, 1e-6);
    EXPECT_NEAR(shifted.mean, 0.5, 1e-6);
    EXPECT_EQ(shifted.worstField, "a");
    EXPECT_EQ(placingError(Context{}, real).corners, 0);
}

}  // namespace
}  // namespace toitsu::scanlab
