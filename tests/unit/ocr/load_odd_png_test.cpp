#include "tests/unit/ocr/odd_file.h"

// PNG of every depth and colour type, interlaced and not (ISO 15948).

namespace toitsu::ocr {

namespace {

namespace make = odd_files;

class OddPng : public OddFile {
protected:
    static constexpr int kWide = 37, kHigh = 29;

    // `pick` gives a pixel's samples, `expected` how it is to look (BGR or grey).
    void expectRead(const std::string& name, int depth, int colour, const std::string& between,
                    const std::function<std::vector<unsigned>(int, int)>& pick,
                    const std::function<cv::Vec3b(int, int)>& expected) const {
        cv::Mat seen(kHigh, kWide, CV_8UC3);
        bool grey = true;
        for (int y = 0; y < kHigh; ++y)
            for (int x = 0; x < kWide; ++x) {
                const cv::Vec3b p = expected(x, y);
                seen.at<cv::Vec3b>(y, x) = p;
                grey = grey && p[0] == p[1] && p[1] == p[2];
            }
        if (grey) cv::extractChannel(seen, seen, 0);
        for (const bool interlaced : {false, true}) {
            const std::string rows = make::pngRows(kWide, kHigh, depth, interlaced, pick);
            const auto pages = loaded(scan_files::png(kWide, kHigh, depth, colour, rows, between, interlaced ? 1 : 0));
            EXPECT_EQ(difference(pages[0], seen), 0) << name << (interlaced ? ", interlaced" : "");
        }
    }
};

unsigned wave(int x, int y, unsigned most) {
    return static_cast<unsigned>(x * 7 + y * 13) * (most / 101 + 1) % (most + 1);
}

std::uint8_t eight(unsigned value, unsigned most) {
    return static_cast<std::uint8_t>((value * 255 + most / 2) / most);
}

}  // namespace

TEST_F(OddPng, GreyOfEveryDepth) {
    for (const int depth : {1, 2, 4, 8, 16}) {
        const unsigned most = (1u << depth) - 1;
        expectRead(
            std::to_string(depth) + " bits", depth, 0, "", [&](int x, int y) { return std::vector{wave(x, y, most)}; },
            [&](int x, int y) { return cv::Vec3b::all(eight(wave(x, y, most), most)); });
    }
}

TEST_F(OddPng, ColourAndAlphaOf8And16Bits) {
    for (const int depth : {8, 16}) {
        const unsigned most = (1u << depth) - 1;
        const auto red = [&](int x, int y) { return wave(x, y, most); };
        const auto green = [&](int x, int y) { return wave(y, x, most); };
        const auto blue = [&](int x, int) { return wave(x, x, most); };
        expectRead(
            "RGB", depth, 2, "",
            [&](int x, int y) {
                return std::vector{red(x, y), green(x, y), blue(x, y)};
            },
            [&](int x, int y) {
                return cv::Vec3b(eight(blue(x, y), most), eight(green(x, y), most), eight(red(x, y), most));
            });
        // Opaque on the left, on white paper on the right.
        const auto alpha = [&](int x) { return x < kWide / 2 ? most : 0u; };
        expectRead(
            "RGB and alpha", depth, 6, "",
            [&](int x, int y) {
                return std::vector{red(x, y), green(x, y), blue(x, y), alpha(x)};
            },
            [&](int x, int y) {
                return alpha(x) == 0
                           ? cv::Vec3b::all(255)
                           : cv::Vec3b(eight(blue(x, y), most), eight(green(x, y), most), eight(red(x, y), most));
            });
        expectRead(
            "grey and alpha", depth, 4, "",
            [&](int x, int y) {
                return std::vector{red(x, y), alpha(x)};
            },
            [&](int x, int y) { return cv::Vec3b::all(alpha(x) == 0 ? 255 : eight(red(x, y), most)); });
    }
}

TEST_F(OddPng, PalettesWithAndWithoutTransparency) {
    for (const int depth : {1, 2, 4, 8}) {
        const unsigned entries = std::min(1u << depth, 200u);
        std::string palette, alphas;
        const auto colour = [](unsigned n) {
            return cv::Vec3b(static_cast<std::uint8_t>(n * 40), static_cast<std::uint8_t>(255 - n * 3),
                             static_cast<std::uint8_t>(n * 11));
        };
        for (unsigned n = 0; n < entries; ++n) {
            const cv::Vec3b c = colour(n);
            palette += {static_cast<char>(c[2]), static_cast<char>(c[1]), static_cast<char>(c[0])};
        }
        alphas = std::string(1, '\0');  // the first entry is nothing; those behind are opaque
        const auto pick = [&](int x, int y) { return std::vector{wave(x, y, entries - 1)}; };
        expectRead("palette", depth, 3, scan_files::chunk("PLTE", palette), pick,
                   [&](int x, int y) { return colour(wave(x, y, entries - 1)); });
        expectRead("palette with alpha", depth, 3,
                   scan_files::chunk("PLTE", palette) + scan_files::chunk("tRNS", alphas), pick, [&](int x, int y) {
                       const unsigned n = wave(x, y, entries - 1);
                       return n == 0 ? cv::Vec3b::all(255) : colour(n);
                   });
    }
}

TEST_F(OddPng, AColourThatMeansNothing) {
    using namespace std::string_literals;
    expectRead(
        "grey key", 8, 0, scan_files::chunk("tRNS", "\0\x07"s), [](int x, int y) { return std::vector{wave(x, y, 9)}; },
        [](int x, int y) {
            return cv::Vec3b::all(wave(x, y, 9) == 7 ? 255 : static_cast<std::uint8_t>(wave(x, y, 9)));
        });
}

TEST_F(OddPng, ResolutionInMetresOrNothing) {
    const cv::Mat paper = scan_files::page(1240, 1754);
    std::string rows;
    for (int y = 0; y < paper.rows; ++y) rows += '\0' + std::string(paper.ptr<char>(y), 1240);
    const auto dpi = [&](const std::string& between) {
        return loaded(scan_files::png(1240, 1754, 8, 0, rows, between))[0].dpi;
    };
    const std::string density = scan_files::bigEndian(5906) + scan_files::bigEndian(5906);
    EXPECT_EQ(dpi(scan_files::chunk("pHYs", density + '\1')), 150);
    EXPECT_EQ(dpi(scan_files::chunk("pHYs", density + '\0')), 0) << "only the pixels' shape";
    EXPECT_EQ(dpi(""), 0);
}

TEST_F(OddPng, WhatIsWrongInside) {
    const std::string rows = make::pngRows(8, 8, 8, false, [](int x, int y) { return std::vector{wave(x, y, 255)}; });
    const std::string sound = scan_files::png(8, 8, 8, 0, rows);
    EXPECT_EQ(codeOf(sound), "read");
    EXPECT_EQ(codeOf(sound.substr(0, sound.size() - 12)), "S004") << "no end";
    std::string sum = sound;
    sum[sum.size() - 20] ^= 1;  // in the data or its check sum
    EXPECT_EQ(codeOf(sum), "S004");
    EXPECT_EQ(codeOf(scan_files::png(8, 8, 3, 0, rows)), "S004") << "three bits";
    EXPECT_EQ(codeOf(scan_files::png(8, 8, 8, 3, rows)), "S004") << "a palette that is not there";
    EXPECT_EQ(codeOf(scan_files::png(8, 9, 8, 0, rows)), "S004") << "a row is missing";
    EXPECT_EQ(codeOf(scan_files::png(0, 8, 8, 0, rows)), "S004");
}

}  // namespace toitsu::ocr
