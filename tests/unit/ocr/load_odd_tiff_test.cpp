#include "tests/unit/ocr/odd_file.h"

// TIFF as scanners, fax servers and old archives write it (TIFF 6.0, BigTIFF).

namespace toitsu::ocr {

namespace {

namespace make = odd_files;

using Pick = std::function<std::vector<unsigned>(int, int)>;

constexpr int kWide = 83, kHigh = 59;

unsigned wave(int x, int y, unsigned most) {
    return static_cast<unsigned>(x * 5 + y * 11) * (most / 101 + 1) % (most + 1);
}

std::uint8_t eight(unsigned value, unsigned most) {
    return static_cast<std::uint8_t>((value * 255 + most / 2) / most);
}

make::TiffTags tags(int bits, int photometric, int samples = 1, int compression = COMPRESSION_NONE) {
    make::TiffTags t;
    t.width = kWide;
    t.height = kHigh;
    t.bits = bits;
    t.photometric = photometric;
    t.samples = samples;
    t.compression = compression;
    return t;
}

std::string file(const make::TiffTags& t, const Pick& pick, const char* mode = "w") {
    return make::tiff(mode, {[&](TIFF* out) { make::writePage(out, t, pick); }});
}

cv::Mat drawn(const std::function<std::uint8_t(int, int)>& pixel) {
    cv::Mat mat(kHigh, kWide, CV_8UC1);
    for (int y = 0; y < kHigh; ++y)
        for (int x = 0; x < kWide; ++x) mat.at<std::uint8_t>(y, x) = pixel(x, y);
    return mat;
}

cv::Mat drawnInColour(const std::function<cv::Vec3b(int, int)>& pixel) {
    cv::Mat mat(kHigh, kWide, CV_8UC3);
    for (int y = 0; y < kHigh; ++y)
        for (int x = 0; x < kWide; ++x) mat.at<cv::Vec3b>(y, x) = pixel(x, y);
    return mat;
}

class OddTiff : public OddFile {};

}  // namespace

TEST_F(OddTiff, GreyOfEveryDepthBothWaysRound) {
    for (const int bits : {1, 2, 4, 8, 16})
        for (const int photometric : {PHOTOMETRIC_MINISBLACK, PHOTOMETRIC_MINISWHITE})
            for (const int tile : {0, 32})
                for (const char* mode : {"wl", "wb", "w8"}) {
                    const unsigned most = (1u << bits) - 1;
                    make::TiffTags t = tags(bits, photometric);
                    t.tile = tile;
                    const bool white = photometric == PHOTOMETRIC_MINISWHITE;
                    const auto pages = loaded(file(
                        t, [&](int x, int y) { return std::vector{wave(x, y, most)}; }, mode));
                    const cv::Mat expected = drawn([&](int x, int y) {
                        const std::uint8_t value = eight(wave(x, y, most), most);
                        return static_cast<std::uint8_t>(white ? 255 - value : value);
                    });
                    EXPECT_LE(difference(pages[0], expected), 0.51)
                        << bits << " bits, " << (white ? "white" : "black") << ", " << tile << ", " << mode;
                }
}

TEST_F(OddTiff, BitsInEitherOrder) {
    const cv::Mat expected = drawn([](int x, int y) { return wave(x, y, 9) < 4 ? 0 : 255; });
    for (const int compression : {COMPRESSION_NONE, COMPRESSION_PACKBITS, COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
                                  COMPRESSION_CCITTFAX4, COMPRESSION_LZW})
        for (const int order : {FILLORDER_MSB2LSB, FILLORDER_LSB2MSB})
            for (const int options : {0, GROUP3OPT_2DENCODING, GROUP3OPT_FILLBITS}) {
                if (options > 0 && compression != COMPRESSION_CCITTFAX3) continue;
                for (const int tile : {0, 32}) {
                    // Fax rows in tiles nobody writes, and libtiff does not read them.
                    if (tile > 0 && compression != COMPRESSION_NONE && compression != COMPRESSION_LZW &&
                        compression != COMPRESSION_CCITTFAX4)
                        continue;
                    make::TiffTags t = tags(1, PHOTOMETRIC_MINISWHITE, 1, compression);
                    t.fillOrder = order;
                    t.groupThreeOptions = options;
                    t.tile = tile;
                    const auto pages =
                        loaded(file(t, [](int x, int y) { return std::vector{wave(x, y, 9) < 4 ? 1u : 0u}; }));
                    EXPECT_EQ(difference(pages[0], expected), 0)
                        << compression << " " << order << " " << options << " " << tile;
                }
            }
}

TEST_F(OddTiff, ColourTogetherAndInPlanesOf8And16Bits) {
    for (const int bits : {8, 16})
        for (const int planar : {PLANARCONFIG_CONTIG, PLANARCONFIG_SEPARATE})
            for (const int predictor : {0, PREDICTOR_HORIZONTAL}) {
                const unsigned most = (1u << bits) - 1;
                make::TiffTags t = tags(bits, PHOTOMETRIC_RGB, 3, COMPRESSION_LZW);
                t.planar = planar;
                t.predictor = predictor;
                const auto pages = loaded(file(t, [&](int x, int y) {
                    return std::vector{wave(x, y, most), wave(y, x, most), wave(x, 0, most)};
                }));
                const cv::Mat expected = drawnInColour([&](int x, int y) {
                    return cv::Vec3b(eight(wave(x, 0, most), most), eight(wave(y, x, most), most),
                                     eight(wave(x, y, most), most));
                });
                EXPECT_LE(difference(pages[0], expected), 0.51) << bits << " " << planar << " " << predictor;
            }
}

TEST_F(OddTiff, AlphaLiesOnWhitePaper) {
    for (const int extra : {EXTRASAMPLE_ASSOCALPHA, EXTRASAMPLE_UNASSALPHA}) {
        make::TiffTags t = tags(8, PHOTOMETRIC_RGB, 4);
        t.extra = extra;
        // Multiplied already, when it is associated: nothing is there where alpha is nothing.
        const auto pages = loaded(file(t, [&](int x, int y) {
            const bool opaque = x < kWide / 2;
            const unsigned hidden = extra == EXTRASAMPLE_ASSOCALPHA ? 0 : 99;
            return opaque ? std::vector{wave(x, y, 255), 40u, 80u, 255u} : std::vector{hidden, hidden, hidden, 0u};
        }));
        const cv::Mat expected = drawnInColour([](int x, int y) {
            return x < kWide / 2 ? cv::Vec3b(80, 40, static_cast<std::uint8_t>(wave(x, y, 255))) : cv::Vec3b::all(255);
        });
        EXPECT_EQ(difference(pages[0], expected), 0) << extra;
    }
}

TEST_F(OddTiff, Palettes) {
    for (const int bits : {1, 2, 4, 8}) {
        const unsigned entries = 1u << bits;
        make::TiffTags t = tags(bits, PHOTOMETRIC_PALETTE);
        for (unsigned n = 0; n < entries; ++n) {
            t.red.push_back(static_cast<std::uint16_t>(n * 257 % 65536));
            t.green.push_back(static_cast<std::uint16_t>((255 - n) * 257));
            t.blue.push_back(static_cast<std::uint16_t>(n * 3 % 256 * 257));
        }
        const auto pages = loaded(file(t, [&](int x, int y) { return std::vector{wave(x, y, entries - 1)}; }));
        const cv::Mat expected = drawnInColour([&](int x, int y) {
            const unsigned n = wave(x, y, entries - 1);
            return cv::Vec3b(static_cast<std::uint8_t>(n * 3), static_cast<std::uint8_t>(255 - n),
                             static_cast<std::uint8_t>(n));
        });
        EXPECT_LE(difference(pages[0], expected), 0.51) << bits;
    }
}

TEST_F(OddTiff, InksOfAPrinter) {
    // Half of each ink without black, then black alone.
    const auto pages = loaded(file(tags(8, PHOTOMETRIC_SEPARATED, 4), [](int x, int) {
        return x < kWide / 2 ? std::vector{128u, 0u, 255u, 0u} : std::vector{0u, 0u, 0u, 200u};
    }));
    const cv::Mat expected =
        drawnInColour([](int x, int) { return x < kWide / 2 ? cv::Vec3b(0, 255, 127) : cv::Vec3b::all(55); });
    EXPECT_LE(difference(pages[0], expected), 1);
}

TEST_F(OddTiff, EveryOrientationInStripsAndTiles) {
    // What is to be seen: a gradient, so that every turn and flip is another picture.
    const cv::Mat seen = drawn([](int x, int y) { return static_cast<std::uint8_t>(x * 2 + y); });
    for (int orientation = 1; orientation <= 8; ++orientation)
        for (const int tile : {0, 32}) {
            make::TiffTags t = tags(8, PHOTOMETRIC_MINISBLACK);
            t.orientation = orientation;
            t.tile = tile;
            if (orientation >= 5) std::swap(t.width, t.height);
            // TIFF 6.0, tag 274: where the stored row 0 and column 0 lie.
            const auto pages = loaded(file(t, [&](int column, int row) {
                const int w = kWide - 1, h = kHigh - 1;
                const std::array<cv::Point, 8> at{cv::Point{column, row}, {w - column, row}, {w - column, h - row},
                                                  {column, h - row},      {row, column},     {w - row, column},
                                                  {w - row, h - column},  {row, h - column}};
                return std::vector<unsigned>{seen.at<std::uint8_t>(at[static_cast<std::size_t>(orientation) - 1])};
            }));
            EXPECT_EQ(difference(pages[0], seen), 0) << orientation << " " << tile;
        }
}

TEST_F(OddTiff, ResolutionInInchesCentimetresOrNothing) {
    const auto dpi = [&](int unit, float perUnit) {
        make::TiffTags t = tags(1, PHOTOMETRIC_MINISWHITE, 1, COMPRESSION_CCITTFAX4);
        t.width = 1240;
        t.height = 1754;
        t.unit = unit;
        t.perUnit = perUnit;
        return loaded(file(t, [](int x, int y) { return std::vector{wave(x, y, 1000) == 0 ? 1u : 0u}; }))[0].dpi;
    };
    EXPECT_NEAR(dpi(RESUNIT_INCH, 150), 150, 0.01);
    EXPECT_NEAR(dpi(RESUNIT_CENTIMETER, 59.055F), 150, 0.01);
    EXPECT_EQ(dpi(RESUNIT_NONE, 150), 0);
    EXPECT_EQ(dpi(0, 0), 0);
}

TEST_F(OddTiff, EveryFaxHasSquarePixelsAfterwards) {
    struct Fax {
        float x, y;
        int high;
    };
    for (const Fax& fax : {Fax{204, 98, 1145}, Fax{204, 196, 2292}, Fax{204, 391, 4573}, Fax{200, 100, 1169}}) {
        scan_files::TiffKind kind{COMPRESSION_CCITTFAX3, 1, fax.x, fax.y};
        const auto pages = loaded(scan_files::tiff({scan_files::bilevel(scan_files::page(1728, fax.high))}, kind));
        const double wide = 1728 / static_cast<double>(fax.x), high = fax.high / static_cast<double>(fax.y);
        EXPECT_NEAR(pages[0].picture.height / static_cast<double>(pages[0].picture.width), high / wide, 0.002) << fax.y;
    }
}

TEST_F(OddTiff, PagesOfDifferentKindsWithAMaskBetween) {
    const auto plain = [](int bits, int photometric, int samples, int compression, int kind) {
        return [=](TIFF* out) {
            make::TiffTags t = tags(bits, photometric, samples, compression);
            if (kind != 0) TIFFSetField(out, TIFFTAG_SUBFILETYPE, kind);
            make::writePage(out, t, [&](int x, int y) {
                return std::vector<unsigned>(static_cast<std::size_t>(samples), wave(x, y, (1u << bits) - 1));
            });
        };
    };
    const std::string bytes =
        make::tiff("wb", {plain(1, PHOTOMETRIC_MINISWHITE, 1, COMPRESSION_CCITTFAX4, FILETYPE_PAGE),
                          plain(1, PHOTOMETRIC_MASK, 1, COMPRESSION_CCITTFAX4, FILETYPE_MASK),
                          plain(8, PHOTOMETRIC_RGB, 3, COMPRESSION_LZW, FILETYPE_PAGE),
                          plain(8, PHOTOMETRIC_MINISBLACK, 1, COMPRESSION_ADOBE_DEFLATE, 0)});
    const auto pages = loaded(bytes);
    ASSERT_EQ(pages.size(), 3u);
    EXPECT_EQ(difference(pages[0], drawn([](int x, int y) { return wave(x, y, 1) == 1 ? 0 : 255; })), 0);
    const cv::Mat grey = drawn([](int x, int y) { return static_cast<std::uint8_t>(wave(x, y, 255)); });
    EXPECT_EQ(difference(pages[1], grey), 0) << "RGB without colour";
    EXPECT_EQ(difference(pages[2], grey), 0);
}

TEST_F(OddTiff, OneBrokenPageNamesItsNumber) {
    const cv::Mat side = scan_files::bilevel(scan_files::page(640, 480));
    scan_files::TiffKind kind{COMPRESSION_LZW, 1};
    const std::string sound = scan_files::tiff({side, side, side, side}, kind);
    const auto folder = sound.size() / 4;
    // Each page's data lies before its directory, page after page: spoil the middle of the third.
    std::string spoilt = sound;
    spoilt.replace(folder * 2 + folder / 3, 40, 40, '\xff');
    const auto pages = tried(spoilt);
    ASSERT_FALSE(pages);
    EXPECT_EQ(pages.error().code, "S004");
    EXPECT_EQ(pages.error().place.page, 3);
}

TEST_F(OddTiff, KindsThatAreNotRead) {
    const auto numbers = [](int bits, int format) {
        return make::tiff("w", {[=](TIFF* out) {
                              make::TiffTags t = tags(bits, PHOTOMETRIC_MINISBLACK);
                              make::setTags(out, t);
                              TIFFSetField(out, TIFFTAG_SAMPLEFORMAT, format);
                              std::string row(static_cast<std::size_t>(kWide) * static_cast<std::size_t>(bits / 8),
                                              '\0');
                              for (int y = 0; y < kHigh; ++y)
                                  TIFFWriteScanline(out, row.data(), static_cast<std::uint32_t>(y), 0);
                          }});
    };
    EXPECT_EQ(codeOf(numbers(32, SAMPLEFORMAT_IEEEFP)), "S012");
    EXPECT_EQ(codeOf(numbers(32, SAMPLEFORMAT_UINT)), "S012");
    EXPECT_EQ(codeOf(file(tags(1, PHOTOMETRIC_MINISWHITE, 1, COMPRESSION_CCITTRLEW),
                          [](int x, int y) { return std::vector{wave(x, y, 1)}; })),
              "S012");
}

}  // namespace toitsu::ocr
