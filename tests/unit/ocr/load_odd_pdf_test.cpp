#include <cstdlib>
#include <filesystem>

#include "tests/unit/ocr/odd_file.h"

// PDF as copiers, fax servers and office programs write it (ISO 32000-1).

namespace toitsu::ocr {

namespace {

namespace make = odd_files;

// A scan of A6 at 150 dpi, and its page in points.
constexpr int kWide = 620, kHigh = 877;
constexpr double kPointsWide = kWide * 72 / 150.0, kPointsHigh = kHigh * 72 / 150.0;

std::string box(const std::string& name = "MediaBox", double x = 0, double y = 0) {
    return "/" + name + "[" + std::to_string(x) + " " + std::to_string(y) + " " + std::to_string(x + kPointsWide) +
           " " + std::to_string(y + kPointsHigh) + "]";
}

std::string image(const std::string& rest, int bits = 8) {
    return "/Width " + std::to_string(kWide) + "/Height " + std::to_string(kHigh) + "/BitsPerComponent " +
           std::to_string(bits) + rest;
}

// The strip of a TIFF with one strip, as it stands in the file.
std::string groupFour(const cv::Mat& two) {
    scan_files::TiffKind kind{COMPRESSION_CCITTFAX4};
    const auto folder = files::TemporaryFolder::make("toitsu-g4");
    const std::string path = folder->path() + "/a.tif";
    EXPECT_TRUE(files::writeAtomically(path, scan_files::tiff({two}, kind)));
    TIFF* tiff = TIFFOpen(path.c_str(), "r");
    std::string bytes(static_cast<std::size_t>(TIFFRawStripSize(tiff, 0)), '\0');
    TIFFReadRawStrip(tiff, 0, bytes.data(), static_cast<tmsize_t>(bytes.size()));
    TIFFClose(tiff);
    return bytes;
}

// ITU-T T.88: a page and one generic region coded as Group 4 is, embedded as PDF wants it (no file header).
std::string jbig2(const cv::Mat& two) {
    using namespace std::string_literals;
    const auto n = scan_files::bigEndian;
    const auto wide = static_cast<std::uint32_t>(two.cols), high = static_cast<std::uint32_t>(two.rows);
    const std::string page = n(wide) + n(high) + n(0) + n(0) + "\0\0\0"s;
    const std::string region = n(wide) + n(high) + n(0) + n(0) + "\0\x01"s + groupFour(two);
    const auto segment = [&](std::uint32_t number, char type, const std::string& body) {
        return n(number) + type + "\0\x01"s + n(static_cast<std::uint32_t>(body.size())) + body;
    };
    return segment(0, 48, page) + segment(1, 38, region);
}

std::string raw(const cv::Mat& mat) {
    return {mat.ptr<char>(0), mat.total() * mat.elemSize()};
}

std::string packedBits(const cv::Mat& two) {
    std::string out;
    for (int y = 0; y < two.rows; ++y)
        for (int x = 0; x < two.cols; x += 8) {
            unsigned byte = 0;
            for (int bit = 0; bit < 8; ++bit)
                byte = byte << 1 | (x + bit < two.cols && two.at<std::uint8_t>(y, x + bit) > 0 ? 1u : 0u);
            out += static_cast<char>(byte);
        }
    return out;
}

class OddPdf : public OddFile {
protected:
    const cv::Mat grey_ = scan_files::page(kWide, kHigh), colour_ = scan_files::page(kWide, kHigh, 3),
                  two_ = scan_files::bilevel(grey_);

