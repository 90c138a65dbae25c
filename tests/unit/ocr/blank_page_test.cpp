#include "ocr/blank_page.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "forms/qr_code.h"
#include "ocr/internal/mat.h"
#include "ocr/page_codes.h"
#include "ocr/page_kind.h"

namespace toitsu::ocr {

namespace {

// One side of an A4 sheet as a scanner sees it.
class Side {
public:
    Side(double dpi, std::uint64_t seed) : dpi_(dpi), random_(seed) {
        mat_ = cv::Mat(px(297), px(210), CV_8UC1, cv::Scalar(random_.uniform(225, 252)));
    }

    // The other side's text, mirrored, scattered by the paper.
    Side& shineThrough(double contrast, double blurMm = 0.35) {
        cv::Mat other(mat_.size(), CV_8UC1, cv::Scalar(0));
        for (int y = px(20); y < px(280); y += px(9))
            cv::putText(other, "0123 Shinshu Matsumoto 4567", {px(15), y}, cv::FONT_HERSHEY_SIMPLEX, dpi_ / 150,
                        cv::Scalar(255), std::max(1, px(0.4)));
        for (int y = px(24); y < px(280); y += px(18))
            cv::line(other, {px(12), y}, {px(198), y}, cv::Scalar(255), px(0.3));
        cv::flip(other, other, 1);
        cv::GaussianBlur(other, other, {0, 0}, blurMm / 25.4 * dpi_);
        double most = 1;
        cv::minMaxLoc(other, nullptr, &most);
        other.convertTo(other, CV_8U, contrast / most);
        cv::subtract(mat_, other, mat_);
        return *this;
    }
    Side& dust(int count) {
        for (int n = 0; n < count; ++n)
            cv::circle(mat_, {random_.uniform(0, mat_.cols), random_.uniform(0, mat_.rows)},
                       std::max(1, px(random_.uniform(0.05, 0.3))), cv::Scalar(random_.uniform(40, 160)), cv::FILLED);
        return *this;
    }
    Side& holes() {
        for (const double y : {108.5, 188.5}) cv::circle(mat_, {px(12), px(y)}, px(3), cv::Scalar(30), cv::FILLED);
        return *this;
    }
    Side& fold(int contrast = 25) {
        cv::line(mat_, {0, px(148)}, {mat_.cols, px(149)}, cv::Scalar(mat_.at<std::uint8_t>(5, 5) - contrast), px(0.4));
        return *this;
    }
    Side& edgeShadow() {
        cv::rectangle(mat_, cv::Rect(0, 0, px(3), mat_.rows), cv::Scalar(70), cv::FILLED);
        for (int x = px(3); x < px(9); ++x) mat_.col(x) -= cv::Scalar(60.0 * (px(9) - x) / px(6));
        return *this;
    }
    // A stroke as a hand draws it, a third of a millimetre wide.
    Side& pencil(double contrast, const std::string& what = "word") {
        const int paper = mat_.at<std::uint8_t>(mat_.rows - 3, mat_.cols - 3);
        const cv::Scalar shade(paper - contrast);
        const int x = px(random_.uniform(30.0, 150.0)), y = px(random_.uniform(30.0, 250.0)),
                  wide = std::max(1, px(0.4));
        if (what == "tick") {
            cv::line(mat_, {x, y}, {x + px(1.2), y + px(1.5)}, shade, wide, cv::LINE_AA);
            cv::line(mat_, {x + px(1.2), y + px(1.5)}, {x + px(4), y - px(2)}, shade, wide, cv::LINE_AA);
        } else if (what == "line") {
            cv::line(mat_, {x, y}, {x + px(30), y + px(1)}, shade, wide, cv::LINE_AA);
        } else {
            cv::putText(mat_, "Sato", {x, y}, cv::FONT_HERSHEY_SCRIPT_SIMPLEX, dpi_ / 150, shade, wide, cv::LINE_AA);
        }
        return *this;
    }
    BlankCheck check(double noise = 3) {
        cv::Mat scanned;
        cv::GaussianBlur(mat_, scanned, {0, 0}, 0.5 + dpi_ / 600);
        cv::Mat deep, grain(mat_.size(), CV_16S);
        random_.fill(grain, cv::RNG::NORMAL, 0, noise);
        scanned.convertTo(deep, CV_16S);
        cv::add(deep, grain, deep);
        deep.convertTo(scanned, CV_8U);
        return checkBlank({"test", 1, own(scanned), dpi_, 0});
    }
    cv::Mat& mat() { return mat_; }
    int px(double mm) const { return static_cast<int>(std::lround(mm / 25.4 * dpi_)); }

private:
    double dpi_;
    cv::RNG random_;
    cv::Mat mat_;
};

std::string seen(const BlankCheck& c) {
    return std::to_string(c.strokes) + " strokes, " + std::to_string(c.shineThrough) + " shining through, " +
           std::to_string(c.holes) + " holes, " + std::to_string(c.specks) + " specks, " + std::to_string(c.streaks) +
           " streaks";
}

}  // namespace

TEST(BlankPage, EmptyBacksAreBlank) {
    int blank = 0, all = 0;
    for (const double dpi : {150.0, 200.0, 300.0})
        for (std::uint64_t seed = 1; seed <= 2; ++seed) {
            const auto expectBlank = [&](Side side, const char* what, bool mayFail = false) {
                const BlankCheck check = side.check(seed == 2 ? 5 : 3);
                ++all;
                if (check.blank) ++blank;
                EXPECT_TRUE(check.blank || mayFail) << what << " at " << dpi << ": " << seen(check);
            };
            expectBlank(Side(dpi, seed), "clean");
            expectBlank(Side(dpi, seed).dust(60), "dust");
            expectBlank(Side(dpi, seed).holes(), "holes");
            expectBlank(Side(dpi, seed).shineThrough(12), "shining through a little", true);
            expectBlank(Side(dpi, seed).fold(60), "fold");
            // Not always told from pencil: then the page is kept.
            expectBlank(Side(dpi, seed).fold(), "pale fold", true);
            expectBlank(Side(dpi, seed).edgeShadow(), "edge", true);
            expectBlank(Side(dpi, seed).shineThrough(25), "shining through", true);
            expectBlank(Side(dpi, seed).dust(40).holes().fold().edgeShadow(), "all without shining through", true);
        }
    EXPECT_GE(blank, all * 3 / 4) << blank << " of " << all;
    RecordProperty("blank", blank);
    RecordProperty("of", all);
}

TEST(BlankPage, FaintWritingIsNeverBlank) {
    for (const double dpi : {150.0, 300.0})
        for (const char* what : {"word", "tick", "line"})
            for (const double contrast : {35.0, 70.0})
                for (std::uint64_t seed = 1; seed <= 2; ++seed) {
                    EXPECT_FALSE(Side(dpi, seed).pencil(contrast, what).check().blank)
                        << what << " " << contrast << " below the paper at " << dpi;
                    EXPECT_FALSE(Side(dpi, seed).dust(60).holes().shineThrough(15).pencil(contrast, what).check().blank)
                        << what << " " << contrast << " on a worn back at " << dpi;
                }
}

// A pencil that runs across strong text of the other side was taken for a part of it.
TEST(BlankPage, FaintWritingAcrossWhatShinesThroughIsNeverBlank) {
    for (const double dpi : {150.0, 300.0})
        for (const char* what : {"word", "tick", "line"})
            for (std::uint64_t seed = 1000; seed <= 1002; ++seed)
                EXPECT_FALSE(
                    Side(dpi, seed).shineThrough(25).pencil(35, what).check(2 + static_cast<double>(seed % 5)).blank)
                    << what << " at " << dpi << ", seed " << seed;
}

TEST(BlankPage, RedSealAndBlueInkCount) {
    for (const cv::Scalar& ink : {cv::Scalar(60, 60, 210), cv::Scalar(200, 120, 90)}) {
        cv::Mat colour(2339, 1654, CV_8UC3, cv::Scalar::all(245));
        EXPECT_TRUE(checkBlank({"test", 1, own(colour), 200, 0}).blank);
        cv::circle(colour, {800, 900}, 40, ink, 3, cv::LINE_AA);
        EXPECT_FALSE(checkBlank({"test", 1, own(colour), 200, 0}).blank);
    }
}

TEST(BlankPage, BlackFromEdgeToEdgeIsForAPerson) {
    EXPECT_FALSE(checkBlank({"test", 1, own(cv::Mat(2339, 1654, CV_8UC1, cv::Scalar(8))), 200, 0}).blank);
}

TEST(BlankPage, ADiscAloneIsNoFilingHole) {
    Side one(300, 1);
    cv::circle(one.mat(), {one.px(12), one.px(100)}, one.px(3), cv::Scalar(30), cv::FILLED);
    EXPECT_FALSE(one.check().blank);
    EXPECT_EQ(Side(300, 1).holes().check().holes, 2);
}

TEST(PageKind, SeparatorsBlanksAndForms) {
    Side separator(200, 1);
    const forms::QrCode code = forms::qrCode(std::string(kSeparatorText));
    cv::Mat drawn(code.side, code.side, CV_8UC1);
    for (int y = 0; y < code.side; ++y)
        for (int x = 0; x < code.side; ++x) drawn.at<std::uint8_t>(y, x) = code.dark(x, y) ? 0 : 255;
    cv::resize(drawn, drawn, {separator.px(40), separator.px(40)}, 0, 0, cv::INTER_NEAREST);
    drawn.copyTo(separator.mat()(cv::Rect({separator.px(85), separator.px(60)}, drawn.size())));
    const PageVerdict verdict = kindOf({"test", 1, own(separator.mat()), 200, 0});
    EXPECT_EQ(verdict.kind, PageKind::separator);
    EXPECT_EQ(verdict.code, "S051");
    EXPECT_EQ(kindOf({"test", 1, own(Side(200, 2).mat()), 200, 0}).code, "S050");
    Side letter(200, 3);
    letter.pencil(150);
    EXPECT_EQ(kindOf({"test", 1, own(letter.mat()), 200, 0}).kind, PageKind::form);
}

}  // namespace toitsu::ocr
