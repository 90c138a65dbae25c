// The PDF seen by other programs: qpdf finds no fault, pdftoppm draws the scan's own pixels, pdftotext finds each
// field's text in order and without spaces.

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <opencv2/imgcodecs.hpp>

#include "base/files.h"
#include "ocr/formats/glyphless_font.h"
#include "ocr/formats/pdf_image.h"
#include "ocr/formats/srgb_profile.h"
#include "ocr/formats/text_layer.h"
#include "ocr/internal/child.h"
#include "ocr/internal/mat.h"
#include "tests/unit/ocr/formats/sample_page.h"

namespace toitsu::ocr {
namespace {

ChildResult run(const std::vector<std::string>& words) {
    auto ran = runChild(words, 60);
    EXPECT_TRUE(ran) << (ran ? "" : ran.error().text(Language::en));
    return ran.value_or(ChildResult{});
}

cv::Mat gradient(int width, int height, int channels) {
    cv::Mat mat(height, width, channels == 1 ? CV_8UC1 : CV_8UC3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c)
                mat.ptr<std::uint8_t>(y)[x * channels + c] =
                    static_cast<std::uint8_t>(x * 150 / width + (c + 1) * y * 30 / height);
    return mat;
}

// pdftotext writes every kind of space as the ASCII one.
std::string plainSpaces(std::string text) {
    for (std::size_t at; (at = text.find("\u3000")) != std::string::npos;) text.replace(at, 3, " ");
    return text;
}

class Pdf : public ::testing::Test {
protected:
    std::string put(const std::string& name, const std::string& bytes) const {
        const std::string path = folder_.path() + "/" + name;
        EXPECT_TRUE(files::writeAtomically(path, bytes));
        return path;
    }
    // A page at 300 dpi from a file with those bytes.
    ReadPage pageOf(const std::string& path) const {
        auto pages = load(path);
        EXPECT_TRUE(pages) << (pages ? "" : pages.error().text(Language::en));
        ReadPage read;
        if (pages) read.page = pages->front();
        read.page.dpi = 300;
        return read;
    }
    // The only page as other programs draw it at 300 dpi.
    cv::Mat drawn(const std::string& pdf) const {
        const auto ran = run({"pdftoppm", "-r", "300", "-png", put("drawn.pdf", pdf)});
        EXPECT_EQ(ran.errors, "");
        const std::vector<std::uint8_t> png(ran.output.begin(), ran.output.end());
        return cv::imdecode(png, cv::IMREAD_COLOR);
    }
    static cv::Mat coloured(const cv::Mat& mat) {
        cv::Mat out = mat;
        if (mat.channels() == 1) cv::merge(std::vector<cv::Mat>(3, mat), out);
        return out;
    }
    // Poppler moves pictures by up to a pixel when it draws a page, so what is stored is compared exactly by itself.
    void expectStored(const ReadPage& page) const {
        const std::string path = put("stored.pdf", example::written("pdf", {page}));
        // It writes files, as a program that draws PDF for us may not.
        EXPECT_EQ(std::system(("pdfimages -png '" + path + "' '" + folder_.path() + "/stored'").c_str()), 0);
        const cv::Mat seen = cv::imread(folder_.path() + "/stored-000.png", cv::IMREAD_COLOR);
        const cv::Mat expected = coloured(view(page.page.picture));
        ASSERT_EQ(seen.size(), expected.size());
        EXPECT_EQ(cv::norm(seen, expected, cv::NORM_INF), 0);
    }
    void expectDrawn(const ReadPage& page, double most) const {
        const cv::Mat seen = drawn(example::written("pdf", {page}));
        const cv::Mat expected = coloured(view(page.page.picture));
        ASSERT_EQ(seen.size(), expected.size());
        // Not the outermost pixels, where half of one may be paper.
        const cv::Rect inside(2, 2, seen.cols - 4, seen.rows - 4);
        EXPECT_LE(cv::norm(seen(inside), expected(inside), cv::NORM_INF), most);
    }
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-pdf-").value();
};

std::string encoded(const cv::Mat& mat, const char* extension) {
    std::vector<std::uint8_t> bytes;
    EXPECT_TRUE(cv::imencode(extension, mat, bytes));
    return {bytes.begin(), bytes.end()};
}

// EXIF with nothing but an orientation, behind the start of the JPEG.
std::string turned(const std::string& jpeg, int orientation) {
    const std::string exif = std::string(
                                 "\xff\xe1\x00\x22"
                                 "Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0",
                                 29) +
                             static_cast<char>(orientation) + std::string(6, '\0');
    return jpeg.substr(0, 2) + exif + jpeg.substr(2);
}

TEST_F(Pdf, KeepsAJpegByteForByteAndUpright) {
    const std::string jpeg = encoded(gradient(97, 61, 3), ".jpg");
    for (int orientation = 1; orientation <= 8; ++orientation) {
        SCOPED_TRACE(orientation);
        const std::string bytes = turned(jpeg, orientation);
        const ReadPage page = pageOf(put("scan.jpg", bytes));
        ASSERT_EQ(page.page.picture.width, orientation >= 5 ? 61 : 97);
        EXPECT_NE(example::written("pdf", {page}).find(bytes), std::string::npos);
        expectDrawn(page, 12);  // two JPEG decoders; upside down or mirrored, corners would differ by 100
    }
}

TEST_F(Pdf, KeepsAPngByteForByte) {
    for (const int channels : {1, 3}) {
        const std::string png = encoded(gradient(97, 61, channels), ".png");
        const ReadPage page = pageOf(put("scan.png", png));
        const auto image = pdfImage(page.page);
        ASSERT_TRUE(image);
        EXPECT_NE(png.find(image->data), std::string::npos);
        expectStored(page);
        expectDrawn(page, 12);
    }
}

TEST_F(Pdf, StoresBlackAndWhiteAsG4WithoutLoss) {
    ReadPage page = pageOf(std::string(TOITSU_SOURCE_DIR) +
                           "/templates/forms/residence-copy/samples/nagano-2025-43-bilevel300.tif");
    const auto image = pdfImage(page.page);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->coding, PdfImage::Coding::g4);
    EXPECT_LT(image->data.size(), 400'000u);
    expectStored(page);
}

TEST_F(Pdf, StoresWhatPdfDoesNotKnowWithoutLoss) {
    ReadPage page;
    page.page.file = folder_.path() + "/gone.tif";
    page.page.dpi = 300;
    for (const int channels : {1, 3}) {
        page.page.picture = own(gradient(53, 47, channels));
        expectStored(page);
        expectDrawn(page, 12);
    }
}

TEST_F(Pdf, HasTheFieldsTextInOrderAndNoSpaces) {
    const std::string pdf = put("text.pdf", example::written("pdf", {example::page(), example::rejected()}));
    const std::string lines = run({"pdftotext", "-raw", "-enc", "UTF-8", pdf, "-"}).output;
    EXPECT_EQ(lines, plainSpaces(example::kName) + "\n昭和61年4月30日\n変更\n印\n" + example::kRemark + "\n\f\f");
    const std::string layout = run({"pdftotext", "-enc", "UTF-8", pdf, "-"}).output;
    for (const std::string& text : {plainSpaces(example::kName), std::string("昭和61年4月30日"), std::string("変更")})
        EXPECT_NE(layout.find(text), std::string::npos) << text << "\n" << layout;
}

TEST_F(Pdf, HasTheTextAtTheFieldsPlace) {
    const std::string pdf = put("text.pdf", example::written("pdf", {example::page()}));
    const std::string boxes = run({"pdftotext", "-bbox", pdf, "-"}).output;
    // 100 dpi: 0.72 points for a pixel; the date stands at (50, 100)–(190, 121).
    const auto at = boxes.find(">昭和61年4月30日<");
    ASSERT_NE(at, std::string::npos) << boxes;
    double left = 0, top = 0, right = 0, bottom = 0;
    const std::string word = boxes.substr(boxes.rfind("<word", at));
    ASSERT_EQ(std::sscanf(word.c_str(), "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &left, &top,
                          &right, &bottom),
              4);
    EXPECT_NEAR(left, 50 * 0.72, 0.2);
    EXPECT_NEAR(right, 190 * 0.72, 0.2);
    EXPECT_GE(top, 100 * 0.72 - 1);
    EXPECT_LE(bottom, 121 * 0.72 + 1);
}

// pdftotext takes what stands at one height for a line: a run that climbed with a page fed askew fell into pieces.
TEST_F(Pdf, TextOfAPageFedAskewStaysWhole) {
    for (const double degrees : {-5.0, 3.0}) {
        ReadPage page = example::page();
        const double a = degrees * std::acos(-1.0) / 180;
        const auto askew = [&](Quad quad) {
            for (forms::Point& p : quad) {
                const double x = p.x - 200, y = p.y - 300;
                p = {200 + x * std::cos(a) - y * std::sin(a), 300 + x * std::sin(a) + y * std::cos(a)};
            }
            return quad;
        };
        page.reading.corners = askew(page.reading.corners);
        for (forms::FieldValue& field : page.record->fields)
            for (forms::Reading& reading : field.readings) reading.quad = askew(reading.quad);
        const std::string pdf = put("askew.pdf", example::written("pdf", {page}));
        for (const char* mode : {"-raw", "-layout", "-nopgbrk"}) {
            const std::string text = run({"pdftotext", mode, "-enc", "UTF-8", pdf, "-"}).output;
            for (const std::string& field :
                 {plainSpaces(example::kName), std::string("昭和61年4月30日"), std::string("変更")})
                EXPECT_NE(text.find(field), std::string::npos) << field << " " << mode << " at " << degrees << "\n"
                                                               << text;
        }
    }
}

TEST_F(Pdf, IsTurnedUprightAndStillReadsInOrder) {
    ReadPage page = example::page();
    const auto upsideDown = [&](Quad quad) {
        for (forms::Point& p : quad) p = {400 - p.x, 600 - p.y};
        return quad;
    };
    page.reading.corners = upsideDown(page.reading.corners);
    for (forms::FieldValue& field : page.record->fields)
        for (forms::Reading& reading : field.readings) reading.quad = upsideDown(reading.quad);
    const std::string bytes = example::written("pdf", {page});
    EXPECT_NE(bytes.find("/Rotate 180"), std::string::npos);
    const std::string pdf = put("turned.pdf", bytes);
    EXPECT_EQ(run({"pdftotext", "-raw", pdf, "-"}).output,
              plainSpaces(example::kName) + "\n昭和61年4月30日\n変更\n印\n" + example::kRemark + "\n\f");
}

TEST_F(Pdf, IsPdfA2bAndTheSameEveryTime) {
    const std::string bytes = example::written("pdf", {example::page()});
    EXPECT_EQ(bytes, example::written("pdf", {example::page()}));
    EXPECT_EQ(bytes.substr(0, 8), "%PDF-1.7");
    EXPECT_NE(bytes.find("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"), std::string::npos);
    EXPECT_EQ(bytes.find("CreateDate"), std::string::npos);
    for (const char* needed : {"/GTS_PDFA1", "/DestOutputProfile", "/FontFile2", "/CIDToGIDMap", "/ToUnicode", "/ID ["})
        EXPECT_NE(bytes.find(needed), std::string::npos) << needed;
    for (const char* forbidden : {"/Encrypt", "/LZWDecode", "/JavaScript", "/Interpolate", "/AA"})
        EXPECT_EQ(bytes.find(forbidden), std::string::npos) << forbidden;
    const std::string path = put("a.pdf", bytes);
    const auto checked = run({"qpdf", "--check", path});
    EXPECT_EQ(checked.exitCode, 0) << checked.output << checked.errors;
    const std::string fonts = run({"pdffonts", path}).output;  // embedded, not a subset, with Unicode
    EXPECT_NE(fonts.find("yes no  yes"), std::string::npos) << fonts;
}

TEST(GlyphCodes, KeepsVariantsTogetherAndFindsThemAgain) {
    const auto letters = characters("葛\U000E0100葛𠮷か\u3099");
    ASSERT_EQ(letters.size(), 4u);
    GlyphCodes codes;
    for (int again = 0; again < 2; ++again)
        for (std::size_t i = 0; i < letters.size(); ++i)
            EXPECT_EQ(codes.encode(letters[i]), "000" + std::to_string(i + 1));
    const std::string map = codes.toUnicode();
    EXPECT_NE(map.find("<0001> <845BDB40DD00>"), std::string::npos);
    EXPECT_NE(map.find("<0003> <D842DFB7>"), std::string::npos);
    EXPECT_NE(map.find("4 beginbfchar"), std::string::npos);
    for (char32_t c = 0x4E00; c < 0x4E00 + 150; ++c) codes.encode(std::u32string(1, c));
    EXPECT_NE(codes.toUnicode().find("100 beginbfchar"), std::string::npos);
    EXPECT_NE(codes.toUnicode().find("54 beginbfchar"), std::string::npos);
}

TEST(GlyphlessFont, HasAChecksumThatFits) {
    const std::string font = glyphlessFont();
    std::uint32_t sum = 0;
    ASSERT_EQ(font.size() % 4, 0u);
    for (std::size_t i = 0; i < font.size(); i += 4) {
        std::uint32_t word = 0;
        for (std::size_t k = 0; k < 4; ++k) word = word << 8 | static_cast<unsigned char>(font[i + k]);
        sum += word;
    }
    EXPECT_EQ(sum, 0xB1B0AFBAu);  // OpenType, table head
}

TEST(SrgbProfile, SaysItsOwnLengthAndWhite) {
    const std::string profile = srgbProfile();
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(profile[i]);
    EXPECT_EQ(length, profile.size());
    EXPECT_EQ(profile.substr(36, 4), "acsp");
    EXPECT_EQ(profile.substr(68, 4), std::string("\0\0\xF6\xD6", 4));  // 0.9642: D50
}

}  // namespace
}  // namespace toitsu::ocr