    // What a program of Debian's makes of a file; nothing when it fails.
    std::string remade(const std::string& bytes, const std::string& command) const {
        const std::string in = folder_.path() + "/in.pdf", out = folder_.path() + "/out.pdf";
        EXPECT_TRUE(files::writeAtomically(in, bytes));
        std::filesystem::remove(out);
        EXPECT_EQ(std::system(("qpdf " + command + " '" + in + "' '" + out + "'").c_str()), 0) << command;
        const auto made = files::read(out);
        return made ? *made : "";
    }
};

}  // namespace

TEST_F(OddPdf, EveryWayToStoreAScanGivesItsOwnPixels) {
    struct Case {
        std::string name, image, body;
        cv::Mat expected;
        double within;
    };
    cv::Mat rgb, inverted;
    cv::cvtColor(colour_, rgb, cv::COLOR_BGR2RGB);
    cv::bitwise_not(grey_, inverted);
    const std::string fax = "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns " + std::to_string(kWide) + "/Rows " +
                            std::to_string(kHigh) + ">>";
    const std::string flate = "/Filter/FlateDecode";
    cv::Mat shades = grey_ / 16;
    cv::Mat sixteen;
    cv::LUT(shades, cv::Mat(1, 256, CV_8UC1, cv::Scalar(0)), sixteen);
    std::string palette;
    for (int n = 0; n < 256; ++n)
        palette += "00" + std::string(1, "0123456789abcdef"[n / 16]) + "0123456789abcdef"[n % 16] + "80";
    cv::Mat indexed(grey_.size(), CV_8UC3);
    for (int y = 0; y < kHigh; ++y)
        for (int x = 0; x < kWide; ++x) indexed.at<cv::Vec3b>(y, x) = {0x80, grey_.at<std::uint8_t>(y, x), 0};
    const std::vector<Case> cases{
        {"JBIG2", image("/ColorSpace/DeviceGray/Filter/JBIG2Decode", 1), jbig2(two_), two_, 0},
        {"Group 4", image("/ColorSpace/DeviceGray" + fax, 1), groupFour(two_), two_, 0},
        {"Group 4 as a stencil", image("/ImageMask true" + fax, 1), groupFour(two_), two_, 0},
        {"bits, deflated", image("/ColorSpace/DeviceGray" + flate, 1), scan_files::deflated(packedBits(two_)), two_, 0},
        {"grey, deflated", image("/ColorSpace/DeviceGray" + flate), scan_files::deflated(raw(grey_)), grey_, 0},
        {"grey the other way round", image("/ColorSpace/DeviceGray/Decode[1 0]" + flate),
         scan_files::deflated(raw(inverted)), grey_, 0},
        {"colour, deflated", image("/ColorSpace/DeviceRGB" + flate), scan_files::deflated(raw(rgb)), colour_, 0},
        {"a palette", image("/ColorSpace[/Indexed/DeviceRGB 255<" + palette + ">]" + flate),
         scan_files::deflated(raw(grey_)), indexed, 0},
        {"JPEG 2000", image("/Filter/JPXDecode"),
         scan_files::encoded(".jp2", grey_, {cv::IMWRITE_JPEG2000_COMPRESSION_X1000, 1000}), grey_, 1},
        {"JPEG in colour", image("/ColorSpace/DeviceRGB/Filter/DCTDecode"),
         scan_files::encoded(".jpg", colour_, {cv::IMWRITE_JPEG_QUALITY, 98}), colour_, 6}};
    for (const Case& c : cases) {
        const auto pages = loaded(make::pdfWithImage(box(), c.image, c.body, kPointsWide, kPointsHigh));
        EXPECT_LE(difference(pages[0], c.expected), c.within)
            << c.name << ", " << pages[0].picture.width << " × " << pages[0].picture.height;
        EXPECT_EQ(pages[0].dpi, 150) << c.name;
    }
}

TEST_F(OddPdf, InksOfAPrinter) {
    make::JpegKind kind;
    kind.given = kind.stored = JCS_CMYK;
    kind.jfif = false;
    kind.across = kind.down = 1;
    cv::Mat inks(kHigh, kWide, CV_8UC4, cv::Scalar(0, 0, 0, 0));
    inks(cv::Rect(0, 0, kWide, kHigh / 2)).setTo(cv::Scalar(0, 0, 0, 255));  // black above, paper below
    const auto pages = loaded(make::pdfWithImage(box(), image("/ColorSpace/DeviceCMYK/Filter/DCTDecode"),
                                                 make::jpeg(inks, kind), kPointsWide, kPointsHigh));
    const cv::Mat seen = view(pages[0].picture);
    ASSERT_EQ(seen.rows, kHigh);
    cv::Mat grey = greyOf(pages[0].picture);
    EXPECT_LT(cv::mean(grey(cv::Rect(0, 0, kWide, kHigh / 2 - 8)))[0], 60);
    EXPECT_GT(cv::mean(grey(cv::Rect(0, kHigh / 2 + 8, kWide, kHigh / 2 - 8)))[0], 250);
}

TEST_F(OddPdf, PagesTurnedShiftedAndCut) {
    const std::string body = scan_files::deflated(raw(grey_)), how = image("/ColorSpace/DeviceGray/Filter/FlateDecode");
    cv::Mat turned;
    for (const auto& [turn, code] : {std::pair{90, 0}, {180, 1}, {270, 2}, {-90, 2}, {450, 0}}) {
        cv::rotate(grey_, turned, code);
        const auto pages =
            loaded(make::pdfWithImage(box() + "/Rotate " + std::to_string(turn), how, body, kPointsWide, kPointsHigh));
        EXPECT_EQ(difference(pages[0], turned), 0) << turn;
    }
    // A page that does not begin at zero; what is drawn moves with it.
    // Its first pixel then begins a rounding error before a whole one: poppler blurs it by that pixel, and moves
    // nothing.
    constexpr double blurred = 3;
    const std::string moved = " -100 50 cm /I Do Q";
    std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1" + box("MediaBox", -100, 50) + ">>",
        "<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
        make::stream("", "q " + std::to_string(kPointsWide) + " 0 0 " + std::to_string(kPointsHigh) + moved),
        make::stream("/Type/XObject/Subtype/Image" + how, body)};
    EXPECT_LT(difference(loaded(make::pdfOf(objects))[0], grey_), blurred) << "the page's size stands with its parent";
    EXPECT_LT(difference(loaded(make::pdfOf(objects, false))[0], grey_), blurred) << "without a table of objects";
    EXPECT_LT(difference(loaded("\n\nX-Mailer: fax\n" + make::pdfOf(objects, false))[0], grey_), blurred)
        << "something before its header";
    // Only the crop box is shown: here the lower half.
    objects[2].insert(objects[2].size() - 2, "/CropBox[-100 50 " + std::to_string(kPointsWide - 100) + " " +
                                                 std::to_string(50 + kPointsHigh / 2) + "]");
    const auto half = loaded(make::pdfOf(objects));
    EXPECT_NEAR(half[0].picture.height, kHigh / 2.0, 1.5);
    EXPECT_EQ(half[0].picture.width, kWide);
}

