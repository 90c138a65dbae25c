#include "ocr/patch_code.h"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"
#include "ocr/page_codes.h"
#include "ocr/page_kind.h"

// Separator sheets as scanners' makers print them, scanned askew, pale and dirty; and what must not pass for one.

namespace toitsu::ocr {

namespace {

struct Code {
    char name;
    const char* bars;  // W wide, N narrow: Kodak A-61599
    char upsideDown;
};
constexpr Code kCodes[] = {{'1', "WWNN", '6'}, {'2', "WNNW", '2'}, {'3', "WNWN", 'T'},
                           {'4', "NWWN", '4'}, {'6', "NNWW", '1'}, {'T', "NWNW", '3'}};

class Sheet {
public:
    explicit Sheet(double dpi) : dpi_(dpi), mat_(px(297), px(210), CV_8UC1, cv::Scalar(245)) {}
    // Upright bars, read from left to right; `scale` of a printer.
    Sheet& bars(const std::string& code, double x, double y, double length = 60, double scale = 1) {
        for (const char c : code) {
            const double width = (c == 'W' ? 5.08 : 2.03) * scale;
            cv::rectangle(mat_, {px(x), px(y)}, {px(x + width) - 1, px(y + length)}, cv::Scalar(35), cv::FILLED);
            x += width + 2.03 * scale;
        }
        return *this;
    }
    Sheet& text(int lines) {
        for (int n = 0; n < lines; ++n)
            cv::putText(mat_, "PATCH CODE SEPARATOR SHEET 0123456789", {px(15), px(110 + 8 * n)},
                        cv::FONT_HERSHEY_SIMPLEX, dpi_ / 180, cv::Scalar(30), std::max(1, px(0.35)));
        return *this;
    }
    Page scanned(double degrees, double noise, unsigned seed) const {
        cv::Mat out, deep, grain(mat_.size(), CV_16S);
        const cv::Point2f centre(static_cast<float>(mat_.cols) / 2, static_cast<float>(mat_.rows) / 2);
        cv::warpAffine(mat_, out, cv::getRotationMatrix2D(centre, degrees, 1), mat_.size(), cv::INTER_LINEAR,
                       cv::BORDER_CONSTANT, cv::Scalar(245));
        cv::GaussianBlur(out, out, {0, 0}, dpi_ / 250);
        cv::RNG random(seed);
        random.fill(grain, cv::RNG::NORMAL, 0, noise);
        out.convertTo(deep, CV_16S);
        cv::add(deep, grain, deep);
        deep.convertTo(out, CV_8U);
        return {"test", 1, own(out), dpi_, 0};
    }
    cv::Mat& mat() { return mat_; }
    int px(double mm) const { return static_cast<int>(std::lround(mm / 25.4 * dpi_)); }

private:
    double dpi_;
    cv::Mat mat_;
};

Page rotated(const Page& page, int code) {
    cv::Mat out;
    cv::rotate(view(page.picture), out, code);
    return {"test", 1, own(out), page.dpi, 0};
}

}  // namespace

TEST(PatchCode, EveryCodeHoweverItIsFed) {
    cv::RNG random(20261124);
    for (const Code& code : kCodes)
        for (const double dpi : {150.0, 200.0, 300.0}) {
            const Page page = Sheet(dpi)
                                  .bars(code.bars, random.uniform(8.0, 150.0), random.uniform(10.0, 180.0), 60,
                                        random.uniform(0.95, 1.05))
                                  .text(3)
                                  .scanned(random.uniform(-4.0, 4.0), 6, 7);
            EXPECT_EQ(patchCode(page), code.name) << dpi;
            EXPECT_EQ(patchCode(rotated(page, cv::ROTATE_180)), code.upsideDown) << dpi;
            EXPECT_TRUE(patchCode(rotated(page, cv::ROTATE_90_CLOCKWISE))) << code.name << " sideways at " << dpi;
            EXPECT_EQ(kindOf(page).code, "S051");
        }
}

TEST(PatchCode, ShortBarsAndUnknownResolution) {
    Page page = Sheet(200).bars("NWNW", 90, 20, 19).scanned(1, 4, 3);  // end-fed patches may be this short
    EXPECT_EQ(patchCode(page), 'T');
    page.dpi = 0;
    EXPECT_EQ(patchCode(page), 'T') << "an A4 page, presumably";
}

TEST(PatchCode, OtherBarsAreNone) {
    EXPECT_FALSE(patchCode(Sheet(200).bars("WNWW", 60, 20).scanned(0, 4, 1))) << "three wide bars";
    EXPECT_FALSE(patchCode(Sheet(200).bars("NWNW", 60, 20, 8).scanned(0, 4, 1))) << "too short";
    EXPECT_FALSE(patchCode(Sheet(200).bars("NWNW", 60, 20, 60, 1.5).scanned(0, 4, 1))) << "too large";
    EXPECT_FALSE(patchCode(Sheet(200).bars("NWNWNWNW", 40, 20).scanned(0, 4, 1))) << "no paper beside it";
}

TEST(PatchCode, AWrittenPageWithACodeIsKept) {
    Sheet written(200);
    written.bars("NWNW", 20, 10, 40).text(23);
    for (int line = 0; line < 23; ++line)
        for (int n = 0; n < 60; ++n)
            cv::line(written.mat(), {written.px(15 + 3 * n), written.px(112 + 8 * line)},
                     {written.px(17 + 3 * n), written.px(116 + 8 * line)}, cv::Scalar(40), written.px(0.6));
    EXPECT_FALSE(patchCode(written.scanned(0, 4, 1)));
}

TEST(PatchCode, ShippedFormsHaveNone) {
    int pages = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(TOITSU_SOURCE_DIR "/templates/forms")) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".jpg" && extension != ".png" && extension != ".tif") continue;
        const auto loaded = load(entry.path().string());
        ASSERT_TRUE(loaded) << entry.path();
        for (const Page& page : *loaded) {
            EXPECT_FALSE(patchCode(page)) << entry.path();
            ++pages;
        }
    }
    EXPECT_GT(pages, 10);
}

