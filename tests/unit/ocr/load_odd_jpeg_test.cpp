#include "tests/unit/ocr/odd_file.h"

// JPEG as cameras, phones, copiers and Photoshop write it.

namespace toitsu::ocr {

namespace {

namespace make = odd_files;

// Smooth colours: whatever JPEG rounds is small beside a wrong conversion.
cv::Mat colours(int width, int height) {
    cv::Mat mat(height, width, CV_8UC3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            mat.at<cv::Vec3b>(y, x) = cv::Vec3b(static_cast<std::uint8_t>(40 + 150 * x / width),
                                                static_cast<std::uint8_t>(60 + 120 * y / height),
                                                static_cast<std::uint8_t>(200 - 150 * x / width));
    return mat;
}

// What a printer would need for the colours; inverted as Adobe's programs write it.
cv::Mat inks(const cv::Mat& bgr, bool inverted) {
    cv::Mat out(bgr.size(), CV_8UC4);
    for (int y = 0; y < bgr.rows; ++y)
        for (int x = 0; x < bgr.cols; ++x) {
            const auto p = bgr.at<cv::Vec3b>(y, x);
            const int black = 255 - std::max({p[0], p[1], p[2]});
            const auto ink = [&](int value) { return value * 255 / std::max(1, 255 - black); };
            for (int c = 0; c < 3; ++c) {
                const int paper = ink(p[2 - c]);
                out.at<cv::Vec4b>(y, x)[c] = static_cast<std::uint8_t>(inverted ? paper : 255 - paper);
            }
            out.at<cv::Vec4b>(y, x)[3] = static_cast<std::uint8_t>(inverted ? 255 - black : black);
        }
    return out;
}

class OddJpeg : public OddFile {};

}  // namespace

TEST_F(OddJpeg, EveryColourSpaceAndMarker) {
    const cv::Mat seen = colours(160, 120);
    cv::Mat rgb;
    cv::cvtColor(seen, rgb, cv::COLOR_BGR2RGB);
    struct Case {
        std::string name;
        J_COLOR_SPACE given, stored;
        bool jfif, adobe, inverted;
    };
    for (const Case& c : {Case{"as usual", JCS_RGB, JCS_YCbCr, true, false, false},
                          Case{"no marker", JCS_RGB, JCS_YCbCr, false, false, false},
                          Case{"Adobe's marker", JCS_RGB, JCS_YCbCr, false, true, false},
                          Case{"both markers", JCS_RGB, JCS_YCbCr, true, true, false},
                          Case{"RGB with Adobe's marker", JCS_RGB, JCS_RGB, false, true, false},
                          Case{"RGB told by its components", JCS_RGB, JCS_RGB, false, false, false},
                          Case{"CMYK as Adobe writes it", JCS_CMYK, JCS_CMYK, false, true, true},
                          Case{"YCCK as Adobe writes it", JCS_CMYK, JCS_YCCK, false, true, true},
                          Case{"CMYK without a marker", JCS_CMYK, JCS_CMYK, false, false, false}})
        for (const bool progressive : {false, true}) {
            make::JpegKind kind;
            kind.given = c.given;
            kind.stored = c.stored;
            kind.jfif = c.jfif;
            kind.adobe = c.adobe;
            kind.progressive = progressive;
            kind.across = kind.down = 1;
            const auto pages = loaded(make::jpeg(c.given == JCS_CMYK ? inks(seen, c.inverted) : rgb, kind));
            EXPECT_LT(difference(pages[0], seen), 4) << c.name << (progressive ? ", progressive" : "");
        }
}

TEST_F(OddJpeg, AWrongTransformInAdobesMarkerIsNotBelieved) {
    make::JpegKind kind;
    kind.jfif = false;
    kind.adobe = true;
    cv::Mat rgb;
    const cv::Mat seen = colours(160, 120);
    cv::cvtColor(seen, rgb, cv::COLOR_BGR2RGB);
    kind.given = JCS_RGB;
    std::string bytes = make::jpeg(rgb, kind);
    const auto marker = bytes.find("Adobe");
    ASSERT_NE(marker, std::string::npos);
    bytes[marker + 11] = 7;  // no such transform
    EXPECT_LT(difference(loaded(bytes)[0], seen), 4);
}

TEST_F(OddJpeg, EverySampling) {
    const cv::Mat seen = colours(165, 123);
    for (const auto& [across, down] : {std::pair{1, 1}, {2, 1}, {1, 2}, {2, 2}, {4, 1}, {4, 2}})
        for (const int restart : {0, 3}) {
            make::JpegKind kind;
            kind.across = across;
            kind.down = down;
            kind.restart = restart;
            EXPECT_LT(difference(loaded(make::jpeg(seen, kind))[0], seen), 4) << across << ":" << down;
        }
}

TEST_F(OddJpeg, EveryOrientationInBothByteOrders) {
    // The corners tell the eight apart: white, black, light, dark, clockwise from the upper left.
    const std::array<std::uint8_t, 4> corner{255, 0, 170, 85};
    cv::Mat seen(32, 64, CV_8UC1);
    const auto paint = [&](cv::Mat mat, int n, std::uint8_t value) {
        const int x = n == 1 || n == 2 ? mat.cols / 2 : 0, y = n >= 2 ? mat.rows / 2 : 0;
        mat(cv::Rect(x, y, mat.cols / 2, mat.rows / 2)).setTo(value);
    };
    make::JpegKind kind;
    kind.given = kind.stored = JCS_GRAYSCALE;
    kind.across = kind.down = 1;
    // EXIF 2.3: where the stored first row and first column lie in what is meant to be seen.
    //                                  1           2            3            4            5           6           7 8
    const std::vector<std::array<int, 4>> shown{{0, 1, 2, 3}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 2, 1, 0},
                                                {0, 3, 2, 1}, {1, 2, 3, 0}, {2, 1, 0, 3}, {3, 0, 1, 2}};
    for (int orientation = 1; orientation <= 8; ++orientation)
        for (const bool little : {true, false}) {
            // A stored corner n is to appear at corner shown[n].
            const auto& where = shown[static_cast<std::size_t>(orientation) - 1];
            cv::Mat stored(orientation >= 5 ? 64 : 32, orientation >= 5 ? 32 : 64, CV_8UC1);
            for (int n = 0; n < 4; ++n) {
                paint(seen, n, corner[static_cast<std::size_t>(n)]);
                paint(stored, n, corner[static_cast<std::size_t>(where[static_cast<std::size_t>(n)])]);
            }
            const auto pages = loaded(make::withExif(make::jpeg(stored, kind), orientation, little));
            EXPECT_LT(difference(pages[0], seen), 2) << orientation << (little ? " little" : " big");
        }
}

TEST_F(OddJpeg, ResolutionInInchesCentimetresOrNothing) {
    const cv::Mat paper = scan_files::page(1240, 1754);
    const auto kindOf = [](int unit, int density) {
        make::JpegKind kind;
        kind.given = kind.stored = JCS_GRAYSCALE;
        kind.unit = unit;
        kind.x = kind.y = density;
        return kind;
    };
    const auto dpi = [&](const std::string& bytes) { return loaded(bytes)[0].dpi; };
    EXPECT_NEAR(dpi(make::jpeg(paper, kindOf(1, 150))), 150, 0.5);
    EXPECT_NEAR(dpi(make::jpeg(paper, kindOf(2, 59))), 150, 1.5);
    EXPECT_EQ(dpi(make::jpeg(paper, kindOf(0, 1))), 0);
    const std::string none = make::jpeg(paper, kindOf(0, 1)), wrong = make::jpeg(paper, kindOf(1, 1)),
                      sound = make::jpeg(paper, kindOf(1, 150));
    EXPECT_NEAR(dpi(make::withExif(none, 1, true, 150)), 150, 0.5);
    EXPECT_NEAR(dpi(make::withExif(none, 1, false, 59, 3)), 150, 1.5);
    EXPECT_NEAR(dpi(make::withExif(wrong, 1, true, 150)), 150, 0.5) << "JFIF's 1 dpi is no resolution";
    EXPECT_NEAR(dpi(make::withExif(sound, 1, true, 1)), 150, 0.5) << "EXIF's 1 dpi is none either";
    EXPECT_EQ(dpi(make::withExif(none, 1, true, 4'000'000)), 0);
}

TEST_F(OddJpeg, WhatStandsAroundThePicture) {
    const cv::Mat seen = colours(160, 120);
    const std::string plain = make::jpeg(seen, {});
    EXPECT_LT(difference(loaded(plain + std::string(5000, 'x'))[0], seen), 4) << "a tail";
    EXPECT_LT(difference(loaded(plain + make::jpeg(seen * 0.5, {}))[0], seen), 4) << "a second picture behind";
    std::string filled = plain;
    filled.insert(2, 3, '\xff');
    EXPECT_LT(difference(loaded(filled)[0], seen), 4) << "fill bytes before a marker";
    // A thumbnail in a segment of its own, as phones write it.
    const std::string small = make::jpeg(colours(16, 12), {}), body = std::string("Exif\0\0", 6) + small;
    const auto length = static_cast<unsigned>(body.size() + 2);
    const std::string nested = plain.substr(0, 2) + "\xff\xe1" + static_cast<char>(length >> 8) +
                               static_cast<char>(length & 0xff) + body + plain.substr(2);
    EXPECT_LT(difference(loaded(nested)[0], seen), 4);
}

TEST_F(OddJpeg, KindsThatAreNotRead) {
    const std::string grey = [] {
        make::JpegKind kind;
        kind.given = kind.stored = JCS_GRAYSCALE;
        return make::jpeg(scan_files::page(64, 64), kind);
    }();
    const auto frame = grey.find("\xff\xc0");
    ASSERT_NE(frame, std::string::npos);
    for (const char marker : {'\xc3', '\xc5', '\xc9', '\xca', '\xcb'}) {
        std::string other = grey;
        other[frame + 1] = marker;
        EXPECT_EQ(codeOf(other), "S012") << static_cast<int>(static_cast<unsigned char>(marker));
    }
    std::string twelve = grey;
    twelve[frame + 4] = 12;
    EXPECT_EQ(codeOf(twelve), "S012");
    make::JpegKind two;
    two.given = two.stored = JCS_UNKNOWN;
    EXPECT_EQ(codeOf(make::jpeg(cv::Mat(64, 64, CV_8UC2, cv::Scalar::all(90)), two)), "S012") << "two channels";
}

}  // namespace toitsu::ocr
