#include <gtest/gtest.h>

#include "ocr/internal/mat.h"
#include "ocr/page.h"
#include "tests/unit/ocr/scan_files.h"

// Every kind of file that scanners and offices write, pixel for pixel.

namespace toitsu::ocr {

namespace {

namespace make = scan_files;

class LoadFormats : public testing::Test {
protected:
    std::string put(const std::string& name, const std::string& bytes) const {
        const std::string path = folder_.path() + "/" + name;
        EXPECT_TRUE(files::writeAtomically(path, bytes));
        return path;
    }
    std::vector<Page> loaded(const std::string& name, const std::string& bytes) const {
        auto pages = load(put(name, bytes));
        EXPECT_TRUE(pages) << name << ": " << pages.error().text(Language::en);
        return pages ? std::move(*pages) : std::vector<Page>(1);
    }
    static double difference(const Page& page, const cv::Mat& expected) {
        const cv::Mat seen = view(page.picture);
        if (seen.size() != expected.size() || seen.type() != expected.type()) return 1e9;
        return cv::norm(seen, expected, cv::NORM_INF);
    }
    files::TemporaryFolder folder_ = *files::TemporaryFolder::make("toitsu-load");
};

std::string rowsOf(const cv::Mat& mat) {
    std::string rows;
    for (int y = 0; y < mat.rows; ++y)
        rows += '\0' + std::string(mat.ptr<char>(y), static_cast<std::size_t>(mat.cols) * mat.elemSize());
    return rows;
}

}  // namespace

TEST_F(LoadFormats, PngOfEveryKind) {
    const cv::Mat grey = make::page(123, 77), colour = make::page(123, 77, 3);
    cv::Mat rgb;
    cv::cvtColor(colour, rgb, cv::COLOR_BGR2RGB);
    EXPECT_EQ(difference(loaded("grey.png", make::png(123, 77, 8, 0, rowsOf(grey)))[0], grey), 0);
    EXPECT_EQ(difference(loaded("rgb.png", make::png(123, 77, 8, 2, rowsOf(rgb)))[0], colour), 0);
    const cv::Mat two = make::bilevel(grey);
    EXPECT_EQ(difference(loaded("bits.png", make::encoded(".png", two, {cv::IMWRITE_PNG_BILEVEL, 1}))[0], two), 0);
    cv::Mat deep;
    grey.convertTo(deep, CV_16U, 257);
    EXPECT_EQ(difference(loaded("deep.png", make::encoded(".png", deep))[0], grey), 0);
}

TEST_F(LoadFormats, TransparentPngLiesOnWhitePaper) {
    // Four pixels of grey and alpha: black opaque, black transparent, black half, white.
    const std::string rows{0, 0, '\xff', 0, 0, 0, '\x80', '\xff', '\xff'};
    const auto pages = loaded("alpha.png", make::png(4, 1, 8, 4, rows));
    const auto& p = *pages[0].picture.pixels;
    EXPECT_EQ(p, (std::vector<std::uint8_t>{0, 255, 127, 255}));
    EXPECT_EQ(pages[0].picture.channels, 1);
}

TEST_F(LoadFormats, GreyPagesHaveOneChannelHoweverTheyAreStored) {
    const cv::Mat grey = make::page(200, 100);
    cv::Mat bgr;
    cv::cvtColor(grey, bgr, cv::COLOR_GRAY2BGR);
    EXPECT_EQ(loaded("a.png", make::encoded(".png", bgr))[0].picture.channels, 1);
    EXPECT_EQ(loaded("b.jpg", make::encoded(".jpg", bgr))[0].picture.channels, 1);
    EXPECT_EQ(loaded("c.jpg", make::encoded(".jpg", make::page(200, 100, 3)))[0].picture.channels, 3);
    // One small blue tick keeps a page coloured.
    cv::line(bgr, {50, 50}, {58, 44}, {200, 60, 40}, 1);
    EXPECT_EQ(loaded("d.png", make::encoded(".png", bgr))[0].picture.channels, 3);
}

TEST_F(LoadFormats, JpegGreyColourProgressive) {
    const cv::Mat grey = make::page(333, 222), colour = make::page(333, 222, 3);
    const std::string plain = make::encoded(".jpg", grey);
    EXPECT_EQ(difference(loaded("grey.jpg", plain)[0], cv::imread(put("same.jpg", plain), cv::IMREAD_GRAYSCALE)), 0);
    const std::string slow = make::encoded(".jpg", colour, {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
    EXPECT_EQ(difference(loaded("colour.jpg", slow)[0], cv::imread(put("same2.jpg", slow), cv::IMREAD_COLOR)), 0);
}

TEST_F(LoadFormats, WebpWithAndWithoutLoss) {
    const cv::Mat colour = make::page(150, 90, 3);
    const auto whole = loaded("whole.webp", make::encoded(".webp", colour, {cv::IMWRITE_WEBP_QUALITY, 101}));
    EXPECT_EQ(difference(whole[0], colour), 0);
    const auto lossy =
        loaded("lossy.webp", make::encoded(".webp", make::page(1240, 877), {cv::IMWRITE_WEBP_QUALITY, 80}));
    EXPECT_EQ(lossy[0].picture.width, 1240);
    EXPECT_EQ(lossy[0].picture.channels, 1);
    cv::Mat transparent(40, 60, CV_8UC4, cv::Scalar(0, 0, 0, 0));
    const auto clear = loaded("clear.webp", make::encoded(".webp", transparent, {cv::IMWRITE_WEBP_QUALITY, 101}));
    EXPECT_EQ(difference(clear[0], cv::Mat(40, 60, CV_8UC1, cv::Scalar(255))), 0);
}

TEST_F(LoadFormats, TiffOfEveryCompression) {
    const cv::Mat grey = make::page(640, 480), two = make::bilevel(grey), colour = make::page(640, 480, 3);
    for (const int compression : {COMPRESSION_NONE, COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4,
                                  COMPRESSION_LZW, COMPRESSION_PACKBITS, COMPRESSION_ADOBE_DEFLATE})
        for (const int rows : {0, 37}) {
            make::TiffKind kind{compression};
            kind.rowsPerStrip = rows;
            const auto pages = loaded("two.tif", make::tiff({two}, kind));
            EXPECT_EQ(difference(pages[0], two), 0) << compression << " " << rows;
            EXPECT_EQ(pages[0].dpi, 0) << "640 pixels at 300 dpi are no page";
        }
    for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_DEFLATE, COMPRESSION_PACKBITS}) {
        make::TiffKind kind{compression, 8, 100, 100};
        EXPECT_EQ(difference(loaded("grey.tif", make::tiff({grey}, kind))[0], grey), 0) << compression;
        const auto pages = loaded("colour.tif", make::tiff({colour}, kind));
        EXPECT_EQ(difference(pages[0], colour), 0) << compression;
        EXPECT_EQ(pages[0].dpi, 100);
    }
    const auto jpeg = loaded("jpeg.tif", make::tiff({grey}, {COMPRESSION_JPEG, 8}));
    EXPECT_LT(cv::norm(view(jpeg[0].picture), grey, cv::NORM_L1) / static_cast<double>(grey.total()), 5);
    const auto jpegColour = loaded("jpegColour.tif", make::tiff({colour}, {COMPRESSION_JPEG, 8}));
    ASSERT_EQ(jpegColour[0].picture.channels, 3);
    EXPECT_LT(cv::norm(view(jpegColour[0].picture), colour, cv::NORM_L1) / static_cast<double>(colour.total()), 12);
    make::TiffKind tiled{COMPRESSION_LZW, 8};
    tiled.tile = 64;
    EXPECT_EQ(difference(loaded("tiled.tif", make::tiff({grey}, tiled))[0], grey), 0);
}

TEST_F(LoadFormats, TiffPagesKeepTheirOrderAndThumbnailsAreNoPages) {
    std::vector<cv::Mat> sides;
    for (int n = 0; n < 5; ++n) {
        sides.push_back(make::bilevel(make::page(400 + n, 300)));
        cv::putText(sides.back(), std::to_string(n), {20, 100}, cv::FONT_HERSHEY_PLAIN, 5, cv::Scalar(0), 4);
    }
    make::TiffKind kind;
    kind.thumbnailFirst = true;
    const auto pages = loaded("five.tif", make::tiff(sides, kind));
    ASSERT_EQ(pages.size(), 5u);
    for (std::size_t n = 0; n < 5; ++n) EXPECT_EQ(difference(pages[n], sides[n]), 0) << n;
}

TEST_F(LoadFormats, TiffTurnedAsItsOrientationSays) {
    const cv::Mat grey = make::page(300, 200);
    make::TiffKind kind{COMPRESSION_LZW, 8};
    kind.orientation = 6;  // the stored left side is the top: turn right
    cv::Mat turned;
    cv::rotate(grey, turned, cv::ROTATE_90_CLOCKWISE);
    EXPECT_EQ(difference(loaded("strips.tif", make::tiff({grey}, kind))[0], turned), 0);
    kind.tile = 64;  // the other way through libtiff
    EXPECT_EQ(difference(loaded("tiles.tif", make::tiff({grey}, kind))[0], turned), 0);
    kind.orientation = 3;
    cv::rotate(grey, turned, cv::ROTATE_180);
    EXPECT_EQ(difference(loaded("down.tif", make::tiff({grey}, kind))[0], turned), 0);
}

TEST_F(LoadFormats, StandardFaxHasSquarePixelsAfterwards) {
    // A4 as fax sends it: 204 dots and 98 lines to the inch.
    make::TiffKind kind{COMPRESSION_CCITTFAX3, 1, 204, 98};
    const auto pages = loaded("fax.tif", make::tiff({make::bilevel(make::page(1728, 1145))}, kind));
    EXPECT_EQ(pages[0].picture.width, 1728);
    EXPECT_NEAR(pages[0].picture.height, 1145 * 204.0 / 98, 2);
    EXPECT_EQ(pages[0].dpi, 204);
}

TEST_F(LoadFormats, ScannedPdfComesAtTheScansOwnPixels) {
    struct Case {
        int channels, turn;
        double wide, high;  // points of the page
    };
    // A4 at 200 dpi is 595.44 × 842.04 points; many programs write the page's size in whole points.
    for (const auto& [channels, turn, wide, high] :
         {Case{1, 0, 595.44, 842.04}, Case{3, 0, 595.44, 842.04}, Case{3, 90, 595.44, 842.04}, Case{1, 0, 595, 842}}) {
        const cv::Mat scan = make::page(1654, 2339, channels);
        const std::string jpeg = make::encoded(".jpg", scan);
        make::PdfSheet sheet{jpeg, 1654, 2339, channels == 3, wide, high, turn, ""};
        sheet.imageWide = 595.44;
        sheet.imageHigh = 842.04;
        const auto pages = loaded("scan.pdf", make::pdf({sheet}));
        cv::Mat expected = cv::imread(put("scan.jpg", jpeg), channels == 3 ? cv::IMREAD_COLOR : cv::IMREAD_GRAYSCALE);
        if (turn == 90) cv::rotate(expected, expected, cv::ROTATE_90_CLOCKWISE);
        EXPECT_EQ(pages[0].dpi, 200);
        ASSERT_EQ(pages[0].picture.channels, channels);
        cv::Mat seen = view(pages[0].picture);
        const cv::Size shared(std::min(seen.cols, expected.cols), std::min(seen.rows, expected.rows));
        EXPECT_GE(shared.width, expected.cols - 2);
        EXPECT_GE(shared.height, expected.rows - 2);
        // A page cut by rounding loses its right and lower edge, above which the picture hangs.
        seen = seen(cv::Rect(0, seen.rows - shared.height, shared.width, shared.height));
        expected = expected(cv::Rect(0, expected.rows - shared.height, shared.width, shared.height));
        // Not resampled: only the decoders' rounding differs.
        EXPECT_LE(cv::norm(seen, expected, cv::NORM_INF), 3) << channels << " " << turn << " " << wide;
    }
}

TEST_F(LoadFormats, BornDigitalPdfIsDrawnAt300DpiWithItsColour) {
    make::PdfSheet text{"", 0, 0, false, 595.2, 841.92, 0, "1 0 0 RG 5 w 100 100 m 400 600 l S"};
    make::PdfSheet small = text;  // a logo does not decide the resolution
    small.jpeg = make::encoded(".jpg", make::page(60, 60));
    small.width = small.height = 60;
    small.over = "0 0 1 RG 5 w 100 100 m 400 600 l S";
    const auto pages = loaded("text.pdf", make::pdf({text, small}));
    ASSERT_EQ(pages.size(), 2u);
    for (const Page& page : pages) {
        EXPECT_EQ(page.dpi, 300);
        EXPECT_NEAR(page.picture.width, 2480, 2);
        EXPECT_EQ(page.picture.channels, 3);
    }
}

TEST_F(LoadFormats, StampOverAScanIsNotLost) {
    const cv::Mat scan = make::page(1240, 1754);
    make::PdfSheet sheet{make::encoded(".jpg", scan),    1240, 1754, false, 595.2, 841.92, 0,
                         "1 0 0 rg 200 300 100 100 re f"};
    const auto pages = loaded("stamped.pdf", make::pdf({sheet}));
    ASSERT_EQ(pages[0].picture.channels, 3);
    const auto pixel = view(pages[0].picture).at<cv::Vec3b>(1754 - 350 * 150 / 72, 250 * 150 / 72);
    EXPECT_EQ(pixel, cv::Vec3b(0, 0, 255));
    EXPECT_EQ(pages[0].dpi, 150);
}

TEST_F(LoadFormats, ResolutionThatNoPaperCanHaveIsNotBelieved) {
    cv::Mat photo = make::page(3000, 4000);
    std::string jpeg = make::encoded(".jpg", photo);
    // JFIF: units at byte 13, densities behind it.
    ASSERT_EQ(jpeg.substr(6, 4), "JFIF");
    jpeg[13] = 1;
    jpeg[14] = jpeg[16] = 0;
    jpeg[15] = jpeg[17] = 72;
    EXPECT_EQ(loaded("72.jpg", jpeg)[0].dpi, 0) << "a page 1.4 m high";
    jpeg[14] = jpeg[16] = 1;
    jpeg[15] = jpeg[17] = 44;
    EXPECT_EQ(loaded("300.jpg", jpeg)[0].dpi, 300);
}

}  // namespace toitsu::ocr