TEST(PatchCode, SeparatorsWithBarcodesOfOtherKinds) {
    for (const auto& [format, text] : {std::pair{ZXing::BarcodeFormat::Code128, kSeparatorText},
                                       {ZXing::BarcodeFormat::Code39, kSeparatorPlain},
                                       {ZXing::BarcodeFormat::Code93, kSeparatorPlain},
                                       {ZXing::BarcodeFormat::PDF417, kSeparatorText}}) {
        const auto matrix = ZXing::MultiFormatWriter(format).setMargin(10).encode(std::string(text), 0, 40);
        cv::Mat bits(matrix.height(), matrix.width(), CV_8UC1);
        for (int y = 0; y < bits.rows; ++y)
            for (int x = 0; x < bits.cols; ++x) bits.at<std::uint8_t>(y, x) = matrix.get(x, y) ? 0 : 255;
        Sheet sheet(300);
        cv::resize(bits, bits, {}, 5, 5, cv::INTER_NEAREST);
        if (bits.cols > sheet.mat().cols - 100)
            cv::resize(bits, bits, {sheet.mat().cols - 100, bits.rows}, 0, 0, cv::INTER_NEAREST);
        bits.copyTo(sheet.mat()(cv::Rect({50, 400}, bits.size())));
        const Page page = sheet.scanned(0.5, 4, 5);
        EXPECT_EQ(kindOf(page).code, "S051") << static_cast<int>(format);
        EXPECT_EQ(kindOf(rotated(page, cv::ROTATE_90_CLOCKWISE)).code, "S051") << static_cast<int>(format);
    }
}

}  // namespace toitsu::ocr