TEST_F(OddPdf, PasswordsAndPackedObjects) {
    const std::string body = scan_files::deflated(raw(grey_)), how = image("/ColorSpace/DeviceGray/Filter/FlateDecode");
    const std::string plain = make::pdfWithImage(box(), how, body, kPointsWide, kPointsHigh);
    EXPECT_EQ(codeOf(remade(plain, "--encrypt secret owner 256 --")), "S008");
    EXPECT_EQ(codeOf(remade(plain, "--allow-weak-crypto --encrypt secret owner 128 --")), "S008");
    EXPECT_EQ(difference(loaded(remade(plain, "--encrypt '' owner 256 --print=none --extract=n --"))[0], grey_), 0)
        << "anyone may look at it";
    EXPECT_EQ(difference(loaded(remade(plain, "--object-streams=generate --linearize"))[0], grey_), 0);
}

TEST_F(OddPdf, PagesWithoutAPicture) {
    const auto with = [](const std::string& page, const std::string& content) {
        return make::pdfOf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                            "<</Type/Page/Parent 2 0 R/Contents 4 0 R" + page + ">>", make::stream("", content)});
    };
    const auto line = loaded(with("/MediaBox[0 0 420 595]", "2 w 50 50 m 300 300 l S"));
    EXPECT_EQ(line[0].dpi, 300);
    EXPECT_EQ(line[0].picture.channels, 1);
    const auto blank = loaded(with("/MediaBox[0 0 420 595]", ""));
    EXPECT_EQ(cv::countNonZero(view(blank[0].picture) < 255), 0);
    EXPECT_EQ(codeOf(with("/MediaBox[0 0 14400 14400]", "")), "S005");
    EXPECT_EQ(codeOf(with("/MediaBox[0 0 1000000000 1000000000]", "")), "S005");
    EXPECT_NE(codeOf(with("/MediaBox[0 0 0 0]", "")), "");
    EXPECT_EQ(codeOf(make::pdfOf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"})), "S004");
    EXPECT_EQ(codeOf(make::pdfOf({"<</Type/Catalog>>"})), "S004");
    EXPECT_EQ(codeOf("%PDF-1.7\n"), "S004");
}

TEST_F(OddPdf, PicturesThatAreBrokenInside) {
    const std::string how = image("/ColorSpace/DeviceGray/Filter/");
    const auto code = [&](const std::string& filter, const std::string& body) {
        return codeOf(make::pdfWithImage(box(), how + filter, body, kPointsWide, kPointsHigh));
    };
    const std::string jpeg = scan_files::encoded(".jpg", grey_);
    EXPECT_EQ(code("DCTDecode", jpeg), "read");
    EXPECT_EQ(code("DCTDecode", jpeg.substr(0, jpeg.size() / 2)), "S004");
    EXPECT_EQ(code("DCTDecode", "nothing"), "S004");
    const std::string flate = scan_files::deflated(raw(grey_));
    EXPECT_EQ(code("FlateDecode", flate.substr(0, flate.size() / 2)), "S004");
    EXPECT_EQ(code("Unheard", flate), "S004");
    EXPECT_EQ(code("JPXDecode", "nothing"), "S004");
    const auto bits = [&](const std::string& filter, const std::string& body) {
        return codeOf(make::pdfWithImage(box(), image("/ColorSpace/DeviceGray/Filter/" + filter, 1), body, kPointsWide,
                                         kPointsHigh));
    };
    const std::string fax = groupFour(two_), book = jbig2(two_);
    const std::string how4 = "CCITTFaxDecode/DecodeParms<</K -1/Columns 620/Rows 877>>";
    EXPECT_EQ(bits(how4, fax), "read");
    EXPECT_EQ(bits(how4, fax.substr(0, fax.size() / 2)), "S004");
    EXPECT_EQ(bits("JBIG2Decode", book), "read");
    EXPECT_EQ(bits("JBIG2Decode", book.substr(0, book.size() / 2)), "S004");
}

}  // namespace toitsu::ocr
