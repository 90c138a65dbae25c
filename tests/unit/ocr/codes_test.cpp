#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "forms/blank.h"
#include "forms/qr_code.h"
#include "ocr/internal/codes.h"
#include "ocr/internal/mat.h"
#include "ocr/page_codes.h"
#include "ocr/recognizers/barcode.h"

namespace toitsu::ocr {

namespace {

// A code of this many millimetres drawn on a page of `dpi`.
void put(cv::Mat& page, const cv::Mat& code, double x, double y, double wide, double high, double dpi) {
    cv::Mat drawn;
    const cv::Size size(static_cast<int>(wide / 25.4 * dpi), static_cast<int>(high / 25.4 * dpi));
    cv::resize(code, drawn, size, 0, 0, cv::INTER_AREA);
    drawn.copyTo(page(cv::Rect({static_cast<int>(x / 25.4 * dpi), static_cast<int>(y / 25.4 * dpi)}, size)));
}

cv::Mat qr(const std::string& text) {
    const forms::QrCode code = forms::qrCode(text);
    cv::Mat mat(code.side, code.side, CV_8UC1);
    for (int y = 0; y < code.side; ++y)
        for (int x = 0; x < code.side; ++x) mat.at<std::uint8_t>(y, x) = code.dark(x, y) ? 0 : 255;
    cv::resize(mat, mat, {}, 16, 16, cv::INTER_NEAREST);
    return mat;
}

cv::Mat linear(ZXing::BarcodeFormat format, const std::string& text, int height = 40) {
    const auto matrix = ZXing::MultiFormatWriter(format).setMargin(10).encode(text, 0, height);
    cv::Mat mat(matrix.height(), matrix.width(), CV_8UC1);
    for (int y = 0; y < mat.rows; ++y)
        for (int x = 0; x < mat.cols; ++x) mat.at<std::uint8_t>(y, x) = matrix.get(x, y) ? 0 : 255;
    cv::resize(mat, mat, {}, 8, 8, cv::INTER_NEAREST);
    return mat;
}

cv::Mat lined(double dpi) {
    cv::Mat page(static_cast<int>(297 / 25.4 * dpi), static_cast<int>(210 / 25.4 * dpi), CV_8UC1, cv::Scalar(248));
    for (int y = 100; y < page.rows; y += page.rows / 25)
        cv::line(page, {60, y}, {page.cols - 60, y}, cv::Scalar(30), 3);
    for (int x = 100; x < page.cols; x += page.cols / 9)
        cv::line(page, {x, 60}, {x, page.rows - 60}, cv::Scalar(30), 3);
    cv::putText(page, "TOITSU 0123456789", {100, page.rows / 2}, cv::FONT_HERSHEY_PLAIN, 6, cv::Scalar(20), 5);
    return page;
}

void disturb(cv::Mat& page, double sigma, unsigned seed) {
    cv::GaussianBlur(page, page, {0, 0}, 1.0);
    cv::Mat noise(page.size(), CV_16S), deep;
    cv::RNG random(seed);
    random.fill(noise, cv::RNG::NORMAL, 0, sigma);
    page.convertTo(deep, CV_16S);
    cv::add(deep, noise, deep);
    deep.convertTo(page, CV_8U);
}

}  // namespace

TEST(PageCodes, FormMarkIsFoundOnScansOfEveryKind) {
    const std::string text = formCodeText("komoro-2021", 2);
    for (const double dpi : {150.0, 200.0, 300.0, 400.0, 600.0})
        for (const int turn : {0, 1, 2, 3}) {
            cv::Mat page = lined(dpi);
            put(page, qr(text), 180, 8, 18, 18, dpi);
            disturb(page, 6, 7);
            const auto skew =
                cv::getRotationMatrix2D({static_cast<float>(page.cols) / 2, static_cast<float>(page.rows) / 2}, 2.5, 1);
            cv::warpAffine(page, page, skew, page.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(250));
            if (turn > 0) cv::rotate(page, page, turn - 1);
            const auto codes = codesOn({"test", 1, own(page), dpi, 0});
            ASSERT_EQ(codes.size(), 1u) << dpi << " dpi, turned " << turn;
            EXPECT_EQ(codes[0].text, text);
            EXPECT_EQ(codes[0].kind, "qr");
            ASSERT_EQ(codes[0].quad.size(), 4u);
            const double side =
                std::hypot(codes[0].quad[1].x - codes[0].quad[0].x, codes[0].quad[1].y - codes[0].quad[0].y);
            EXPECT_NEAR(side / dpi * 25.4, 18.0 * 25 / 33, 0.7) << "without its border";
        }
}

TEST(PageCodes, PagesWithoutACodeHaveNone) {
    for (const double dpi : {150.0, 300.0}) {
        cv::Mat page = lined(dpi);
        EXPECT_TRUE(codesOn({"test", 1, own(page), dpi, 0}).empty());
        EXPECT_TRUE(codesOn({"test", 1, own(cv::Mat(page.size(), CV_8UC1, cv::Scalar(255))), 0, 0}).empty());
    }
    EXPECT_TRUE(codesOn({}).empty());
}

TEST(PageCodes, TextOfAFormMark) {
    const auto code = formCode("TOITSU:matsumoto-2023:12");
    ASSERT_TRUE(code);
    EXPECT_EQ(code->layout, "matsumoto-2023");
    EXPECT_EQ(code->page, 12);
    for (const char* other :
         {"TOITSU:SEPARATOR", "TOITSU:a:", "TOITSU::1", "TOITSU:a:0", "TOITSU:a:1x", "http://a:1", ""})
        EXPECT_FALSE(formCode(other)) << other;
}

// --- the recogniser ------------------------------------------------------------------------------------------------

namespace {

class Barcode : public testing::Test {
protected:
    static constexpr double kDpi = 300;
    Barcode() {
        reference_.page = &layoutPage_;
        reference_.blank = cv::Mat(3508, 2480, CV_8UC1, cv::Scalar(255));
        cv::rectangle(reference_.blank, cv::Rect(236, 472, 827, 236), cv::Scalar(0), 3);  // the place's frame
        page_ = reference_.blank.clone();
    }
    forms::Reading read(const std::string& kind) {
        Mapping mapping;
        mapping.homography = {kDpi / 25.4, 0, 0, 0, kDpi / 25.4, 0, 0, 0, 1};
        disturb(page_, 5, 3);
        return readBarcodeAt({"number", {20, 40, 70, 20}, kind, {}}, Sheet(reference_, own(page_), mapping));
    }
    static std::string text(const forms::Reading& reading) {
        return reading.candidates.empty() ? "" : reading.candidates.front().text;
    }
    forms::LayoutPage layoutPage_;
    Reference reference_;
    cv::Mat page_;
};

}  // namespace

TEST_F(Barcode, EveryKindThatCanBePrinted) {
    using Format = ZXing::BarcodeFormat;
    struct Kind {
        const char* name;
        Format format;
        const char* text;
        double wide, high;
    };
    for (const Kind& kind : {Kind{"code128", Format::Code128, "AB-1234567", 60, 14},
                             {"code39", Format::Code39, "A123456", 60, 14},
                             {"codabar", Format::Codabar, "A1234567A", 55, 14},
                             {"itf", Format::ITF, "12345678", 50, 14},
                             {"ean13", Format::EAN13, "4901234567894", 45, 14},
                             {"ean8", Format::EAN8, "49123456", 40, 14},
                             {"qr", Format::QRCode, "20-2088-1", 18, 18},
                             {"datamatrix", Format::DataMatrix, "20-2088-1", 18, 18},
                             {"pdf417", Format::PDF417, "20-2088-1", 45, 0}}) {
        page_ = reference_.blank.clone();
        const cv::Mat code = linear(kind.format, kind.text, kind.high > 0 ? 40 : 0);
        const double natural = kind.wide * code.rows / code.cols;
        put(page_, code, 23, 41, kind.wide, kind.high > 0 ? kind.high : natural, kDpi);
        const auto reading = read(kind.name);
        std::string expected = kind.text;
        if (kind.format == Format::Codabar) expected = "1234567";  // without its start and stop letters
        EXPECT_EQ(text(reading), expected) << kind.name;
        EXPECT_FALSE(reading.doubt) << kind.name << " " << reading.why.en;
        EXPECT_GT(reading.confidence, 0.99) << kind.name;
    }
}

TEST_F(Barcode, NothingThereIsEmpty) {
    const auto reading = read("any");
    EXPECT_TRUE(reading.candidates.empty());
    EXPECT_FALSE(reading.doubt);
    EXPECT_GT(reading.confidence, 0.99);
}

TEST_F(Barcode, SomethingElseThereIsADoubt) {
    cv::putText(page_, "12-345", {280, 620}, cv::FONT_HERSHEY_SIMPLEX, 4, cv::Scalar(0), 8);
    const auto written = read("any");
    EXPECT_TRUE(written.candidates.empty());
    EXPECT_TRUE(written.doubt);
    page_ = reference_.blank.clone();
    put(page_, linear(ZXing::BarcodeFormat::Code128, "AB-1234567"), 23, 43, 60, 14, kDpi);
    const auto otherKind = read("ean13");
    EXPECT_TRUE(otherKind.doubt);
    EXPECT_FALSE(otherKind.why.ja.empty());
}

TEST_F(Barcode, TwoCodesAreADoubtUnlessTheySayTheSame) {
    put(page_, qr("first"), 22, 41, 17, 17, kDpi);
    put(page_, qr("second"), 60, 41, 17, 17, kDpi);
    const auto two = read("qr");
    EXPECT_TRUE(two.doubt);
    EXPECT_EQ(two.candidates.size(), 2u);
    page_ = reference_.blank.clone();
    put(page_, qr("same"), 22, 41, 17, 17, kDpi);
    put(page_, qr("same"), 60, 41, 17, 17, kDpi);
    const auto same = read("qr");
    EXPECT_FALSE(same.doubt);
    EXPECT_EQ(text(same), "same");
}

// ZXing ended the program here: the same code in many rows of the page and in one row of the page made smaller.
TEST(Codes, ALinearCodeOnAWholePageEndsNothing) {
    for (const auto format : {ZXing::BarcodeFormat::Code128, ZXing::BarcodeFormat::Code39, ZXing::BarcodeFormat::ITF})
        for (const double high : {4.0, 12.0, 25.0}) {
            cv::Mat page(3508, 2480, CV_8UC1, cv::Scalar(248));
            put(page, linear(format, "12345678"), 30, 60, 120, high, 300);
            disturb(page, 5, 3);
            const auto found = findCodes(page, {});
            ASSERT_FALSE(found.empty()) << high;
            EXPECT_EQ(found.front().text, "12345678");
        }
}

}  // namespace toitsu::ocr
